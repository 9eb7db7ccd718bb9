"""Every phrase of every locale with real values: all there, within its word budget, one question and last."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from num2words import num2words  # type: ignore[import-untyped]  # ships no types

from skill.dialogue.acts import Ask, Step, Tell
from skill.phrasing.bundles import LOCALES, bundle
from skill.phrasing.phrasebook import line, message_of, say, sentences
from skill.phrasing.style import Style
from skill.phrasing.values import Values
from tests.acts import Samples, acts
from tests.shop import WEDNESDAY

TODAY = WEDNESDAY.date()
LANGUAGES = ("en-US", "fr-FR")

# Words, with numbers spoken out (facts: commerce, Word budgets). An act that is not listed is part of a turn
# with a budget of its own kind.
QUOTE, STATUS, PRODUCT, RECEIPT, REPROMPT, HAND_OVER, LIST = 30, 20, 20, 18, 12, 18, 6 + 3 * 5 + 6
BUDGETS = {
    "Welcome": 24,
    "WelcomeBack": 8,
    "NotUnderstood": 8,
    "Examples": 18,
    "HelpOrder": 18,
    "HelpYesNo": 18,
    "HelpChoice": 18,
    "HelpNumber": 18,
    "HelpProduct": 18,
    "ShallIGetAPerson": 20,
    "ConfirmOrder": QUOTE,
    "ConfirmNew": QUOTE,
    "ConfirmDearer": QUOTE,
    "ConfirmMoved": QUOTE,
    "StillOrder": QUOTE,
    "OrderPlaced": RECEIPT,
    "AlreadyOrdered": RECEIPT,
    "HandedOver": HAND_OVER,
    "PhoneUs": HAND_OVER,
    "OrderStands": STATUS,
    "OrderInParcels": LIST,
    "SeveralOrders": LIST,
    "WhichProduct": LIST,
    "WhichLine": LIST,
    "CancelWhich": LIST,
    "HereAre": LIST,
    "WhichKind": LIST,
    "TodaysDeals": LIST,
    "Compared": LIST,
    "BasketHolds": LIST,
    "AddedToBasket": LIST,
}
OTHERWISE = 20


@cache
def samples() -> Samples:
    return Samples()


def spoken_words(text: str, language: str) -> int:
    """How many words are spoken: numbers as words, hyphenated ones as one, digits spelled singly as one each."""
    expanded = re.sub(r"\d+(?:[.,]\d+)?", lambda m: _number(m.group(), language), text)
    return len([word for word in expanded.split() if any(letter.isalnum() for letter in word)])


def _number(digits: str, language: str) -> str:
    return str(num2words(int(re.sub(r"\D", "", digits)), lang=language)).replace(",", "")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("act", acts(), ids=lambda act: act.__name__)
def test_every_act_has_its_phrases(act: type, locale: str) -> None:
    """A voice phrase and a text phrase, and for a question what is said after a silence."""
    phrases, message = bundle(locale), message_of(act)
    assert phrases.has(message), f"add {message} to skill/phrasing/{locale[:2]}/"
    assert phrases.has(message, "text"), f"add .text to {message} in skill/phrasing/{locale[:2]}/"
    if issubclass(act, Ask):
        assert phrases.has(message, "reprompt"), f"add .reprompt to {message} in skill/phrasing/{locale[:2]}/"


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("act", acts(), ids=lambda act: act.__name__)
def test_every_phrase_is_within_its_budget(act: type, locale: str) -> None:
    """With every product of the catalogue, every seeded order and every fact."""
    values = Values(locale, Style.VOICE, TODAY)
    budget = BUDGETS.get(act.__name__, OTHERWISE)
    for instance in samples().instances(act):
        said = line(instance, values)
        assert spoken_words(said, locale[:2]) <= budget, said
        if isinstance(instance, Ask):
            again = line(instance, values, "reprompt")
            assert spoken_words(again, locale[:2]) <= REPROMPT, again


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_same_again_is_within_the_budget(locale: str) -> None:
    """A quote of a whole earlier order: at most three items are read, and the rest counted."""
    from skill.dialogue.quotes import ConfirmOrder

    values = Values(locale, Style.VOICE, TODAY)
    for quote in samples().regular_quotes():
        said = line(ConfirmOrder(quote=quote), values)
        assert spoken_words(said, locale[:2]) <= QUOTE, said


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("style", list(Style), ids=lambda style: style.value)
@pytest.mark.parametrize("act", acts(), ids=lambda act: act.__name__)
def test_one_question_and_last(act: type, style: Style, locale: str) -> None:
    """A fact asks nothing; a question is one question, at the end of the turn, and leaves no variable open."""
    for instance in _some(act):
        if isinstance(instance, Ask):
            words = say(Step(ask=instance), style, locale, TODAY)
            assert words.reprompt is not None
            for asked in (words.words, words.reprompt):
                bare = re.sub(r"«.*?»|\".*?\"| \((yes / no|oui / non)\)", "", asked).rstrip()
                assert bare.count("?") == 1, asked
                assert bare.endswith("?"), asked
        else:
            assert isinstance(instance, Tell)
            words = say(Step(tell=(instance,)), style, locale, TODAY)
            assert "?" not in words.words, words.words
            assert words.reprompt is None
        assert "{" not in words.words
        assert "$" not in words.words
        assert "None" not in words.words
        assert words.words[0].isupper() or not words.words[0].isalpha(), words.words


def _some(act: type) -> Iterator[object]:
    everything = list(samples().instances(act))
    yield from everything[:: max(1, len(everything) // 40)]


@pytest.mark.parametrize("locale", LANGUAGES)
def test_spoken_names_are_short(locale: str) -> None:
    """At most five words (facts: commerce, Word budgets)."""
    for product in samples().products:
        name = product.name(locale[:2])
        for form in (name.spoken, name.one, name.many):
            assert 1 <= len(form.split()) <= 5, form


@pytest.mark.parametrize(
    ("locale", "minor", "currency", "spoken"),
    [
        ("en-US", 2450, "USD", "24 dollars 50"),
        ("en-US", 100, "EUR", "1 euro"),
        ("en-US", 101, "EUR", "1 euro and 1 cent"),
        ("en-US", 2404, "EUR", "24 euros and 4 cents"),
        ("en-US", 79, "EUR", "79 cents"),
        ("en-GB", 150, "GBP", "1 pound 50"),
        ("en-US", 0, "EUR", "0 euros"),
        ("fr-FR", 2404, "EUR", "24 euros et 4 centimes"),
        ("fr-FR", 150, "EUR", "1 euro 50"),
        ("fr-FR", 124950, "EUR", "1\u202f249 euros 50"),
        ("fr-FR", 1, "EUR", "1 centime"),
        ("en-US", 124950, "USD", "1,249 dollars 50"),
        ("en-US", 500, "JPY", "¥500"),
    ],
)
def test_money_is_spoken(locale: str, minor: int, currency: str, spoken: str) -> None:
    """By a phrase of the locale; a currency without one is written as Babel writes it."""
    from skill.commerce.money import Money

    said = Values(locale, Style.VOICE, TODAY).money(Money(minor, currency))
    assert said == spoken


@pytest.mark.parametrize(
    ("locale", "day", "spoken"),
    [
        ("en-US", date(2026, 3, 4), "today"),
        ("en-US", date(2026, 3, 5), "tomorrow"),
        ("en-US", date(2026, 3, 3), "yesterday"),
        ("en-US", date(2026, 3, 10), "Tuesday"),
        ("en-US", date(2026, 3, 11), "on March 11"),
        ("en-GB", date(2026, 3, 11), "on 11 March"),
        ("en-US", date(2026, 2, 14), "on February 14"),
        ("fr-FR", date(2026, 3, 6), "vendredi"),
        ("fr-FR", date(2026, 3, 4), "aujourd'hui"),
        ("fr-CA", date(2026, 3, 20), "le 20 mars"),
    ],
)
def test_days_are_spoken(locale: str, day: date, spoken: str) -> None:
    """Near days by name, far ones by date."""
    assert Values(locale, Style.VOICE, TODAY).day(day) == spoken


def test_sentences_begin_with_a_capital() -> None:
    """Whatever name a sentence begins with."""
    assert (
        sentences("house blend: yes. oat milk: no. à demain ? oui") == "House blend: yes. Oat milk: no. À demain ? Oui"
    )
