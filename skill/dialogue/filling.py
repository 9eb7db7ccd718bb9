"""An answer to a question that only filled something in becomes the whole utterance it completes."""

from dataclasses import replace

from skill.dialogue.heard import Heard
from skill.dialogue.state import State

_ANSWERS = {
    "product": ("ChooseIntent", "product"),
    "otherProduct": ("ChooseIntent", "product"),
    "quantity": ("ChangeQuantityIntent", "quantity"),
    "rating": ("ChangeQuantityIntent", "quantity"),
}


def completed(heard: Heard, state: State) -> Heard:
    """The utterance that the open question was waiting to complete, or `heard` as it is.

    "Which product?" - "house blend" is what was asked before, with the product; "Did you mean ...?" - "yes"
    is what had been heard in doubt. Any other intent is a change of mind and stands for itself.
    """
    fill = state.ask.fill if state.ask else None
    if fill is None:
        return heard
    if fill.slot is None:
        return replace(fill.heard, sure=True) if heard.intent == "AMAZON.YesIntent" else heard
    intent, slot = _ANSWERS[fill.slot]
    if heard.intent != intent or heard.value(slot) is None:
        return heard
    return replace(fill.heard, slots={**fill.heard.slots, fill.slot: heard.slots[slot]}, sure=True)
