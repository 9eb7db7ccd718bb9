"""What several readings mean together: doubt becomes a question, and a yes is never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_voice.endpointing import Words
from local_voice.meaning import NOTHING, Meaning, meant
from local_voice.recogniser import Reading
from local_voice.so_far import so_far
from local_voice.vocabulary import UNKNOWN, Vocabulary
from skill.dialogue.acts import Expectation
from skill.understanding.expecting import NO, YES
from tests.shop import ear_for

ORDER, OPEN, NUMBER, CHOICE, CODE = (
    Expectation.ORDER,
    Expectation.OPEN,
    Expectation.NUMBER,
    Expectation.CHOICE,
    Expectation.CODE,
)
EVERY = Vocabulary(lambda _: True, "en")
FALLBACK = "AMAZON.FallbackIntent"


def of(*readings: tuple[str, float], question: Expectation | None = ORDER) -> Meaning:
    return meant([Reading(*each) for each in readings], question, ear_for("en-US"), EVERY)


def test_a_clear_yes_is_a_yes() -> None:
    """Alone, or with a rival that is far off."""
    assert of(("yes please", -30.0)).heard.intent == YES
    assert of(("yes", -30.0), ("juice", -33.0)).sure


@pytest.mark.parametrize(
    "readings",
    [
        [("yes", -30.0), ("no", -31.0)],
        [("juice", -30.0), ("yes", -30.5)],
        [("[unk] yes", -30.0)],
        [("yes [unk]", -30.0)],
        [("[unk] order it", -30.0)],
        [("yes no", -30.0)],
        [("hmm yes maybe", -30.0)],
    ],
)
def test_a_yes_in_any_doubt_is_none(readings: list[tuple[str, float]]) -> None:
    """A close rival, an unknown sound, another first reading, a mixture: it is asked again."""
    meaning = of(*readings)
    assert meaning.heard.intent != YES
    assert not meaning.sure or meaning.heard.intent == FALLBACK


def test_an_unknown_sound_makes_any_action_a_question() -> None:
    """ "Reorder my [unk] coffee" is not simply coffee."""
    meaning = of(("reorder my [unk] coffee", -50.0), question=None)
    assert meaning.heard.intent == "ReorderIntent"
    assert not meaning.heard.sure
    assert meaning.words == "reorder my coffee"


def test_homophones_are_told_apart_by_what_is_a_sentence() -> None:
    """ "Make it to" is "make it two", and no doubt."""
    meaning = of(("make it to", -60.0), ("make it two", -61.5))
    assert (meaning.words, meaning.sure) == ("make it two", True)


def test_two_wordings_of_one_meaning_are_no_doubt() -> None:
    """ "No" and "nope" are as close as they like."""
    meaning = of(("no", -35.0), ("nope", -35.1))
    assert (meaning.heard.intent, meaning.sure) == (NO, True)


def test_two_products_that_sound_alike_are_doubtful() -> None:
    """Two meanings within the margin: did you mean ...?"""
    meaning = of(("reorder my green tea", -60.0), ("reorder my mint tea", -60.3), question=None)
    assert meaning.heard.intent == "ReorderIntent"
    assert not meaning.heard.sure


def test_words_of_different_products_are_doubtful() -> None:
    """A recogniser that lacks a word hears another product's."""
    assert not of(("order garden shampoo", -60.0), question=None).heard.sure
    assert of(("order mild shampoo", -60.0), question=None).heard.sure


def test_nothing_but_an_unknown_sound_is_nothing() -> None:
    """And so is no reading at all."""
    assert of(("[unk]", -10.0), ("yes", -10.1)) == NOTHING
    assert of() == NOTHING


reading = st.lists(
    st.sampled_from(["yes", "no", "order it", "please", "coffee", "make it", "two", "stop", UNKNOWN, "reorder my"]),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(st.lists(st.tuples(reading, st.floats(-60, -10)), min_size=1, max_size=6), st.sampled_from(Expectation))
def test_a_yes_is_the_likeliest_reading_whole_and_without_a_rival(
    readings: list[tuple[str, float]], question: Expectation
) -> None:
    """Whatever else is heard."""
    ordered = sorted(readings, key=lambda each: -each[1])
    meaning = of(*ordered, question=question)
    if meaning.heard.intent != YES:
        return
    assert meaning.sure
    first = next(words for words, _ in ordered if set(words.split()) != {UNKNOWN})
    assert UNKNOWN not in first
    assert ear_for("en-US").hear(first, question).intent == YES


@pytest.mark.parametrize(
    ("said", "question", "words"),
    [
        ("yes", ORDER, Words.COMPLETE),
        ("no thanks", Expectation.YES_NO, Words.COMPLETE),
        ("stop", OPEN, Words.COMPLETE),
        ("two", NUMBER, Words.COMPLETE),
        ("twenty", NUMBER, Words.OPEN),
        ("one zero four two", CODE, Words.COMPLETE),
        ("one zero", CODE, Words.OPEN),
        ("the second one", CHOICE, Words.COMPLETE),
        ("reorder my coffee", None, Words.OPEN),
        ("yes", None, Words.OPEN),
        ("reorder my", None, Words.UNFINISHED),
        ("two bags of", OPEN, Words.UNFINISHED),
        ("two bags", OPEN, Words.UNFINISHED),
        ("yes but", ORDER, Words.UNFINISHED),
        ("um", ORDER, Words.UNFINISHED),
        ("reorder uh", None, Words.UNFINISHED),
        ("where is my order", None, Words.OPEN),
        ("order", None, Words.UNFINISHED),
    ],
)
def test_how_far_an_utterance_has_come(said: str, question: Expectation | None, words: Words) -> None:
    """An answer to the open question is complete; what something must follow is not finished."""
    assert so_far(of((said, -30.0), question=question), question, "en") is words


def test_nothing_heard_yet_is_open() -> None:
    """No word is no hesitation."""
    assert so_far(NOTHING, ORDER, "en") is Words.OPEN
