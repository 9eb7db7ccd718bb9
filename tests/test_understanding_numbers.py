"""Numbers as people say them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.understanding.normalise import fold, words_of
from skill.understanding.numbers import digits


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("two", "2"),
        ("ten forty two", "1042"),
        ("one zero four two", "1042"),
        ("one oh four two", "1042"),
        ("one thousand forty two", "1042"),
        ("a thousand and forty two", "1042"),
        ("1042", "1042"),
        ("1 0 4 2", "1042"),
        ("a hundred", "100"),
        ("one hundred and five", "105"),
        ("twenty twenty six", "2026"),
        ("half a dozen", "6"),
        ("a dozen", "12"),
        ("a couple", "2"),
        ("double four two", "442"),
        ("zero zero seven", "007"),
        ("twenty-one", "21"),
    ],
)
def test_english(said: str, number: str) -> None:
    assert digits(fold(said), "en") == number


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("deux", "2"),
        ("une", "1"),
        ("mille quarante-deux", "1042"),
        ("dix quarante-deux", "1042"),
        ("un zéro quatre deux", "1042"),
        ("cent", "100"),
        ("deux cents", "200"),
        ("vingt et un", "21"),
        ("soixante et onze", "71"),
        ("soixante-dix-sept", "77"),
        ("quatre-vingts", "80"),
        ("quatre-vingt-dix-sept", "97"),
        ("nonante-neuf", "99"),
        ("deux mille vingt-six", "2026"),
        ("une douzaine", "12"),
        ("une demi-douzaine", "6"),
    ],
)
def test_french(said: str, number: str) -> None:
    assert digits(fold(said, "fr"), "fr") == number


@pytest.mark.parametrize("said", ["", "a", "coffee", "two coffees", "and", "hundred", "one two three x", "dozen of"])
def test_what_is_no_number(said: str) -> None:
    assert digits(fold(said), "en") is None


def test_other_languages_go_through_the_library() -> None:
    assert digits(fold("zwei", "de"), "de") == "2"
    assert digits(fold("zwei Kaffee", "de"), "de") is None
    assert digits(("7",), "ja") == "7"


@given(st.integers(0, 10**9))
def test_digits_are_themselves(number: int) -> None:
    assert digits((str(number),), "en") == str(number)


@given(st.lists(st.sampled_from(["two", "ten", "hundred", "a", "and", "zero", "thousand", "double", "x"]), max_size=9))
def test_any_words_give_digits_or_nothing(words: list[str]) -> None:
    number = digits(words, "en")
    assert number is None or number.isdigit()


def test_words_keep_their_place_in_the_text() -> None:
    text = "  De l\u2019eau d'Évian, s'il te plaît ! "
    found = words_of(text, "fr")
    assert [word.text for word in found] == ["de", "l'", "eau", "d'", "evian", "s'", "il", "te", "plait"]
    assert text[found[4].start : found[4].end] == "Évian"


@given(st.text(max_size=200))
def test_any_text_is_cut_into_words_in_order(text: str) -> None:
    found = words_of(text)
    assert all(0 <= word.start < word.end <= len(text) and word.text for word in found)
    assert all(left.start <= right.start for left, right in pairwise(found))
