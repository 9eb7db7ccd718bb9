"""Numbers as people say them, to digits: "ten forty two" is "1042". Knows English and French.

Order numbers are said in groups ("ten forty two", "one zero four two"), quantities as cardinals
("a hundred", "vingt et un"): both are read, a cardinal first. Other languages go through text2num.
Digits stay text, because "007" is not "7".
"""

from collections.abc import Sequence
from functools import lru_cache

_EN_SMALL = {
    "zero": 0, "oh": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_EN_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_FR_SMALL = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15,
    "seize": 16,
}  # fmt: skip
_FR_TENS = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
_SETS = {
    "en": {("a", "dozen"): "12", ("half", "a", "dozen"): "6", ("a", "couple"): "2", ("a", "pair"): "2",
           ("dozen",): "12", ("half", "dozen"): "6", ("a", "couple", "of"): "2", ("a", "pair", "of"): "2",
           ("two", "dozen"): "24", ("a", "single"): "1", ("just", "one"): "1"},
    "fr": {("une", "douzaine"): "12", ("une", "demi", "douzaine"): "6", ("une", "dizaine"): "10",
           ("une", "vingtaine"): "20", ("une", "paire"): "2", ("une", "centaine"): "100",
           ("une", "douzaine", "de"): "12", ("une", "dizaine", "de"): "10", ("une", "paire", "de"): "2"},
}  # fmt: skip
_TIMES = {"double": 2, "triple": 3}
_THOUSAND = {"thousand": 1000, "mille": 1000}


def digits(words: Sequence[str], language: str) -> str | None:
    """The digits that `words` (folded) say as a whole; None when they are not a number, wholly."""
    return _digits(tuple(words), language) if 0 < len(words) <= 16 else None


@lru_cache(maxsize=4096)
def _digits(words: tuple[str, ...], language: str) -> str | None:
    if len(words) == 1 and words[0].isdecimal():
        return _ascii(words[0])
    fixed = _SETS.get(language, {}).get(words)
    if fixed:
        return fixed
    if language not in _SETS:
        return _by_library(words, language)
    groups: list[str] = []
    at = 0
    while at < len(words):
        times = _TIMES.get(words[at], 1)
        at += times > 1
        value, end = _cardinal(words, at, language)
        if end == at or (times > 1 and len(value) > 1):
            return None
        groups.extend([value] * times)
        at = end
    if len(groups) > 1 and any(len(group) > 3 and not group.isdecimal() for group in groups):
        return None
    return "".join(groups)


def _ascii(word: str) -> str:
    return "".join(str(int(character)) for character in word)


def _cardinal(words: tuple[str, ...], at: int, language: str) -> tuple[str, int]:
    """The longest cardinal from `at`: its digits and where it ends (`at` itself if there is none)."""
    word = words[at] if at < len(words) else ""
    if word.isdecimal():
        return _ascii(word), at + 1
    if word in ("zero", "oh"):
        return "0", at + 1
    total, end = 0, at
    value, next_at = _below_thousand(words, at, language)
    if (
        next_at < len(words)
        and words[next_at] in _THOUSAND
        and (value or next_at == at)
        and (next_at > at or language == "fr")
    ):
        total, end = max(value, 1) * 1000, next_at + 1
        start = end + (end < len(words) and words[end] == "and")
        value, next_at = _below_thousand(words, start, language)
        if next_at == start:
            return str(total), end
    if next_at == at:
        return "", at
    return str(total + value), next_at


def _below_thousand(words: tuple[str, ...], at: int, language: str) -> tuple[int, int]:
    below_hundred = _french_tens if language == "fr" else _english_tens
    hundreds = {"cent", "cents"} if language == "fr" else {"hundred"}
    head, end = below_hundred(words, at)
    if language == "en" and end == at and at + 1 < len(words) and words[at] == "a":
        if words[at + 1] in ("hundred", "thousand"):
            head, end = 1, at + 1
        else:
            return 0, at
    if end < len(words) and words[end] in hundreds and (end > at or language == "fr") and (head or end == at):
        total, end = max(head, 1) * 100, end + 1
        start = end + (end < len(words) and words[end] == "and")
        tail, tail_end = below_hundred(words, start)
        if tail_end > start and tail > 0:
            return total + tail, tail_end
        return total, end
    return head, end


def _english_tens(words: tuple[str, ...], at: int) -> tuple[int, int]:
    word = words[at] if at < len(words) else ""
    if word in _EN_TENS:
        unit = _EN_SMALL.get(words[at + 1], 0) if at + 1 < len(words) else 0
        return (_EN_TENS[word] + unit, at + 2) if 0 < unit < 10 else (_EN_TENS[word], at + 1)
    return (_EN_SMALL[word], at + 1) if _EN_SMALL.get(word) else (0, at)


def _french_tens(words: tuple[str, ...], at: int) -> tuple[int, int]:
    word = words[at] if at < len(words) else ""
    if word == "quatre" and at + 1 < len(words) and words[at + 1] in ("vingt", "vingts"):
        return _french_units(words, at + 2, 80, 20)
    if word in _FR_TENS:
        return _french_units(words, at + 1, _FR_TENS[word], 20 if word == "soixante" else 10)
    if word == "dix" and at + 1 < len(words) and 7 <= _FR_SMALL.get(words[at + 1], 0) <= 9:
        return 10 + _FR_SMALL[words[at + 1]], at + 2
    return (_FR_SMALL[word], at + 1) if _FR_SMALL.get(word) else (0, at)


def _french_units(words: tuple[str, ...], at: int, tens: int, room: int) -> tuple[int, int]:
    """Units after a ten: "vingt et un", "soixante et onze", "quatre-vingt-dix-sept" (room 20)."""
    start = at + (at < len(words) and words[at] == "et")
    unit = _FR_SMALL.get(words[start], 0) if start < len(words) else 0
    end = start + 1
    if unit == 10 and room == 20 and end < len(words) and 7 <= _FR_SMALL.get(words[end], 0) <= 9:
        unit, end = 10 + _FR_SMALL[words[end]], end + 1
    return (tens + unit, end) if 0 < unit < room else (tens, at)


def _by_library(words: tuple[str, ...], language: str) -> str | None:
    if all(word.isdecimal() for word in words):
        return "".join(_ascii(word) for word in words)
    try:
        from text_to_num import text2num  # type: ignore[import-untyped]  # noqa: PLC0415  # only others pay

        return str(text2num(" ".join(words), language))
    except Exception:  # noqa: BLE001  # it raises a different type for every language it lacks
        return None


def number_words(language: str) -> frozenset[str]:
    """Words that can stand in a spoken number; a hint for taggers."""
    if language == "fr":
        return frozenset(_FR_SMALL) | frozenset(_FR_TENS) | {"cent", "cents", "mille", "douzaine"}
    return frozenset(_EN_SMALL) | frozenset(_EN_TENS) | {"hundred", "thousand", "dozen", "couple", "double"}
