"""Requests that say something to the dialogue, by voice, by touch or at the end of something: one turn each."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Protocol

import flask
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model.interfaces.alexa.presentation.apl.user_event import UserEvent
from ask_sdk_model.request import Request
from ask_sdk_model.request_envelope import RequestEnvelope
from ask_sdk_model.response import Response
from ask_sdk_model.session_resumed_request import SessionResumedRequest
from ask_sdk_runtime.dispatch_components.request_components import AbstractRequestHandler

from skill.alexa.answer import Listener, answer_to
from skill.alexa.carried import Carried, carried
from skill.alexa.envelope import has_screen, locale_of, person_of, session_of, token_of, users_of
from skill.alexa.heard import heard_in, plain
from skill.alexa.patience import Patience, StillAtWork
from skill.alexa.persons import can_verify, resumed
from skill.alexa.progressive import Send, post, say_meanwhile
from skill.alexa.response import apology, nothing
from skill.alexa.screens import TOKEN
from skill.alexa.touch import touched
from skill.alexa.verification import utc_now
from skill.alexa.verifier import request_of
from skill.assistant import Reply, Turn
from skill.dialogue.heard import Heard
from skill.logs import whereabouts
from skill.phrasing.style import Style

_TOUCH, _RESUMED, _ENDED = "Alexa.Presentation.APL.UserEvent", "SessionResumedRequest", "SessionEndedRequest"
_SPOKEN = frozenset({"LaunchRequest", "IntentRequest", _ENDED, _TOUCH, _RESUMED})
log = logging.getLogger("skill.alexa")

Said = tuple[Heard, str | None]
"""What was heard, and the question it answers when it names one."""


class Assistant(Protocol):
    """What a conversation needs of the assistant."""

    def take(self, turn: Turn) -> Reply:
        """One turn, start to finish."""

    def customer_for(self, access_token: str) -> str | None:
        """The customer whose linked account `access_token` belongs to; None when it is unknown or has expired."""

    def waiting(self, locale: str) -> str:
        """What is said while a turn takes long."""

    def unknown(self, locale: str) -> str:
        """What is said when a turn takes too long: whether it worked is not known."""


class Conversation(AbstractRequestHandler[HandlerInput, Response]):
    """Hands what was said to the assistant, waits for its reply as long as Alexa does, and delivers it."""

    def __init__(
        self,
        assistant: Assistant,
        shop: str,
        on_error: Callable[[str], str],
        *,
        patience: Patience | None = None,
        send: Send = post,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """`shop` is the title of cards, `on_error` the sentence for a locale when a turn failed."""
        self._assistant = assistant
        self._shop = shop
        self._on_error = on_error
        self._patience = patience or Patience()
        self._send = send
        self._clock = clock

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """True for those requests."""
        return request_of(handler_input.request_envelope).object_type in _SPOKEN

    def handle(self, handler_input: HandlerInput) -> Response:
        """One turn. Whatever fails in it is logged without the utterance and answered with an honest sentence."""
        envelope = handler_input.request_envelope
        ended = request_of(envelope).object_type == _ENDED
        locale = locale_of(envelope)
        before = carried(envelope.session.attributes if envelope.session else None)
        person = person_of(envelope)
        try:
            said = _said(request_of(envelope), before, person)
            if said is None:
                return nothing()
            reply = self._reply(envelope, said, locale, person)
            if ended:
                return nothing()
            listener = Listener(has_screen(envelope), envelope.session is not None, person)
            response, left = answer_to(reply, shop=self._shop, listener=listener, before=before, now=self._clock())
            if envelope.session is not None:
                handler_input.attributes_manager.session_attributes = left.attributes()
            return response
        except StillAtWork:
            log.error("turn not finished in time")
            return nothing() if ended else apology(self._assistant.unknown(locale))
        except Exception as failure:  # noqa: BLE001  # the customer is owed an answer, the log a reason
            log.error("turn failed\n%s", whereabouts(failure))  # a message may quote the utterance
            return nothing() if ended else apology(self._on_error(locale))

    def _reply(self, envelope: RequestEnvelope, said: Said, locale: str, person: str | None) -> Reply:
        request = request_of(envelope)
        users = users_of(envelope)
        token = token_of(users)
        name = plain(request.request_id or "") or "body:" + sha256(flask.request.get_data()).hexdigest()
        heard, question = said

        def take() -> Reply:
            turn = Turn(
                heard=heard,
                session=session_of(envelope, users, name),
                customer=self._assistant.customer_for(token) if token else None,
                locale=locale,
                style=Style.VOICE,
                request_id=name,
                question=question,
                can_verify=can_verify(person, locale),
            )
            return self._assistant.take(turn)

        def meanwhile() -> None:
            if request.object_type != _ENDED:
                say_meanwhile(envelope, self._assistant.waiting(locale), self._send)

        return self._patience.wait_for(take, meanwhile)


def _said(request: Request, before: Carried, person: str | None) -> Said | None:
    """What the request says; None when that is nothing to us."""
    if isinstance(request, UserEvent):
        return touched(request.arguments) if request.token == TOKEN else None
    if isinstance(request, SessionResumedRequest):
        return resumed(request, before, person)
    heard = heard_in(request)
    if heard is None:
        return None
    if request.object_type == "IntentRequest" and before.interrupts(request.timestamp):
        heard = replace(heard, interrupted=True)
    return heard, None
