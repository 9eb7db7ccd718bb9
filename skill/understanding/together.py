"""Things named in one breath: "milk and honey". Knows the small words that join them, no product.

Until a basket can take several, none of them may be dropped silently: the whole is handed on as it was said.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from skill.commerce.product import Part
from skill.dialogue.heard import Heard, Slot
from skill.understanding.normalise import fold
from skill.understanding.numbers import digits

_AND = {"en": "and|plus", "fr": "et|plus"}
_COUNTS = {
    "en": frozenset("a an one two three four five six seven eight nine ten some".split()),  # noqa: SIM905  reads best as words
    "fr": frozenset("un une deux trois quatre cinq six sept huit neuf dix du de la des".split()),  # noqa: SIM905  reads best as words
}
PRODUCT = "product"


def apart(words: str, language: str) -> tuple[str, ...]:
    """The parts of an enumeration, without their leading numbers; one part when nothing is joined."""
    if language not in _AND:
        return (words,)
    parts = re.split(rf",|\b(?:{_AND[language]})\b", words.lower())
    return tuple(bare for part in parts if (bare := _bare(part, _COUNTS[language])))


def parts(words: str, language: str, knows: Callable[[str], bool]) -> tuple[Part, ...]:
    """The things named in one breath, each with its own count; one part when it is all one name or the first of
    them is nothing the shop knows. Empty for no words."""
    named = apart(words, language)
    if len(named) < 2 or knows(words) or not knows(named[0]):
        return (_counted(words, language),) if words.strip() else ()
    said = re.split(rf",|\b(?:{_AND[language]})\b", words.lower())
    return tuple(_counted(part, language) for part in said if _bare(part, _COUNTS[language]))


def _counted(part: str, language: str) -> Part:
    said = part.split()
    for end in range(min(4, len(said) - 1), 0, -1):
        many = digits(fold(" ".join(said[:end]), language), language)
        if many is not None:
            return Part(" ".join(said[end:]), int(many))
    return Part(" ".join(said))


def joined(words: str, language: str, knows: Callable[[str], bool]) -> bool:
    """Whether more than one thing is named, the first of which the shop knows, and it is not all one name."""
    parts = apart(words, language)
    return len(parts) > 1 and knows(parts[0]) and not knows(words)


def in_one_breath(heard: Heard, words: str, language: str, knows: Callable[[str], bool]) -> Heard:
    """What was heard, with everything that was named in the slot `product` rather than its first part."""
    said = heard.slots.get(PRODUCT)
    start = words.lower().find(said.value.lower()) if said else -1
    if said is None or start < 0 or not joined(words[start:], language, knows):
        return heard
    return replace(heard, slots={**heard.slots, PRODUCT: Slot(words[start:].strip())}, sure=True)


def _bare(part: str, counts: frozenset[str]) -> str:
    rest = part.split()
    while rest and (rest[0] in counts or rest[0].isdigit()):
        rest = rest[1:]
    return " ".join(rest)
