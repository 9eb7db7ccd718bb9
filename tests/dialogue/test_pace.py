"""Pace: hurry and hesitation choose the phrasing, and never what is done."""

from hypothesis import given
from hypothesis import strategies as st

from skill.dialogue.heard import Heard
from skill.dialogue.pace import ASKED, brisk, calm, haste_after
from tests.dialogue.talking import anna

heard = st.builds(
    Heard,
    st.sampled_from(
        ["PriceIntent", "Silence", "AMAZON.HelpIntent", "AMAZON.RepeatIntent", "SlowerIntent", "QuickerIntent"]
    ),
    words=st.integers(0, 12),
    interrupted=st.booleans(),
)


def after(*utterances: Heard) -> int:
    haste = 0
    for one in utterances:
        haste = haste_after(haste, one)
    return haste


def test_short_turns_and_interruptions_are_hurry() -> None:
    assert brisk(after(*[Heard("PriceIntent", words=2)] * 3))
    assert brisk(after(*[Heard("PriceIntent", words=6, interrupted=True)] * 2))
    assert not brisk(after(*[Heard("PriceIntent", words=6)] * 5))


def test_silence_what_and_help_again_are_hesitation() -> None:
    assert calm(after(Heard("Silence"), Heard("AMAZON.HelpIntent")))
    assert calm(after(Heard("AMAZON.RepeatIntent"), Heard("AMAZON.RepeatIntent")))
    assert not calm(after(Heard("AMAZON.HelpIntent")))


def test_an_ear_that_does_not_count_words_shows_no_hurry() -> None:
    assert after(*[Heard("PriceIntent")] * 10) == 0


def test_a_guess_wears_off_and_a_wish_lasts() -> None:
    plain = Heard("PriceIntent", words=7)
    assert calm(after(Heard("Silence"), Heard("Silence"), plain))
    assert not calm(after(Heard("Silence"), Heard("Silence"), plain, plain))
    assert calm(after(Heard("SlowerIntent"), *[plain] * 20))
    assert brisk(after(Heard("QuickerIntent"), *[plain] * 20))
    assert calm(after(Heard("QuickerIntent"), Heard("SlowerIntent")))


@given(st.lists(heard, max_size=20))
def test_the_measure_stays_within_bounds(utterances: list[Heard]) -> None:
    assert -ASKED <= after(*utterances) <= ASKED


def test_slower_says_the_last_thing_again_and_leaves_its_question() -> None:
    talk = anna()
    talk.say("ReorderIntent", product="house blend")
    asked = talk.ask
    talk.say("SlowerIntent")
    assert talk.acts()[0] == "PaceChanged"
    assert talk.ask == asked
    talk.say("AMAZON.YesIntent")
    assert talk.orders == 1


def test_a_button_pressed_too_late_does_nothing() -> None:
    talk = anna()
    talk.say("ReorderIntent", product="house blend")
    talk.say("Outdated")
    assert talk.acts()[0] == "NoLongerAsked"
    assert talk.orders == 0
