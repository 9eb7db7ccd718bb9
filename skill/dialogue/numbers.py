"""Numbers as an ear delivers them: digits in a slot. "?" or words mean that no number was understood."""

from skill.dialogue.heard import Heard

NO_NUMBER = -1


def number(heard: Heard, slot: str) -> int | None:
    """The non-negative whole number of a slot, or None."""
    said = heard.value(slot)
    return int(said) if said is not None and said.isascii() and said.isdigit() and len(said) <= 9 else None


def wanted(heard: Heard, slot: str = "quantity") -> int | None:
    """How many are wanted; None when no number was said, NO_NUMBER for what is no number of pieces ("2.5")."""
    if heard.value(slot) is None or heard.value(slot) == "?":
        return None
    pieces = number(heard, slot)
    return NO_NUMBER if pieces is None else pieces
