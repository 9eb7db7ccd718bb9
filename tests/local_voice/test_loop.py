"""The loop with the real assistant and shop, and a customer from a script: what is asked, cut, repeated and bought."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_voice.audio import SourceEnded, SourceLost
from local_voice.barge_in import Questions, echoes
from local_voice.hearing import By
from local_voice.loop import Loop
from local_voice.talk import Talk
from skill.assistant import Reply
from skill.bootstrap import House
from skill.dialogue.acts import Expectation
from skill.dialogue.heard import Heard
from skill.speech.sentences import sentences
from tests.local_voice.fakes import Customer, CutAfter, Mouth, Screen
from tests.shop import Clock, ear_for, open_shop, orders_of

QUOTE = (
    "One jar of honey, Corner Shop, 9 euros 80 with tax and delivery, to your home, expected Friday.",
    "Order it?",
)
IN_FULL = "That question was not heard to its end: here it is again."


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    opened = open_shop(tmp_path, Clock())
    yield opened
    opened.database.close()


class Held:
    """One conversation with a script, until nothing more is said."""

    def __init__(self, house: House, *script: Any, greet: bool = False, lost_seconds: float = 30) -> None:
        self.mouth, self.screen = Mouth(), Screen()
        self.customer = Customer(ear_for("en-US").hear, *script)
        talk = Talk(house.assistant, customer="anna", locale="en-US")
        loop = Loop(talk, self.customer, self.mouth, self.screen, lost_seconds=lost_seconds)
        self.over = False
        try:
            loop.converse(greet=greet)
        except SourceEnded:
            self.over = True
        self.orders = orders_of(house, "anna")

    @property
    def said(self) -> list[tuple[str, ...]]:
        """Every text that was begun."""
        return self.mouth.said


@pytest.fixture
def before(house: House) -> int:
    return orders_of(house, "anna")


def test_a_yes_to_the_quote_orders(house: House, before: int) -> None:
    held = Held(house, "order honey", "yes please")
    assert held.said[0] == QUOTE
    assert held.orders == before + 1
    assert held.customer.known  # what this customer buys is told to the ear
    assert [each.expects for each in held.screen.times] == [None, Expectation.ORDER]
    assert held.screen.times[1].tail == 220


@pytest.mark.parametrize("yes", ["yes", "yes please", "order it", "go ahead"])
@pytest.mark.parametrize("by", list(By))
def test_a_yes_after_an_interrupted_quote_orders_nothing(house: House, before: int, yes: str, by: By) -> None:
    """Item and total were not played to the end: the quote is put again, and only the yes to that one orders."""
    interrupted = Held(house, "order honey", CutAfter(0, by), yes)
    assert interrupted.orders == before
    assert interrupted.screen.notices == [IN_FULL]
    assert interrupted.said[1] == QUOTE
    assert interrupted.said[-1] == ("Nothing has been ordered.", "Goodbye.")
    assert Held(house, "order honey", CutAfter(0), "yes", yes).orders == before + 1


def test_cut_twice_is_put_a_third_time(house: House, before: int) -> None:
    held = Held(house, "order honey", CutAfter(0), "yes", CutAfter(0), "yes", "yes")
    assert [each for each in held.said if each == QUOTE] == [QUOTE] * 3
    assert held.orders == before + 1


def test_a_quote_cut_in_its_question_was_heard(house: House, before: int) -> None:
    """Everything but the bare "Order it?" was played."""
    assert Held(house, "order honey", CutAfter(1), "yes").orders == before + 1


def test_the_short_question_is_no_substitute_for_the_quote(house: House, before: int) -> None:
    """Cut, then mumbled: what follows is the question in short, and a yes to it still orders nothing unheard."""
    held = Held(house, "order honey", CutAfter(0), "hmm", "yes", "yes")
    assert "Yes or no: shall I order it?" in held.said[1]
    assert held.said[2] == QUOTE
    assert held.orders == before + 1


def test_heard_once_the_quote_may_be_asked_for_in_short(house: House, before: int) -> None:
    held = Held(house, "order honey", "hmm", CutAfter(0), "yes")
    assert held.orders == before + 1


def test_anything_but_a_yes_counts_at_once(house: House, before: int) -> None:
    assert Held(house, "order honey", CutAfter(0), "stop").said[1] == ("Nothing has been ordered.", "Goodbye.")
    changed = Held(house, "order honey", CutAfter(0), "make it three", "no")
    assert changed.said[1][0].startswith("Three jars of honey")
    assert changed.orders == before


def test_go_on_says_the_rest(house: House, before: int) -> None:
    held = Held(house, "order honey", CutAfter(0), "go on", "yes")
    assert held.said[1] == QUOTE
    assert held.orders == before + 1
    later = Held(house, "order honey", CutAfter(1), "go on")
    assert later.said[1] == QUOTE[1:]


def test_repeat_says_it_again(house: House, before: int) -> None:
    held = Held(house, "order honey", CutAfter(0), "repeat", "yes")
    assert held.said[1] == QUOTE
    assert held.orders == before + 1


def test_its_own_words_are_no_answer(house: House, before: int) -> None:
    """Heard through the loudspeaker: it goes on where it was. After the second time only a key cuts in."""
    held = Held(house, "order honey", CutAfter(0, By.VOICE), "honey", CutAfter(0, By.VOICE), "corner shop", "yes")
    assert held.said[:3] == [QUOTE, QUOTE, QUOTE]
    assert held.customer.by_voice[:3] == [True, True, False]
    assert held.orders == before + 1


def test_a_cough_that_cut_in_is_passed_over(house: House, before: int) -> None:
    held = Held(house, "order honey", CutAfter(1, By.VOICE), "", "yes")
    assert held.said[1] == QUOTE[1:]
    assert held.orders == before + 1


def test_silence(house: House, before: int) -> None:
    """Once more in short, then a goodbye that says what did not happen; then nobody listens."""
    held = Held(house, "order honey", "", "", "yes")
    assert held.said[1:] == [("Yes or no: shall I order it?",), ("Nothing has been ordered.", "Goodbye.")]
    assert held.customer.left == 1
    assert held.orders == before


def test_a_recording_that_ends_leaves_nothing_open(house: House, before: int) -> None:
    held = Held(house, "order honey")
    assert held.said[-1] == ("Nothing has been ordered.", "Goodbye.")
    assert held.over
    assert held.orders == before


def test_nobody_begins(house: House) -> None:
    assert Held(house, "").said == []
    assert Held(house, greet=True).said[0][0].startswith("Welcome")


def test_a_microphone_that_comes_back(house: House, before: int) -> None:
    gone = SourceLost("The microphone (x) gives nothing any more.")
    held = Held(house, "order honey", gone, gone, "yes")
    assert held.orders == before + 1
    assert held.screen.notices == ["The microphone (x) gives nothing any more. Waiting for it ..."]


def test_a_microphone_that_does_not(house: House, before: int) -> None:
    held = Held(house, "order honey", SourceLost("gone"), lost_seconds=-1)
    assert held.said[-1] == ("Nothing has been ordered.", "Goodbye.")
    assert held.orders == before
    assert not held.over


class Broken:
    """An assistant that fails."""

    def take(self, turn: object) -> Reply:  # noqa: ARG002  # as the real one
        """Fails."""
        raise RuntimeError("no")

    def trouble(self, locale: str) -> str:  # noqa: ARG002  # as the real one
        """As the real one."""
        return "Sorry, that did not work."


def test_a_turn_that_fails_is_told_and_closes() -> None:
    mouth, screen = Mouth(), Screen()
    talk = Talk(Broken(), customer=None, locale="en-US")
    Loop(talk, Customer(ear_for("en-US").hear, "order honey"), mouth, screen).converse(greet=False)
    assert mouth.said == [("Sorry, that did not work.",)]


YES = Heard("AMAZON.YesIntent")


def asked(words: str, question: str = "q", reprompt: str = "Order it?") -> Reply:
    return Reply(words=words, written=words, reprompt=reprompt, expects=Expectation.ORDER, question=question)


@given(st.lists(st.tuples(st.sampled_from(["q", "r"]), st.integers(0, 4), st.booleans()), min_size=1, max_size=12))
def test_a_yes_binds_only_when_every_sentence_of_its_question_was_played(
    turns: list[tuple[str, int, bool]],
) -> None:
    """However often it was put, in full or in short, cut wherever: by a model that counts sentences by itself."""
    full = {"q": "A tea. 3 euros. To your home. Order it, or not?", "r": "Two teas. 6 euros. Here. Order it, or not?"}
    questions = Questions()
    model: set[str] = set()
    before = None
    for question, played, brief in turns:
        words = "Order it?" if brief and question == before else full[question]
        if question != before:
            model = set()
        questions.put(asked(words, question))
        questions.heard(sentences(words)[:played])
        model.update(sentences(words)[:played])
        before = question
        needed = set(sentences(full[question])[:-1])
        assert questions.binds(YES, Expectation.ORDER) == (needed <= model)
        assert questions.binds(Heard("AMAZON.NoIntent"), Expectation.ORDER)
        assert questions.binds(YES, Expectation.OPEN)


def test_echoes() -> None:
    said = "Two bags, 24 euros 70. Order it?"
    assert echoes("twenty four", said, "en")
    assert echoes("order it", said, "en")
    assert not echoes("stop", said, "en")
    assert not echoes("yes order it", said, "en")
    assert not echoes("", said, "en")
