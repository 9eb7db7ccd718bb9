"""Numbers as an ear delivers them: digits in a slot. "?" or words mean that no number was understood."""

from skill.dialogue.heard import Heard


def number(heard: Heard, slot: str) -> int | None:
    """The non-negative whole number of a slot, or None."""
    said = heard.value(slot)
    return int(said) if said is not None and said.isascii() and said.isdigit() and len(said) <= 9 else None
