"""What may be said, as a grammar that Vosk survives; aliases; and the report of what cannot be heard."""

import json
import string
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_voice.grammar import BadGrammar, Grammars, written
from local_voice.phrases import Phrases
from local_voice.recogniser import check
from local_voice.report import report
from local_voice.vocabulary import UNKNOWN, Vocabulary
from skill.dialogue.acts import Expectation
from skill.understanding.normalise import spoken
from tests.shop import ear_for

NAMES = ("house blend beans", "shea butter soap", "oat milk", "Café crème", "milk")


def phrases(names: tuple[str, ...] = NAMES) -> Phrases:
    return Phrases(ear_for("en-US").understanding, names)


def grammars(*missing: str) -> Grammars:
    return Grammars(phrases(), Vocabulary(lambda word: word not in missing, "en"))


@pytest.mark.parametrize("bad", ["", "[]", "{}", '{"a": 1}', "[1]", '[""]', '["a" "b"]', "null", '"yes"'])
def test_what_would_end_the_process_is_refused(bad: str) -> None:
    """Before Vosk sees it."""
    with pytest.raises(BadGrammar):
        check(bad)


@given(st.lists(st.text(max_size=12), max_size=6))
def test_what_is_written_can_be_taken(listed: list[str]) -> None:
    """Any phrases give a sound grammar or an error."""
    try:
        grammar = written(listed)
    except BadGrammar:
        assert not any(each.strip() for each in listed)
        return
    check(grammar)
    assert json.loads(grammar)[-1] == UNKNOWN


@pytest.mark.parametrize("question", [None, *Expectation])
def test_at_every_question_everything_can_be_said(question: Expectation | None) -> None:
    """A question narrows by weight alone: a change of mind, stop and the unknown are in every grammar."""
    listed = json.loads(grammars().of(question))
    for said in ("yes", "no", "stop", "cancel", "help", "two", "oat milk", UNKNOWN):
        assert said in listed
    pairs = {pair for phrase in listed for pair in pairwise(phrase.split())}
    for said in ("yes but make it three", "is it vegan", "reorder my oat milk", "make it two", "where is my milk"):
        words = said.split()
        assert set(pairwise(words)) <= pairs, said


def test_the_answers_of_a_question_weigh_more() -> None:
    """Yes at a quote, numbers at "how many", what a choice offers."""
    made = grammars()
    for question, said in ((Expectation.ORDER, "yes"), (Expectation.NUMBER, "three")):
        assert json.loads(made.of(question)).count(said) > json.loads(made.of(None)).count(said)
    asked = "Which one: oat milk or house blend beans?"
    offered = json.loads(made.of(Expectation.CHOICE, asked))
    assert offered.count("oat milk") > json.loads(made.of(Expectation.CHOICE)).count("oat milk")


def test_what_a_customer_buys_is_heard_better() -> None:
    """`Reply.known` stands in many carriers."""
    made = grammars()
    before = made.of(None)
    made.know(("oat milk",))
    assert made.of(None).count("oat milk") > before.count("oat milk") + 10


def test_the_same_shop_gives_the_same_grammar() -> None:
    """Twice, and in any process: nothing is drawn by lot, nothing depends on a hash."""
    assert grammars().of(Expectation.ORDER) == grammars().of(Expectation.ORDER)


def test_words_are_lower_case_and_no_digits() -> None:
    """Capitals and digits are words that no model has; accents stay."""
    listed = json.loads(grammars().of(None))
    assert all(phrase == phrase.lower() and not set(phrase) & set(string.digits) for phrase in listed)
    assert spoken("Café crème, l'eau", "fr") == ("café", "crème", "l'", "eau")


def test_a_missing_word_is_an_unknown_sound() -> None:
    """The rest of the phrase stays."""
    listed = json.loads(grammars("shea").of(None))
    assert f"{UNKNOWN} butter soap" in listed
    assert not any("shea" in phrase.split() for phrase in listed)


def test_an_alias_goes_in_and_comes_back() -> None:
    """Said with the alias, understood as the word."""
    vocabulary = Vocabulary(lambda word: word not in ("shea", "argan"), "en", {"shea": "shay", "argan": "are gone"})
    assert vocabulary.words("shea butter") == ("shay", "butter")
    assert vocabulary.meant("order are gone oil and shay butter") == "order argan oil and shea butter"
    assert vocabulary.missing("shea butter") == ("shea",)


def test_elided_words_are_taken_as_the_model_has_them() -> None:
    """Some French models have "l'eau" as one word, some as two."""
    assert Vocabulary(lambda _: True, "fr").words("de l'eau") == ("de", "l'eau")
    assert Vocabulary(lambda word: word != "l'eau", "fr").words("de l'eau") == ("de", "l'", "eau")


def test_the_report_tells_what_cannot_be_heard(tmp_path: Path) -> None:
    """Each word with where it stands and what to do; written as a file as well."""
    told = report("en-US", "small", phrases(), lambda word: word not in ("shea", "crème"))
    assert [each.word for each in told.unheard] == ["crème", "shea"]
    by_word = {each.word: each for each in told.unheard}
    assert by_word["shea"].stands_in[0] == "shea butter soap"
    told.write(tmp_path / "deep" / "report.txt")
    text = (tmp_path / "deep" / "report.txt").read_text("utf-8")
    assert "lacks 2 of the shop's" in text
    assert all(f"{each.word}: in " in text for each in told.unheard)


def test_an_alias_sounds_alike_and_means_nothing_else() -> None:
    """No alias is a word of the shop, or stands for two."""
    everything = phrases()
    used = {word for phrase in everything.said() for word in spoken(phrase, "en")}
    lacking = ("shea", "oat", "beans", "batteries", "coffee")
    told = report("en-US", "small", everything, lambda word: word not in lacking)
    aliases = told.aliases()
    assert aliases, "among five words one has a word that sounds alike"
    assert not used & set(aliases.values())
    assert len(set(aliases.values())) == len(aliases)


def test_a_model_that_has_all_words_is_praised() -> None:
    """And nothing is listed."""
    told = report("en-US", "large", phrases(), lambda _: True)
    assert not told.unheard
    assert "can hear all" in told.text()


def test_french_is_said_with_its_accents_and_elisions() -> None:
    """As French models have their words."""
    french = Phrases(ear_for("fr-FR").understanding, ("café en grains", "huile d'olive"))
    every = french.everything()
    assert "oui" in french.yes
    assert {"café en grains", "huile d' olive", "vingt et"} <= set(every)
    assert len(set(every)) > 2000
