"""Several things in one breath: how they are told apart, and what the ear makes of them."""

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from interaction_models.catalogue import entries
from skill.commerce.product import Part
from skill.dialogue.acts import Expectation
from skill.understanding.fillers import fillers
from skill.understanding.finder import Entry, Finder
from skill.understanding.normalise import fold
from skill.understanding.numbers import digits
from skill.understanding.together import parts
from tests.shop import ear_for

MAC = Entry("mac", ("mac and cheese",))
GREEK = Entry("pita", ("pita et tzatziki",))


@cache
def shop(language: str) -> Finder:
    return Finder([*entries(language), MAC if language == "en" else GREEK], language)


def told(words: str, language: str = "en") -> list[tuple[str, int | None]]:
    finder = shop(language)
    return [(part.words, part.quantity) for part in parts(words, language, finder.knows, finder.one_thing)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("coffee", [("coffee", None)]),
        ("two shampoos", [("shampoos", 2)]),
        ("coffee, two shampoos and batteries", [("coffee", None), ("shampoos", 2), ("batteries", None)]),
        ("coffee two shampoos and batteries", [("coffee", None), ("shampoos", 2), ("batteries", None)]),
        ("coffee, two shampoos, and batteries", [("coffee", None), ("shampoos", 2), ("batteries", None)]),
        ("coffee as well as tea plus honey", [("coffee", None), ("tea", None), ("honey", None)]),
        ("coffee batteries", [("coffee", None), ("batteries", None)]),
        ("house blend coffee", [("house blend coffee", None)]),
        ("coffee beans", [("coffee beans", None)]),
        ("a dozen sponges and a couple of candles", [("sponges", 12), ("candles", 2)]),
        ("a pair of batteries and a pair of candles", [("batteries", 2), ("candles", 2)]),
        ("half a dozen lemons and tea", [("lemons", 6), ("tea", None)]),
        ("six eggs and milk", [("six eggs", None), ("milk", None)]),
        ("3 honeys & 2 teas", [("honeys", 3), ("teas", 2)]),
        ("mac and cheese", [("mac and cheese", None)]),
        ("two mac and cheese", [("mac and cheese", 2)]),
        ("coffee, mac and cheese and tea", [("coffee", None), ("mac and cheese", None), ("tea", None)]),
        ("coffee and mac and cheese and tea", [("coffee", None), ("mac and cheese", None), ("tea", None)]),
        ("bread and patience", [("bread and patience", None)]),
        ("zebra saddles and coffee", [("zebra saddles", None), ("coffee", None)]),
        ("a hundred and five candles and tea", [("candles", 105), ("tea", None)]),
        ("double a batteries and tea", [("double a batteries", None), ("tea", None)]),
        ("two bags of coffee and the honey", [("bags of coffee", 2), ("the honey", None)]),
        ("and a shampoo", [("a shampoo", None)]),
        ("coffee and", [("coffee", None)]),
        ("and", [("and", None)]),
        ("", []),
        ("...", []),
    ],
)
def test_things_are_told_apart(words: str, expected: list[tuple[str, int | None]]) -> None:
    assert told(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("du café, deux shampooings et des piles", [("du café", None), ("shampooings", 2), ("des piles", None)]),
        ("café deux shampooings et piles", [("café", None), ("shampooings", 2), ("piles", None)]),
        ("un café ainsi que du miel", [("café", 1), ("du miel", None)]),
        ("une douzaine d'œufs et une paire de piles", [("d'œufs", 12), ("piles", 2)]),
        ("vingt et un savons et du miel", [("savons", 21), ("du miel", None)]),
        ("pain et patience et du lait", [("pain et patience", None), ("du lait", None)]),
        ("deux pita et tzatziki", [("pita et tzatziki", 2)]),
        ("le café le plus cher", [("le café le plus cher", None)]),
        ("du lait plus du miel", [("du lait", None), ("du miel", None)]),
    ],
)
def test_french_things_are_told_apart(words: str, expected: list[tuple[str, int | None]]) -> None:
    assert told(words, "fr") == expected


def test_nothing_parts_two_names_for_whoever_cannot_tell_one_thing() -> None:
    finder = shop("en")
    assert parts("coffee batteries", "en", finder.knows) == (Part("coffee batteries"),)


COUNTS = {
    "en": {"": None, "2": 2, "two": 2, "twelve": 12, "a dozen": 12, "twenty one": 21, "a couple of": 2},
    "fr": {"": None, "2": 2, "deux": 2, "douze": 12, "une douzaine de": 12, "vingt et un": 21},
}


@cache
def names(language: str) -> tuple[str, ...]:
    """What the products are called, but for names that begin with a number or an article: those are read by others."""
    quiet = fillers(language) | {"six", "half", "double", "triple"}
    every = (name for entry in entries(language) for name in entry.names)
    return tuple(dict.fromkeys(name for name in every if fold(name, language)[0] not in quiet and "," not in name))


@st.composite
def enumerations(draw: Callable[..., object], language: str) -> tuple[str, list[tuple[str, int | None]]]:
    """An enumeration as a customer or a recogniser would put it, and what is in it."""
    number = draw(st.integers(1, 5))
    assert isinstance(number, int)
    said, expected = "", []
    joint = " and " if language == "en" else " et "
    for place in range(number):
        name = str(draw(st.sampled_from(names(language))))
        count = str(draw(st.sampled_from(sorted(COUNTS[language]))))
        between = [", ", joint, "," + joint]
        said += (str(draw(st.sampled_from(between))) if place else "") + f"{count} {name}".strip()
        expected.append((name, COUNTS[language][count]))
    return said, expected


