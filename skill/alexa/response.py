"""From a reply to the speech and the card of a response. It alone escapes: replies are plain text, SSML is XML.

Limits: facts: alexa, Numbers. The microphone is open exactly when there is a question (facts: alexa, certified, 6).
"""

import re

from ask_sdk_model.response import Response
from ask_sdk_model.ui.card import Card
from ask_sdk_model.ui.link_account_card import LinkAccountCard
from ask_sdk_model.ui.reprompt import Reprompt
from ask_sdk_model.ui.simple_card import SimpleCard
from ask_sdk_model.ui.ssml_output_speech import SsmlOutputSpeech

from skill.assistant import Reply
from skill.phrasing.style import Pace

LONGEST_SPEECH = 8000  # characters, tags and escapes included
LONGEST_CARD = 8000  # characters, title and text together
_TAGS = {
    Pace.BRISK: ('<speak><prosody rate="110%">', "</prosody></speak>"),
    Pace.EVEN: ("<speak>", "</speak>"),
    Pace.CALM: ('<speak><prosody rate="85%">', "</prosody></speak>"),
}

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}
# Characters that XML 1.0 cannot hold even escaped (section 2.2), C1 controls, line ends; and those it must escape.
_AWKWARD = re.compile("[&<>\"'\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def response_to(reply: Reply, shop: str) -> Response:
    """The response that delivers `reply`; `shop` is the title of a card that is not a receipt."""
    if reply.silent:
        return nothing()
    said = speech(reply.words, reply.pace)
    response = Response(output_speech=said, card=_card(reply, shop), should_end_session=reply.closed)
    if reply.reprompt is not None:
        response.reprompt = Reprompt(output_speech=speech(reply.reprompt, reply.pace))
    return response


def nothing() -> Response:
    """A response that says, shows and changes nothing."""
    return Response()


def apology(words: str) -> Response:
    """`words` and the end of the session: what is said when a turn failed, or takes too long."""
    return Response(output_speech=speech(words), should_end_session=True)


def speech(text: str, pace: Pace = Pace.EVEN) -> SsmlOutputSpeech | None:
    """`text` as SSML at this pace, escaped once, cut politely to what Alexa takes; None when there is nothing to
    say."""
    opening, closing = _TAGS[pace]
    room = LONGEST_SPEECH - len(opening) - len(closing)
    text = cut(text, room)
    said = escape(text)
    while (excess := len(said) - room) > 0:
        text = cut(text, len(text) - max(1, excess // 6))  # an escape is at most six characters
        said = escape(text)
    said = said.strip()
    return SsmlOutputSpeech(ssml=opening + said + closing) if said else None


def escape(text: str) -> str:
    """`text` as the text of an XML element, without control characters; line ends become spaces."""
    return _AWKWARD.sub(lambda found: _ESCAPES.get(found[0], " " if found[0] in "\n\r\t" else ""), text)


def cut(text: str, room: int) -> str:
    """`text` within `room` characters: whole sentences if that keeps half of it, else whole words and an ellipsis."""
    if len(text) <= room:
        return text
    if room < 2:
        return ""
    head = text[:room]
    sentence = max(head.rfind(end) for end in (". ", "? ", "! ", "。"))
    if sentence >= room // 2:
        return head[: sentence + 1]
    head = head[:-1]
    word = head.rfind(" ")
    return (head[:word] if word >= room // 2 else head).rstrip() + "…"


def _card(reply: Reply, shop: str) -> Card | None:
    if reply.link_account:
        return LinkAccountCard()
    title, text = (reply.receipt.title, reply.receipt.text) if reply.receipt else (shop, reply.written)
    title = cut(_UNPRINTABLE.sub("", title), LONGEST_CARD // 4)
    text = cut(_UNPRINTABLE.sub("", text), LONGEST_CARD - len(title))
    return SimpleCard(title=title, content=text) if text.strip() else None
