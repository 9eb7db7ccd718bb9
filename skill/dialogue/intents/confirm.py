"""AMAZON.YesIntent, AMAZON.NoIntent and every command a question can carry. No other file moves money."""

from dataclasses import dataclass
from typing import assert_never

from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import AnythingElse, Step, Tell, WhatElse
from skill.dialogue.commands import (
    AskShop,
    AskToCancel,
    CancelOrder,
    Command,
    HandOver,
    PlaceOrder,
    QuoteItems,
    ShowOrder,
    TellFact,
    TellPrice,
    TellStock,
)
from skill.dialogue.heard import Heard
from skill.dialogue.intents.account import NeedsAccount
from skill.dialogue.intents.cancel_order import ask as ask_to_cancel
from skill.dialogue.intents.cancel_order import cancelled
from skill.dialogue.intents.order_status import show
from skill.dialogue.intents.outcomes import told
from skill.dialogue.intents.person import hand_over
from skill.dialogue.intents.price import answer as price_of
from skill.dialogue.intents.product_question import answer as fact_of
from skill.dialogue.intents.product_question import ask_shop
from skill.dialogue.intents.stock import answer as stock_of
from skill.dialogue.quoting import quote_step
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
    return Step(tell=state.undone, ask=AnythingElse(), settled=True)


def run(command: Command, state: State, shop: Shop) -> Step:
    """Run what a question carried. The question is answered by it, whatever comes out."""
    match command:
        case TellFact(product_id, attribute):
            return fact_of(product_id, attribute, shop)
        case TellPrice(product_id):
            return price_of(product_id, shop)
        case TellStock(product_id):
            return stock_of(product_id, shop)
        case AskShop(product_id, attribute):
            return ask_shop(product_id, attribute, shop)
        case HandOver(wanted):
            return hand_over(wanted, state, shop)
        case PlaceOrder() | CancelOrder() | QuoteItems() | AskToCancel() | ShowOrder():
            if shop.account is None:
                return Step(tell=(NeedsAccount(),))
            return _personal(command, shop, shop.account)
        case _:
            assert_never(command)


def _personal(
    command: PlaceOrder | CancelOrder | QuoteItems | AskToCancel | ShowOrder, shop: Shop, account: Account
) -> Step:
    match command:
        case PlaceOrder(token):
            return told(account.checkout.place(token, shop.now), shop, account)
        case CancelOrder(order_id):
            return cancelled(order_id, shop, account)
        case QuoteItems(items, means):
            return quote_step(items, shop, account, means)
        case AskToCancel(order_id):
            return ask_to_cancel(order_id, shop, account)
        case ShowOrder(order_id):
            return show(order_id, shop, account)
        case _:
            assert_never(command)
