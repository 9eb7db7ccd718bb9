"""Answers that are nothing but a value: "two", "decaf". Only an open question gives them a meaning."""

from collections.abc import Mapping, Sequence

from skill.dialogue.heard import Slot
from skill.understanding.kinds import Kind, Numbers
from skill.understanding.listed import Listed
from skill.understanding.numbers import digits

_LONGEST = 6  # words of a bare value


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
