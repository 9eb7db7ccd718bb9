"""TalkToPersonIntent: a person takes over, in every state, with the whole context."""

from dataclasses import dataclass

from skill.commerce.customer import Ticket
from skill.commerce.shop import Shop
from skill.dialogue.acts import Ask, Step, Tell
from skill.dialogue.heard import Heard
from skill.dialogue.intents.product_question import PhoneUs
from skill.dialogue.state import State


@dataclass(frozen=True, slots=True)
class HandedOver(Tell):
    """A ticket is with a person, who will call."""

    ticket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShallAPersonHelp(Ask):
    """What cannot be done here, a person may do."""


def hand_over(heard: Heard, state: State, shop: Shop) -> Step:
    """Open a ticket with what was wanted and tried. Somebody unknown gets the shop's phone number.

    What is left undone by it is said by the manager.
    """
    if shop.account is None:
        return Step(tell=(PhoneUs(shop.policy.phone),))
    order = shop.account.order(state.about_order)
    fill = state.ask.fill if state.ask else None
    wanted = fill.heard if fill else heard
    ticket = shop.desk.open(
        Ticket(
            reason="talk_to_person",
            intent=wanted.intent,
            slots={name: slot.value for name, slot in wanted.slots.items()},
            trail=state.trail,
            order_number=order.number if order else None,
            product_id=state.about,
            tried=tuple(line.split(" > ")[-1] for line in state.trail),
        )
    )
    return Step(tell=(HandedOver(ticket),))
