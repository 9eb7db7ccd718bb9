"""What was heard of several things named in one breath: the first in its slot, the others behind it.

Alexa gives every value to the ear that can take several ("multipleValues"); for the other slots the whole is
one value, as it was spoken, and whoever looks for it says what to do. Nothing is dropped.
"""

from dataclasses import dataclass

from skill.understanding.fillers import fillers
from skill.understanding.finder import Finder
from skill.understanding.normalise import fold, words_of
from skill.understanding.together import Piece, pieces

# What may follow the last name without being part of it: "... and tea to my basket please".
_AFTER_EN = """to in into on onto from out of off for my the our this basket cart trolley bag list shopping order please
again too also as well me us now next delivery instead thanks"""
_AFTER_FR = """à au aux dans sur du de mon ma le la panier caddie liste courses commande s'il te plaît vous svp aussi
encore prochaine livraison maintenant merci"""
_AFTER = {language: frozenset(fold(words, language)) for language, words in (("en", _AFTER_EN), ("fr", _AFTER_FR))}


@dataclass(frozen=True, slots=True)
class Breath:
    """An enumeration inside an utterance.

    `first` is the utterance as if only the first thing had been named; `more` are the others, each as spoken with
    its count and by its name alone; `whole` is the enumeration as it was spoken. `name` and `quantity` are the
    first thing's. `bare` says that nothing was said before it.
    """

    first: str
    name: str
    quantity: int | None
    more: tuple[tuple[str, str], ...]
    whole: str
    bare: bool


def in_one_breath(words: str, language: str, shop: Finder, *, parted: bool = True) -> Breath | None:
    """The enumeration in an utterance, the first thing of which is known; None when one thing or nothing is named.

    `parted`: names with nothing between them count as well ("coffee batteries").
    """
    after = _AFTER.get(language, frozenset())
    for word in words_of(words, language):
        text = words[word.start :]
        found = pieces(text, language, shop.knows, shop.one_thing if parted else None)
        if len(found) < 2:
            continue
        ends = [_end(text, piece, language, after, shop) for piece in found]
        if not shop.knows(text[found[0].name : ends[0]]):
            continue
        first = words[: word.start + found[0].end] + text[ends[-1] : found[-1].end]
        more = tuple(
            (text[piece.start : end], text[piece.name : end]) for piece, end in zip(found[1:], ends[1:], strict=True)
        )
        name, whole = _without_lead(text[found[0].name : ends[0]], language, shop), text[found[0].start : ends[-1]]
        return Breath(first, name, found[0].quantity, more, whole, bare=not words[: word.start].strip())
    return None


def _end(text: str, piece: Piece, language: str, after: frozenset[str], shop: Finder) -> int:
    """Where the name ends, and words that only follow it begin."""
    said = words_of(text[piece.name : piece.end], language)
    while len(said) > 1 and said[-1].text in after:
        without = text[piece.name : piece.name + said[-2].end]
        if shop.knows(text[piece.name : piece.name + said[-1].end]) and not shop.knows(without):
            break
        said = said[:-1]
    return piece.name + said[-1].end


def _without_lead(name: str, language: str, shop: Finder) -> str:
    """The name without "i want some" before it, which nobody who looks for it minds, unless that belongs to it."""
    said = words_of(name, language)
    quiet = fillers(language)
    start = 0
    while start < len(said) - 1 and said[start].text in quiet and not shop.names(name[said[start].start :]):
        start += 1
    return name[said[start].start :]
