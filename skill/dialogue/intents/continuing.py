"""ContinueIntent: back to what was interrupted, here or on another channel. It buys nothing: the quote is read anew."""

from dataclasses import dataclass

from skill.commerce.shop import Shop
from skill.dialogue.acts import Step, Tell, WhatElse
from skill.dialogue.heard import Heard
from skill.dialogue.intents.basket import basket
from skill.dialogue.intents.carry_out import run
from skill.dialogue.openings import fresh
from skill.dialogue.state import State


@dataclass(frozen=True, slots=True)
class NothingLeft(Tell):
    """There is nothing to go on with."""


def go_on(heard: Heard, state: State, shop: Shop) -> Step:
    """The open question once more; else what was left within a day; else the basket."""
    if state.ask is not None and (state.undone or state.ask.resume() is not None):
        return Step(ask=state.ask)
    left = fresh(state.left, shop)
    if left is not None:
        return run(left.command, state, shop)
    if shop.account is not None and shop.account.basket.lines():
        return basket(heard, state, shop)
    return Step(tell=(NothingLeft(),), ask=WhatElse())
