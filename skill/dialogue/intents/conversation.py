"""LaunchRequest, help, repeat, stop, silence and everything not understood. Sells nothing."""

from dataclasses import dataclass, replace

from skill.commerce.shop import Shop
from skill.dialogue.acts import AnythingElse, Ask, Expectation, Fill, Step, Tell, WhatElse
from skill.dialogue.baskets import CheckOutNow, MoreForBasket, StaysInBasket, lines_in
from skill.dialogue.commands import HandOver
from skill.dialogue.finding import WhatProduct
from skill.dialogue.heard import Heard
from skill.dialogue.intents.cancel_order import can_be_cancelled
from skill.dialogue.intents.confirm import Goodbye
from skill.dialogue.openings import opening
from skill.dialogue.quotes import ConfirmOrder
from skill.dialogue.state import State

SILENCE = "Silence"
ASKABLE = frozenset(
    {
        "ReorderIntent",
        "OrderStatusIntent",
        "ProductQuestionIntent",
        "PriceIntent",
        "StockIntent",
        "CancelOrderIntent",
        "TalkToPersonIntent",
        "AddToBasketIntent",
        "RemoveFromBasketIntent",
        "BasketIntent",
        "CheckoutIntent",
        "FindProductIntent",
        "CompareIntent",
        "NotReceivedIntent",
        "ReturnIntent",
        "DealsIntent",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome(Ask):
    """The first launch: what it is and can do."""

    seller: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeBack(Ask):
    """Every later launch, and the way home."""

    seller: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpAnytime(Ask):
    """What can be done when no question is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpMore(Ask):
    """Asked for help twice: what else can be done."""


@dataclass(frozen=True, slots=True)
class HelpOrder(Tell):
    """What can be said to a quote; it is then read again."""


@dataclass(frozen=True, slots=True)
class HelpYesNo(Tell):
    """What can be said to a question of yes or no."""


@dataclass(frozen=True, slots=True)
class HelpChoice(Tell):
    """How to choose."""


@dataclass(frozen=True, slots=True)
class HelpNumber(Tell):
    """Say a number."""


@dataclass(frozen=True, slots=True)
class HelpProduct(Tell):
    """Say a product's name."""


@dataclass(frozen=True, slots=True)
class LastOrderStands(Tell):
    """Nothing was cancelled, and how to cancel it."""


@dataclass(frozen=True, slots=True)
class NotUnderstood(Tell):
    """The first error in a row: short."""


@dataclass(frozen=True, slots=True)
class Examples(Tell):
    """The second: what can be said here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShallIGetAPerson(Ask):
    """The third: another way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DidYouMean(Ask):
    """Heard in doubt: name the intent before doing anything."""

    intent: str
    words: str


@dataclass(frozen=True, slots=True)
class PaceChanged(Tell):
    """From now on it is said slower, or shorter: `faster` tells which."""

    faster: bool


@dataclass(frozen=True, slots=True)
class NoLongerAsked(Tell):
    """A button of a question that is not open any more was pressed: nothing is done."""


def launch(heard: Heard, state: State, shop: Shop) -> Step:
    """Say what it is and can do the first time, and hardly anything later; or offer the one thing that matters."""
    offer = opening(state, shop)
    if offer is not None:
        return Step(ask=offer, about=offer.about)
    if shop.account is not None and not shop.account.customer.new_here:
        return Step(ask=WelcomeBack(seller=shop.policy.seller))
    return Step(ask=Welcome(seller=shop.policy.seller))


def home(heard: Heard, state: State, shop: Shop) -> Step:
    """Back to the start; what was open is undone, and the manager says so."""
    return Step(ask=WelcomeBack(seller=shop.policy.seller))


def help_(heard: Heard, state: State, shop: Shop) -> Step:
    """What can be done now, then the open question once more in full."""
    situation = _situation(state.ask)
    if situation is not None:
        return Step(tell=(situation,), ask=state.ask)
    again = state.last is not None and isinstance(state.last.ask, HelpAnytime)
    return Step(ask=HelpMore() if again else HelpAnytime())


def repeat(heard: Heard, state: State, shop: Shop) -> Step:
    """The last step once more, to the letter."""
    last = state.last or Step()
    return Step(tell=last.tell, ask=last.ask) if last.tell or last.ask else Step(ask=WhatElse())


def _lasting(told: tuple[Tell, ...]) -> tuple[Tell, ...]:
    return tuple(act for act in told if not isinstance(act, PaceChanged))


def stop(heard: Heard, state: State, shop: Shop) -> Step:
    """Leave from everywhere, and say what did not happen, and what is kept."""
    kept: tuple[Tell, ...] = ()
    if shop.account is not None and isinstance(state.ask, MoreForBasket | CheckOutNow):
        lines = lines_in(shop.account, shop)
        kept = (StaysInBasket(lines),) if lines else ()
    return Step(tell=(*state.undone, *kept, Goodbye()), settled=True)


def cancel(heard: Heard, state: State, shop: Shop) -> Step:
    """Leave, too. With no question to leave it may mean an order just placed: say that it stands."""
    step = stop(heard, state, shop)
    if not state.undone and shop.account and any(can_be_cancelled(o, shop) for o in shop.account.orders.history()):
        return replace(step, tell=(LastOrderStands(), *step.tell))
    return step


def silence(heard: Heard, state: State, shop: Shop) -> Step:
    """The first silence repeats the question in short, the second leaves."""
    if state.ask is None or (state.trail and state.trail[-1].startswith(SILENCE)):
        return stop(heard, state, shop)
    return Step(ask=state.ask, brief=True)


def slower(heard: Heard, state: State, shop: Shop) -> Step:
    """SlowerIntent: the last thing once more, slower."""
    last = state.last or Step()
    return Step(tell=(PaceChanged(faster=False), *_lasting(last.tell)), ask=last.ask or WhatElse())


def quicker(heard: Heard, state: State, shop: Shop) -> Step:
    """QuickerIntent: from now on in short."""
    return Step(tell=(PaceChanged(faster=True),), ask=state.ask or WhatElse(), brief=True)


def outdated(heard: Heard, state: State, shop: Shop) -> Step:
    """Pressed too late: the question that is open now, in short."""
    return Step(tell=(NoLongerAsked(), *state.undone), ask=state.ask or WhatElse(), brief=True)


def ended(heard: Heard, state: State, shop: Shop) -> Step:
    """The platform has ended the session: nothing may be said."""
    return Step()


def not_understood(heard: Heard, state: State, shop: Shop) -> Step:
    """Errors in a row: short; then what can be said; then another way (facts: commerce, Confirmation)."""
    ask = state.ask or WhatElse()
    match state.errors:
        case 0:
            return Step(tell=(NotUnderstood(), *state.undone), ask=ask, brief=True)
        case 1:
            return Step(tell=(_situation(state.ask) or Examples(), *state.undone), ask=ask, brief=True)
        case _:
            person = ShallIGetAPerson(if_yes=HandOver(), expects=Expectation.YES_NO)
            return Step(tell=state.undone, ask=person, settled=True)


def did_you_mean(heard: Heard, state: State, shop: Shop) -> Step:
    """Ask before acting on what was heard in doubt."""
    if heard.intent not in ASKABLE:
        return not_understood(heard, state, shop)
    words = heard.value("product") or ""
    ask = DidYouMean(intent=heard.intent, words=words, fill=Fill(heard, None), expects=Expectation.YES_NO)
    return Step(ask=ask)


def _situation(ask: Ask | None) -> Tell | None:
    if isinstance(ask, ConfirmOrder):
        return HelpOrder()
    if isinstance(ask, WhatProduct):
        return HelpProduct()
    if ask is None or isinstance(ask, AnythingElse | WhatElse | MoreForBasket):
        return None
    match ask.expects:
        case Expectation.CHOICE:
            return HelpChoice()
        case Expectation.YES_NO | Expectation.ORDER:
            return HelpYesNo()
        case Expectation.NUMBER:
            return HelpNumber()
        case Expectation.OPEN | Expectation.CODE:
            return None
