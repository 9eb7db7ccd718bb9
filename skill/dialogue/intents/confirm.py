"""AMAZON.YesIntent, AMAZON.NoIntent, and the other answers that only the open question gives a meaning."""

from dataclasses import dataclass

from skill.commerce.shop import Shop
from skill.dialogue.acts import AnythingElse, Step, Tell, WhatElse
from skill.dialogue.heard import Heard
from skill.dialogue.intents.carry_out import run
from skill.dialogue.intents.verify import ACHIEVED, VerifyPerson, not_verified, nothing_to_verify
from skill.dialogue.state import State


@dataclass(frozen=True, slots=True)
class NothingToConfirm(Tell):
    """A yes without a question."""


@dataclass(frozen=True, slots=True)
class Goodbye(Tell):
    """The end of a conversation."""


def yes(heard: Heard, state: State, shop: Shop) -> Step:
    """Do what the question just asked would do on a yes, and nothing else."""
    if state.ask is None:
        return Step(tell=(NothingToConfirm(),), ask=WhatElse())
    if state.ask.choices:
        return Step(ask=state.ask, brief=True)
    if state.ask.if_yes is None:
        return Step(ask=WhatElse())
    return run(state.ask.if_yes, state, shop)


def no(heard: Heard, state: State, shop: Shop) -> Step:
    """Say what stays undone; a no to "anything else?" is goodbye."""
    if state.ask is None or isinstance(state.ask, AnythingElse | WhatElse):
        return Step(tell=(Goodbye(),), settled=True)
    if state.ask.if_no is not None:
        return run(state.ask.if_no, state, shop)
    return Step(tell=state.undone, ask=AnythingElse(), settled=True)


def verified(heard: Heard, state: State, shop: Shop) -> Step:
    """The platform has verified who speaks, or not."""
    if not isinstance(state.ask, VerifyPerson):
        return nothing_to_verify(heard, state, shop)
    if heard.value("status") != ACHIEVED:
        return not_verified()
    return run(state.ask.if_verified, state, shop)
