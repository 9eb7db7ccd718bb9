"""Verified{status}: the platform says whether it knows who speaks, before a large order is placed.

AMAZON.VerifyPerson asks for the customer's own PIN and never tells it to us (facts: alexa, Entity resolution).
"""

from dataclasses import dataclass, replace

from skill.commerce.shop import Shop
from skill.dialogue.acts import AnythingElse, Ask, Expectation, Step, Tell, WhatElse
from skill.dialogue.commands import Command, PlaceOrder
from skill.dialogue.heard import Heard
from skill.dialogue.quotes import ConfirmOrder, NothingOrdered
from skill.dialogue.state import State

ACHIEVED = "ACHIEVED"


@dataclass(frozen=True, slots=True)
class NotVerified(Tell):
    """The platform does not know who speaks; nothing is ordered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyPerson(Ask):
    """The platform asks now, not we. Only its own word goes on: a yes answers nothing here."""

    if_verified: PlaceOrder
    again: ConfirmOrder

    def resume(self) -> Command | None:
        return self.again.resume()


def verification(command: PlaceOrder, state: State, shop: Shop) -> Step | None:
    """The step that has a large order verified first; None when that is not offered, not needed, or done."""
    ask, least = state.ask, shop.policy.verify_from
    if command.verified or not shop.verifiable or not least or not isinstance(ask, ConfirmOrder):
        return None
    if ask.quote.total.minor < least:
        return None
    verify = VerifyPerson(
        if_verified=replace(command, verified=True), again=ask, undone=NothingOrdered(), expects=Expectation.CODE
    )
    return Step(ask=verify, settled=True)


def not_verified() -> Step:
    """What is said when the platform could not say who speaks."""
    return Step(tell=(NotVerified(), NothingOrdered()), ask=AnythingElse(), settled=True)


def nothing_to_verify(heard: Heard, state: State, shop: Shop) -> Step:
    """A result nobody waits for does nothing."""
    return Step(ask=state.ask or WhatElse(), brief=True)
