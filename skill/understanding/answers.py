"""Answers that are nothing but a value: "two", "decaf". Only an open question gives them a meaning."""

from collections.abc import Mapping, Sequence

from skill.dialogue.heard import Slot
from skill.understanding.kinds import Kind, Numbers
from skill.understanding.listed import Listed
from skill.understanding.numbers import digits

_LONGEST = 6  # words of a bare value
_LONGEST_UNKNOWN = 4  # words of one that nothing knows


def bare_number(
    folded: Sequence[str], spoken: str, slots: Mapping[str, str], kinds: Mapping[str, Kind], language: str
) -> dict[str, Slot]:
    """The slot of an intent that takes this number; empty if the words are more or other than a number.

    A listed type takes it as well, if the number is one of its ids (the second of three is "2").
    """
    said = digits(folded, language)
    if said is None:
        return {}
    for slot, type_ in slots.items():
        kind = kinds.get(type_)
        if isinstance(kind, Numbers):
            return {slot: Slot(said)}
        if isinstance(kind, Listed) and kind.has_id(said):
            return {slot: Slot(spoken, (said,))}
    return {}


def bare_value(
    folded: Sequence[str], spoken: str, slots: Mapping[str, str], kinds: Mapping[str, Kind]
) -> dict[str, Slot]:
    """The slot of an intent whose listed values, or catalogue, surely hold these words; else empty."""
    if len(folded) > _LONGEST:
        return {}
    for slot, type_ in slots.items():
        kind = kinds.get(type_)
        if isinstance(kind, Listed) and kind.surely(folded):
            return {slot: kind.read(folded, spoken)}
    return {}


def plain_answer(
    folded: Sequence[str], spoken: str, slots: Mapping[str, str], kinds: Mapping[str, Kind]
) -> dict[str, Slot]:
    """The slot of an intent that lists these very words as an answer ("it's broken", "either one"); else empty."""
    for slot, type_ in slots.items():
        kind = kinds.get(type_)
        if isinstance(kind, Listed) and kind.answers(folded):
            return {slot: kind.read(folded, spoken)}
    return {}


def unknown_value(
    folded: Sequence[str], spoken: str, slots: Mapping[str, str], kinds: Mapping[str, Kind], ordinary: frozenset[str]
) -> dict[str, Slot]:
    """The product slot of an intent, for a short phrase that nothing knows ("lavender"), as it was spoken.

    Empty for words that are all `ordinary`, and for letters that no recogniser of our languages writes.
    """
    if len(folded) > _LONGEST_UNKNOWN or not all(word.isascii() for word in folded):
        return {}
    listed = [kind for kind in kinds.values() if isinstance(kind, Listed)]
    if all(word in ordinary and not any(kind.has_word(word) for kind in listed) for word in folded):
        return {}
    for slot, type_ in slots.items():
        kind = kinds.get(type_)
        if isinstance(kind, Listed) and kind.product:
            return {slot: kind.read(folded, spoken)}
    return {}