@pytest.mark.parametrize("language", ["en", "fr"])
def test_any_enumeration_gives_back_its_names_and_counts(language: str) -> None:
    @settings(max_examples=200, deadline=None)
    @given(enumerations(language))
    def check(drawn: tuple[str, list[tuple[str, int | None]]]) -> None:
        said, expected = drawn
        # "charger for the car and charger" is one thing to any listener: a name in another's words is left out.
        folded = [set(fold(name, language)) for name, _ in expected]
        assume(not any(one < two for one in folded for two in folded))
        assert told(said, language) == expected

    check()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_counts_alone_part_names_as_well(language: str) -> None:
    """A recogniser gives neither commas nor, always, an "and"."""

    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.sampled_from(names(language)), min_size=1, max_size=5))
    def check(chosen: list[str]) -> None:
        two = "two" if language == "en" else "deux"
        assert told(" ".join(f"{two} {name}" for name in chosen), language) == [(name, 2) for name in chosen]

    check()


SMALL = {"en": ["and", "plus", "two", "a", "of", "dozen", ",", "the"], "fr": ["et", "plus", "deux", "une", "de", ","]}


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_no_word_is_lost(language: str) -> None:
    """Whatever is said, only joints, counts and nothing else may be missing from the parts, and nothing breaks."""
    vocabulary = [*names("fr" if language == "fr" else "en")[::9], *SMALL.get(language, SMALL["en"])]
    gone = {"and", "also", "plus", "as", "well", "along", "with", "then", "et", "aussi", "puis", "ainsi", "que"}

    @settings(max_examples=200, deadline=None)
    @given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(vocabulary), max_size=8).map(" ".join)))
    def check(words: str) -> None:
        kept = {word for name, _ in told(words, language) for word in fold(name, language)}
        for word in set(fold(words, language)) - kept - gone:
            assert digits((word,), language) or word in {"dozen", "a", "half", "couple", "of", "une", "de"}, word

    check()


THREE, TROIS = ["coffee", "two shampoos", "batteries"], ["café", "deux shampooings", "des piles"]


@pytest.mark.parametrize(
    ("locale", "said", "intent", "quantity", "products"),
    [
        ("en-US", "add coffee to my basket", "AddToBasketIntent", None, ["coffee"]),
        ("en-US", "add two shampoos", "AddToBasketIntent", "2", ["shampoos"]),
        ("en-US", "add coffee, two shampoos and batteries", "AddToBasketIntent", None, THREE),
        ("en-US", "order coffee two shampoos and batteries", "ReorderIntent", None, THREE),
        ("en-US", "reorder coffee, two shampoos and batteries", "ReorderIntent", None, THREE),
        ("en-US", "add two coffees and three honeys", "AddToBasketIntent", "2", ["coffees", "three honeys"]),
        ("en-US", "put coffee and two teas in my basket please", "AddToBasketIntent", None, ["coffee", "two teas"]),
        ("en-US", "coffee and two teas", "AddToBasketIntent", None, ["coffee", "two teas"]),
        ("en-US", "add coffee and zebra saddles to my cart", "AddToBasketIntent", None, ["coffee", "zebra saddles"]),
        ("en-US", "reorder the house blend", "ReorderIntent", None, ["house blend"]),
        ("en-US", "order bread and patience", "ReorderIntent", None, ["bread and patience"]),
        ("en-US", "take the honey and the tea out", "RemoveFromBasketIntent", None, ["the honey and the tea"]),
        ("fr-FR", "ajoute du café, deux shampooings et des piles", "AddToBasketIntent", None, TROIS),
        ("fr-FR", "commande deux cafés et du miel", "ReorderIntent", "2", ["cafés", "du miel"]),
        ("fr-FR", "du lait et du miel", "AddToBasketIntent", None, ["lait", "du miel"]),
    ],
)  # fmt: skip
def test_the_ear_hears_all_of_it(
    locale: str, said: str, intent: str, quantity: str | None, products: list[str]
) -> None:
    """As Alexa's multi-value slot: the first value, and the others as spoken, each with its ids."""
    heard = ear_for(locale).hear(said)
    product = heard.slots["product"]
    assert heard.intent == intent
    assert heard.value("quantity") == quantity
    assert [product.value, *(slot.value for slot in product.more)] == products
    for slot in product.more:
        assert slot.ids or "zebra" in slot.value


@pytest.mark.parametrize(
    "said",
    ["compare the house blend and the decaf", "what's the difference between the green tea and the earl grey"],
)
def test_two_that_are_compared_are_not_an_enumeration(said: str) -> None:
    heard = ear_for("en-US").hear(said)
    assert heard.intent == "CompareIntent"
    assert set(heard.slots) == {"product", "otherProduct"}
    assert not any(slot.more for slot in heard.slots.values())


@pytest.mark.parametrize("said", ["add one or two coffees and tea", "add coffee and one and a half teas"])
def test_no_count_is_guessed(said: str) -> None:
    assert ear_for("en-US").hear(said, Expectation.ORDER).intent == "AMAZON.FallbackIntent"
