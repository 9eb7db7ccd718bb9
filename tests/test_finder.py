"""Finding the product that was meant: the same answer whichever channel asks."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.understanding.finder import Entry, Finder, Match
from tests.bench.finding import made_up, misheard

SHOP = Finder(
    [
        Entry("beans", ("house blend beans", "coffee beans", "house blend"), 90),
        Entry("ground", ("morning ground coffee",), 40),
        Entry("decaf", ("decaf coffee capsules", "decaf capsules"), 20),
        Entry("milk", ("semi-skimmed milk", "milk"), 80),
        Entry("chocolate", ("milk chocolate bar",), 30),
        Entry("tea", ("earl grey tea bags", "earl grey"), 50),
        Entry("flakes", ("corn flakes",), 10),
        Entry("harbour", ("the quiet harbour",), 5),
        Entry("towels", ("paper towels", "kitchen roll"), 60),
    ],
    "en",
)
GROCER = Finder(
    [
        Entry("grains", ("café en grains", "grains de café"), 90),
        Entry("moulu", ("café moulu",), 40),
        Entry("lait", ("lait demi-écrémé", "lait"), 80),
        Entry("chocolat", ("chocolat au lait",), 30),
        Entry("eau", ("eau gazeuse",), 20),
        Entry("oeufs", ("œufs de plein air", "œufs"), 20),
        Entry("gâteaux", ("gâteaux secs",), 20),
    ],
    "fr",
)


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("house blend", "beans"),
        ("beans house blend", "beans"),  # word order
        ("my house blend please", "beans"),
        ("some of that house blend", "beans"),
        ("a bag of coffee beans", "beans"),
        ("house bland beans", "beans"),  # misheard
        ("howse blend", "beans"),
        ("earl gray", "tea"),
        ("earl grey tea bag", "tea"),  # singular
        ("cornflakes", "flakes"),  # one word or two
        ("paper towel", "towels"),
        ("kitchen roll", "towels"),  # a synonym
        ("quiet harbor", "harbour"),
        ("the quiet harbour", "harbour"),
        ("milk", "milk"),  # exactly a synonym, though milk chocolate shares the word
        ("milk chocolate", "chocolate"),
        ("MILK!", "milk"),
    ],
)
def test_what_is_said_names_one_product(words: str, id_: str) -> None:
    assert SHOP.meant(words).ids == (id_,)


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("du café moulu", "moulu"),
        ("mon café en grains", "grains"),
        ("le lait", "lait"),
        ("du chocolat au lait s'il te plaît", "chocolat"),
        ("de l'eau gazeuse", "eau"),
        ("de l'eau gazeuze", "eau"),
        ("oeuf", "oeufs"),
        ("cafe moulus", "moulu"),
        ("un gateau sec", "gâteaux"),
    ],
)
def test_french_articles_accents_and_plurals(words: str, id_: str) -> None:
    assert GROCER.meant(words).ids == (id_,)


def test_a_head_word_shared_by_several_products_is_a_question() -> None:
    match = SHOP.meant("coffee")
    assert set(match.ids) == {"beans", "ground", "decaf"}
    assert not match.bought
    assert match.scores == tuple(sorted(match.scores, reverse=True))


def test_the_customers_own_history_comes_first() -> None:
    assert SHOP.meant("coffee", {"decaf": 1.0, "tea": 5.0}) == Match(("decaf",), (1.0,), bought=True)
    assert SHOP.meant("some of that coffee", {"ground": 2.0}).ids == ("ground",)


def test_several_in_the_history_are_ranked_by_how_much_they_are_bought() -> None:
    assert SHOP.meant("coffee", {"decaf": 9.0, "ground": 1.0}).ids == ("decaf", "ground")
    assert SHOP.meant("coffee", {"decaf": 1.0, "ground": 9.0}).ids == ("ground", "decaf")


def test_a_history_that_does_not_fit_is_passed_over() -> None:
    match = SHOP.meant("kitchen roll", {"decaf": 3.0, "milk": 1.0})
    assert match.ids == ("towels",)
    assert not match.bought


def test_an_exact_name_in_the_catalogue_beats_a_sound_alike_in_the_history() -> None:
    shop = Finder([Entry("flour", ("flour",)), Entry("flower", ("flower pot",))], "en")
    assert shop.meant("flour", {"flower": 4.0}).ids == ("flour",)


def test_products_that_nobody_sells_any_more_are_ignored_in_the_history() -> None:
    assert SHOP.meant("coffee beans", {"gone": 4.0}).ids == ("beans",)


def test_an_open_choice_restricts_what_can_be_meant() -> None:
    assert SHOP.meant("the decaf", among=["decaf", "ground"]).ids == ("decaf",)
    assert set(SHOP.meant("coffee", among=["decaf", "ground"]).ids) == {"decaf", "ground"}
    assert SHOP.meant("kitchen roll", among=["decaf", "ground"]).ids == ()
    assert SHOP.meant("kitchen roll", among=[]).ids == ()


@pytest.mark.parametrize("words", ["zebra saddle", "", "   ", "😀", "the", "???", "x" * 5000, "مرحبا", "\x00\ud800"])
def test_what_is_not_sold_is_none(words: str) -> None:
    assert SHOP.meant(words).ids == ()


def test_an_empty_catalogue_finds_nothing() -> None:
    assert Finder([], "en").meant("coffee").ids == ()
    assert Finder([Entry("odd", ("???",))], "en").meant("coffee").ids == ()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.dictionaries(st.sampled_from(["beans", "tea", "gone"]), st.floats(0, 9), max_size=3))
def test_any_text_gives_at_most_five_known_products(words: str, bought: dict[str, float]) -> None:
    match = SHOP.meant(words, bought)
    assert len(match.ids) == len(match.scores) == len(set(match.ids)) <= 5
    assert all(0.0 <= score <= 1.0 for score in match.scores)


CATALOGUE = made_up(3000)
BIG = Finder(CATALOGUE, "en")


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(CATALOGUE))
def test_every_product_is_found_by_its_whole_name(entry: Entry) -> None:
    same = {other.id for other in CATALOGUE if other.names == entry.names}
    assert entry.id in BIG.meant(entry.names[0]).ids or len(same) > 5


def test_most_misheard_names_are_found_at_the_first_place() -> None:
    rng = random.Random(3)
    chosen = rng.sample(CATALOGUE, 200)
    right = sum(BIG.meant(misheard(entry.names[0], rng)).ids[:1] == (entry.id,) for entry in chosen)
    assert right >= 160


def test_what_is_remembered_is_told_apart_by_words_history_and_choice() -> None:
    history = {"beans": 1.0, "ground": 3.0}
    first = SHOP.meant("coffee", history)
    assert SHOP.meant("coffee", dict(history)) is first
    assert SHOP.meant("coffee", {"decaf": 1.0}).ids == ("decaf",)
    assert SHOP.meant("coffee", history, {"decaf", "milk"}).ids == ("decaf",)
    assert SHOP.meant("coffee", history, []).ids == ()
    assert SHOP.meant("milk", history).ids == ("milk",)
