"""A reply as the whole response: speech, card, and what else the device and the session can take.

Facts: alexa, Numbers. A response stays under 24 kB: when it would not, the screen is left out, then the dynamic
entities, then the card is cut, and never the speech.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ask_sdk_model.response import Response
from ask_sdk_model.ui.simple_card import SimpleCard
from ask_sdk_model.ui.ssml_output_speech import SsmlOutputSpeech

from skill.alexa import entities, persons, screens
from skill.alexa.carried import Carried, milliseconds, takes
from skill.alexa.response import cut, response_to
from skill.alexa.serializer import TolerantSerializer
from skill.assistant import Reply

LARGEST = 24 * 1024  # bytes
_ENVELOPE = 512  # what is around a response: version, user agent, session attributes
_serialize = TolerantSerializer().serialize


@dataclass(frozen=True, slots=True)
class Listener:
    """Who the response goes to: a device with or without a `screen`, a session that keeps attributes or none, and
    the `person` whose voice was recognised (a digest; None when none was)."""

    screen: bool
    session: bool
    person: str | None


def answer_to(
    reply: Reply, *, shop: str, listener: Listener, before: Carried, now: datetime
) -> tuple[Response, Carried]:
    """The response that delivers `reply`, and what it leaves for the session's next request.

    `before` is what the last response left; `now` is when this one is sent.
    """
    response = response_to(reply, shop)
    if reply.silent:
        return response, before
    left = Carried(milliseconds(now), takes(reply.words, reply.pace), before.entities)
    if reply.verify and reply.question:
        response.directives = [persons.start(reply.question)]
        response.reprompt = None
        response.should_end_session = None  # neither open nor closed: Alexa speaks until it resumes the session
        return response, replace(left, verifying=reply.question, person=listener.person or "")
    known = None if reply.closed or not listener.session else entities.replace(reply.known)
    screen = screens.render(reply.screen, reply.question) if listener.screen and reply.screen else None
    forget = entities.clear() if reply.closed and before.entities else None
    response.directives = _within(response, screen, known, forget)
    if known is not None and known in (response.directives or ()):
        left = replace(left, entities=True)
    return response, left


def _within(response: Response, screen: Any, known: Any, forget: Any) -> list[Any] | None:
    """Of these directives those that there is room for; a response without any is not measured unless it is long."""
    for kept in ([screen, known, forget], [known, forget], [forget]):
        directives = [directive for directive in kept if directive is not None]
        response.directives = directives or None
        excess = _size(response) - (LARGEST - _ENVELOPE)
        if excess <= 0:
            return directives or None
    if isinstance(response.card, SimpleCard) and response.card.content:
        room = len(response.card.content) - excess - len("\\u2026")  # each character is at least one byte
        response.card.content = cut(response.card.content, max(room, 0))
    return response.directives


def _size(response: Response) -> int:
    """Bytes of JSON; an estimate from above where nothing but a few words is said."""
    if not response.directives:
        letters = _letters(response)
        if letters < 3000:  # at most six bytes each
            return 6 * letters
    return len(json.dumps(_serialize(response), separators=(",", ":")))


def _letters(response: Response) -> int:
    said = (response.output_speech, response.reprompt.output_speech if response.reprompt else None)
    words = [one.ssml for one in said if isinstance(one, SsmlOutputSpeech)]
    if isinstance(response.card, SimpleCard):
        words += [response.card.title, response.card.content]
    return sum(len(str(one)) for one in words)
