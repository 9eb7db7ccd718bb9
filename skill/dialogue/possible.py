"""Whether something heard could be done for anybody who asked, told without doing any of it.

It looks at the catalogue alone: nobody is known, nothing is remembered, nothing changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from skill.commerce.ports import Catalogue
from skill.commerce.product import Nothing, Together
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.intents import INTENTS

PUBLIC = frozenset({"PriceIntent", "StockIntent", "ProductQuestionIntent"})
"""What is answered about a product to somebody without an account."""
ANSWERS = frozenset({"ChangeQuantityIntent", "ChooseIntent"})
"""What means something only within a conversation."""


class Answer(Enum):
    """How surely."""

    YES = "YES"
    MAYBE = "MAYBE"
    NO = "NO"


@dataclass(frozen=True, slots=True)
class Possible:
    """Whether it could be done, and whether each slot was understood."""

    whole: Answer
    slots: Mapping[str, Answer]


def possible(heard: Heard, catalogue: Catalogue) -> Possible:
    """YES for a public question about a product that the shop has; MAYBE for what takes an account, or names no
    product; NO for an intent or a product that nobody here knows, and for what only answers a question."""
    slots = {name: _understood(name, slot, catalogue) for name, slot in heard.slots.items()}
    if heard.intent not in INTENTS or heard.intent in ANSWERS or not heard.intent.endswith("Intent"):
        return Possible(Answer.NO, slots)
    if heard.intent.startswith("AMAZON.") or slots.get("product") is Answer.NO:
        return Possible(Answer.NO, slots)
    known = heard.intent in PUBLIC and "product" in slots
    return Possible(Answer.YES if known and Answer.MAYBE not in slots.values() else Answer.MAYBE, slots)


def _understood(name: str, slot: Slot, catalogue: Catalogue) -> Answer:
    if not slot.value.strip():
        return Answer.NO
    if name != "product":
        return Answer.YES if slot.ids or slot.value.isdecimal() else Answer.MAYBE
    if any(catalogue.product(id_) for id_ in slot.ids):
        return Answer.YES
    match catalogue.find(slot.value):
        case Nothing():
            return Answer.NO
        case Together():
            return Answer.MAYBE
        case _:
            return Answer.YES
