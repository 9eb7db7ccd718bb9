"""What is written in an e-mail, in the customer's language."""

from dataclasses import dataclass
from datetime import date

from skill.dialogue.intents.outcomes import OrderPlaced
from skill.phrasing.bundles import known
from skill.phrasing.phrasebook import message_of, variables
from skill.phrasing.style import Style
from skill.phrasing.values import Values


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and text, plain."""

    subject: str
    text: str


def receipt(placed: OrderPlaced, locale: str, today: date, *, phone: str, return_days: int) -> Letter:
    """The receipt of an order, with how to cancel and how to return."""
    values = Values(known(locale), Style.TEXT, today)
    spoken = {**variables(placed, values), "phone": phone, "return-days": return_days}
    message = message_of(OrderPlaced)
    return Letter(
        values.phrases.line(message, "mail-subject", **spoken), values.phrases.line(message, "mail", **spoken)
    )
