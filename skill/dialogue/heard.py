"""An utterance as an intent, whichever ear heard it. Knows no words of any locale and no platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NO_SLOTS: "Mapping[str, Slot]" = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Slot:
    """What was said for one slot.

    `value` is the text as spoken ("house blend", "two", "1042"); `ids` are the values the platform
    resolved it to (empty if it resolved nothing, several if it is ambiguous; the dynamic authority
    before the static one); `more` holds the further values of a multi-value slot.
    """

    value: str
    ids: tuple[str, ...] = ()
    more: "tuple[Slot, ...]" = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """One utterance, understood: the name of the intent and its slots.

    `sure` is False when the ear would rather ask "did you mean ...?" before anything is done. `words` is how many
    words were spoken (0: the ear does not know), `interrupted` whether they cut the assistant short: signs of
    hurry, by which the phrasing is chosen and never what is done.
    """

    intent: str
    slots: Mapping[str, Slot] = field(default_factory=lambda: _NO_SLOTS)
    sure: bool = True
    words: int = 0
    interrupted: bool = False

    def value(self, slot: str) -> str | None:
        """The spoken value of `slot`; None when it was not said or is empty."""
        said = self.slots.get(slot)
        return said.value if said and said.value.strip() else None
