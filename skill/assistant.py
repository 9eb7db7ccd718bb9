"""One turn, start to finish: Turn -> Reply. All channels call this and nothing below it; it knows no channel."""

from dataclasses import dataclass

from skill.dialogue.heard import Heard
from skill.phrasing.style import Style


@dataclass(frozen=True, slots=True)
class Turn:
    """What a channel hands over: one understood utterance of one customer.

    `session` names the conversation on its channel; `customer` is a customer id or None when the channel
    does not know who speaks; `request_id` is the channel's own id of this utterance: handing over the same
    id again returns the stored reply and has no second effect (facts: commerce, Exactly once).
    """

    heard: Heard
    session: str
    customer: str | None
    locale: str
    style: Style
    request_id: str


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
    `silent` is True when nothing may be said at all (a session that the platform has ended).
    """

    words: str
    written: str
    reprompt: str | None
    link_account: bool = False
    receipt: Receipt | None = None
    silent: bool = False

    @property
    def closed(self) -> bool:
        """True when the session ends with this reply."""
        return self.reprompt is None
