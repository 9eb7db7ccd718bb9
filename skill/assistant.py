"""One turn, start to finish: Turn -> Reply. All channels call this and nothing below it; it knows no channel."""

import logging
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Protocol

from skill.codec import Codec
from skill.commerce.ports import Catalogue
from skill.commerce.shop import Shop
from skill.dialogue.acts import Ask, Expectation, Step, Tell
from skill.dialogue.bought import weights
from skill.dialogue.commands import CommandBase
from skill.dialogue.heard import Heard
from skill.dialogue.intents.account import NeedsAccount
from skill.dialogue.intents.verify import VerifyPerson
from skill.dialogue.manager import respond
from skill.dialogue.pace import brisk, calm
from skill.dialogue.possible import Possible, possible
from skill.dialogue.state import Left, State
from skill.phrasing.phrasebook import card, plain, say
from skill.phrasing.screens import Screen, screen
from skill.phrasing.style import Pace, Style

log = logging.getLogger(__name__)
OUTDATED = Heard("Outdated")
MOST_KNOWN = 30


@dataclass(frozen=True, slots=True)
class Turn:
    """What a channel hands over: one understood utterance of one customer.

    `session` names the conversation on its channel; `customer` is a customer id or None when the channel
    does not know who speaks; `request_id` is the channel's own id of this utterance: handing over the same
    id again returns the stored reply and has no second effect (facts: commerce, Exactly once).
    `question` is the id of the question that a button or a touched row was shown with: pressed when another
    question is open by now, it does nothing but put that one again. `can_verify` says that the channel can verify
    who speaks before an order is placed.
    """

    heard: Heard
    session: str
    customer: str | None
    locale: str
    style: Style
    request_id: str
    question: str | None = None
    can_verify: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A product by the names a customer may call it, for ears that can be told beforehand."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the order card shows after a purchase: plain text, in the TEXT phrasing."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a channel delivers. Plain text, never escaped.

    `words` is the reply in the turn's style, `written` the same in the TEXT phrasing (for a card).
    The conversation is open exactly when there is a question, so `reprompt` is None exactly when it is closed.
    `expects` is what that question expects; an ear listens by it.
    `silent` is True when nothing may be said at all (a session that the platform has ended).
    `acts` are the names of what was told and asked, for logs and for people who look inside.
    `question` is the id of the open question, which buttons on `screen` are sent back with (`Turn.question`).
    `verify` asks the channel to verify who speaks; its result is the intent "Verified" with the slot `status`.
    `known` is what this customer buys, in the first reply of a conversation only.
    """

    words: str
    written: str
    reprompt: str | None
    link_account: bool = False
    receipt: Receipt | None = None
    silent: bool = False
    expects: Expectation | None = None
    acts: tuple[str, ...] = ()
    question: str | None = None
    pace: Pace = Pace.EVEN
    screen: Screen | None = None
    verify: bool = False
    known: tuple[Known, ...] = ()

    @property
    def closed(self) -> bool:
        """True when the session ends with this reply."""
        return self.reprompt is None


class Visit(Protocol):
    """One turn's hold on one conversation: nobody else has a turn in it meanwhile."""

    @property
    def shop(self) -> Shop:
        """The shop for this customer, now."""

    @property
    def answered(self) -> str | None:
        """The stored reply to this very request, if it was answered before."""

    @property
    def state(self) -> str | None:
        """The stored state; None in a new conversation."""

    @property
    def left(self) -> str | None:
        """What this customer left unfinished, on whichever channel; None when nothing is."""

    def keep(self, state: str, reply: str, left: str | None) -> None:
        """Store all at once, with everything the turn has left to write."""


class Shops(Protocol):
    """The shop as storage opens it."""

    def visit(
        self, session: str, customer_id: str | None, request_id: str, language: str
    ) -> AbstractContextManager[Visit]:
        """Open the shop for one turn. Waits for an earlier turn of the same conversation."""

    def customer_for(self, access_token: str) -> str | None:
        """The customer this access token belongs to."""

    def catalogue(self, language: str) -> Catalogue:
        """The products in a language ("en"), for nobody in particular; reading only."""


