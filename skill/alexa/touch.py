"""A touch is an utterance: what is sent with a row or a button, and what comes back with it.

The arguments of a SendEvent are [question, intent, slot, value, id, slot, value, id], "" where there is nothing. What
comes back is read as strictly as if anybody could have sent it; whether the question is still open is the
assistant's to tell.
"""

import re

from skill.alexa.heard import VERIFIED, plain
from skill.dialogue.heard import Heard, Slot

SLOTS = 2
_SIZES = frozenset({5, 2 + 3 * SLOTS})
LONGEST = 200  # characters of one argument
# What only answers a question: without the question that it was shown with, a touch of it says nothing.
ANSWERS = frozenset({"AMAZON.YesIntent", "AMAZON.NoIntent", "ChooseIntent", "ChangeQuantityIntent"})
_INTENT = re.compile(r"(?:AMAZON\.)?[A-Z][A-Za-z_]*Intent", re.ASCII)
_SLOT = re.compile(r"[A-Za-z][A-Za-z_]*", re.ASCII)


def says(heard: Heard | None) -> list[str] | None:
    """The arguments, without the question, that a touch of it sends; None when it cannot be touched.

    Something that fills more slots than the arguments have places for cannot: half of it would be another wish.
    """
    if heard is None or len(heard.slots) > SLOTS or not _INTENT.fullmatch(heard.intent):
        return None
    sent = [heard.intent]
    for name, slot in heard.slots.items():
        if slot.more or len(slot.value) > LONGEST or not _SLOT.fullmatch(name):
            return None
        sent += [name, slot.value, slot.ids[0] if len(slot.ids) == 1 else ""]
    return sent + [""] * (1 + 3 * SLOTS - len(sent))


def touched(arguments: object) -> tuple[Heard, str | None] | None:
    """What a touch with these arguments says, and the question it was shown with; None when they are not ours."""
    if not isinstance(arguments, list) or len(arguments) not in _SIZES:
        return None
    if not all(isinstance(one, str) and len(one) <= LONGEST for one in arguments):
        return None
    question, intent, *filled = map(plain, arguments)
    if intent == VERIFIED or not _INTENT.fullmatch(intent) or (intent in ANSWERS and not question):
        return None
    slots: dict[str, Slot] = {}
    for place in range(0, len(filled), 3):
        name, value, id_ = filled[place : place + 3]
        if not name and not value and not id_:
            continue
        if not _SLOT.fullmatch(name) or not value.strip() or name in slots:
            return None
        slots[name] = Slot(value, (id_,) if id_ else ())
    return Heard(intent, slots) if slots else Heard(intent), question or None
