"""Words as a recogniser gives them: lower case, no accents, no punctuation. Knows no grammar.

Every comparison in this room is made on folded words, so that "Café", "cafe" and "CAFÉ" are one.
Positions in the original text are kept: a slot's value is given as it was spoken.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

LONGEST = 500  # characters; nobody speaks longer, and a parser must not be kept busy by a pasted page

# Elided words of French and Italian: the apostrophe ends a word of its own ("l'eau" = "l'" + "eau").
_ELIDED = {
    "fr": frozenset({"l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quelqu"}),
    "it": frozenset({"l", "d", "un", "dell", "all", "nell", "sull", "dall", "quell", "c"}),
}
_APOSTROPHES = frozenset("'\u2019\u2018\u02bc\u0060\u00b4")
_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"}


class Word(NamedTuple):
    """A folded word and where it stands in the original text (`text[start:end]`)."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    """The folded form of one character: "" for an accent, " " for anything that parts words."""
    if character in _APOSTROPHES:
        return "'"
    folded = ""
    for part in unicodedata.normalize("NFKD", character):
        low = part.casefold()
        low = _LIGATURES.get(low, low)
        category = unicodedata.category(part)
        if "\u0300" <= part <= "\u036f" or part in "\u200d\ufe0f":
            continue  # a Latin accent, or glue inside an emoji; the vowel signs of Hindi are kept
        folded += low if category[0] in "LNM" else " "
    return folded if folded.strip() or not folded else " "


def words_of(text: str, language: str = "en") -> list[Word]:
    """The words of `text`, at most the first LONGEST characters of it; never raises."""
    found: list[Word] = []
    elided = _ELIDED.get(language, frozenset())
    letters: list[str] = []
    start = 0
    for at, character in enumerate(text[:LONGEST]):
        folded = _fold_character(character)
        if folded == " " or (folded == "'" and not letters):
            if letters:
                _close(found, letters, start, at)
                letters = []
            continue
        if not folded:
            continue
        if not letters:
            start = at
        if folded == "'" and "".join(letters) in elided:
            found.append(Word("".join(letters) + "'", start, at + 1))
            letters = []
            continue
        letters.append(folded)
    if letters:
        _close(found, letters, start, min(len(text), LONGEST))
    return found


def _close(found: list[Word], letters: list[str], start: int, end: int) -> None:
    while letters and letters[-1] == "'":  # a closing quotation mark, not part of the word
        letters.pop()
        end -= 1
    pieces = "".join(letters).split()  # "½" folds to three characters, one of them a separator
    found.extend(Word(piece, start, end) for piece in pieces)


def fold(text: str, language: str = "en") -> tuple[str, ...]:
    """The folded words alone."""
    return tuple(word.text for word in words_of(text, language))


def spoken(text: str, language: str = "en") -> tuple[str, ...]:
    """The words as they are written, in lower case with their accents: so a recogniser of speech has them."""
    return tuple(text[word.start : word.end].lower().replace("\u2019", "'") for word in words_of(text, language))


def language_of(locale: str) -> str:
    """ "fr" of "fr-CA"."""
    return re.split("[-_]", locale, maxsplit=1)[0].lower()


def same_text(left: str, right: str) -> bool:
    """Equal but for letter case and white space: how two slot values are compared."""
    return " ".join(left.casefold().split()) == " ".join(right.casefold().split())