class Assistant:
    """The one object behind every channel."""

    def __init__(self, shops: Shops) -> None:
        self._shops = shops
        self._codec = Codec(Tell, Ask, CommandBase)

    def take(self, turn: Turn) -> Reply:
        """Answer one turn. The same request id gets the same reply, and no second effect."""
        language = turn.locale.partition("-")[0].lower()
        with self._shops.visit(turn.session, turn.customer, turn.request_id, language) as visit:
            if visit.answered is not None:
                log.info("turn repeated", extra={"intent": turn.heard.intent})
                return self._codec.loads(Reply, visit.answered)
            shop = replace(visit.shop, verifiable=True) if turn.can_verify else visit.shop
            before = replace(self._remembered(visit.state), left=self._left(visit.left))
            step, state = respond(self._heard(turn, before), before, shop)
            reply = self._worded(step, state, turn, shop, first=visit.state is None)
            left = self._codec.dumps(state.left) if state.left is not None else None
            visit.keep(self._codec.dumps(replace(state, left=None)), self._codec.dumps(reply), left)
        log.info("turn", extra={"intent": turn.heard.intent, "acts": reply.acts, "locale": turn.locale})
        return reply

    def customer_for(self, access_token: str) -> str | None:
        """The customer this access token belongs to, or None."""
        return self._shops.customer_for(access_token)

    def trouble(self, locale: str) -> str:
        """What to say when a turn failed: honest, short, and without a question."""
        return plain("trouble", locale)

    def waiting(self, locale: str) -> str:
        """What to say while a turn takes long: short, and without a promise."""
        return plain("slow-wait", locale)

    def unknown(self, locale: str) -> str:
        """What to say when a turn takes too long to wait for: whether it worked is not known, and nobody should
        order again on that account. Without a question."""
        return plain("slow-unknown", locale)

    def could(self, heard: Heard, locale: str) -> Possible:
        """Whether this could be done for somebody, told without doing any of it and without a customer."""
        return possible(heard, self._shops.catalogue(locale.partition("-")[0].lower()))

    def _remembered(self, text: str | None) -> State:
        """The stored state. One that cannot be read any more (an older version's) is an empty one: its
        question is gone, so that nothing can be confirmed by it."""
        if text is None:
            return State()
        try:
            return self._codec.loads(State, text)
        except ValueError:
            log.warning("a stored conversation could not be read; it starts afresh")
            return State()

    def _left(self, text: str | None) -> Left | None:
        """What the customer left unfinished; nothing, when it cannot be read any more."""
        try:
            return self._codec.loads(Left, text) if text is not None else None
        except ValueError:
            return None

    def _heard(self, turn: Turn, state: State) -> Heard:
        """What was heard; a button of a question that is not open any more says only that it is too late."""
        if turn.question is None or turn.question == self._id(state.ask):
            return turn.heard
        return OUTDATED

    def _id(self, ask: Ask | None) -> str | None:
        """The same question has the same id, another quote another one: its token is part of it."""
        return sha256(self._codec.dumps(ask).encode()).hexdigest()[:16] if ask is not None else None

    def _worded(self, step: Step, state: State, turn: Turn, shop: Shop, *, first: bool) -> Reply:
        if not step.tell and step.ask is None:
            return Reply(words="", written="", reprompt=None, silent=True)
        today = shop.policy.today(shop.now)
        pace = pace_of(state)
        words = say(step, turn.style, turn.locale, today, pace)
        written = words if turn.style is Style.TEXT else say(step, Style.TEXT, turn.locale, today)
        cards = [shown for act in step.tell if (shown := card(act, turn.locale, today))]
        acts = [*step.tell, *([step.ask] if step.ask else [])]
        return Reply(
            words=words.words,
            written=written.words,
            reprompt=words.reprompt,
            link_account=any(isinstance(act, NeedsAccount) for act in step.tell),
            receipt=Receipt(*cards[0]) if cards else None,
            expects=step.ask.expects if step.ask else None,
            acts=tuple(type(act).__name__ for act in acts),
            question=self._id(step.ask),
            pace=pace,
            screen=screen(step, turn.locale, today),
            verify=isinstance(step.ask, VerifyPerson),
            known=_known(shop, turn.locale) if first and step.ask is not None else (),
        )


def pace_of(state: State) -> Pace:
    """How the next words are said."""
    return Pace.BRISK if brisk(state.haste) else Pace.CALM if calm(state.haste) else Pace.EVEN


def _known(shop: Shop, locale: str) -> tuple[Known, ...]:
    """What this customer buys, the most often first, by the names it is called."""
    if shop.account is None:
        return ()
    bought = weights(shop.account.orders.history(), shop.now)
    language = locale.partition("-")[0].lower()
    products = {line.product.id: line.product for order in shop.account.orders.history() for line in order.lines}
    found: list[Known] = []
    for id_ in sorted(bought, key=lambda id_: -bought[id_])[:MOST_KNOWN]:
        name = products[id_].name(language)
        found.append(Known(id_, tuple(dict.fromkeys((name.spoken, name.one, name.many)))))
    return tuple(found)
