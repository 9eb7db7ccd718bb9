"""POST /alexa: one verified request, one turn, one response. It knows neither the shop nor what is said.

The SDK's skill, dispatcher and Flask adapter carry it; the adapter's own checks are replaced by `verification`'s.
"""

import logging
from collections.abc import Callable
from hashlib import sha256
from typing import Protocol

import flask
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import CustomSkillBuilder
from ask_sdk_model.canfulfill.can_fulfill_intent_request import CanFulfillIntentRequest
from ask_sdk_model.interfaces.system.system_state import SystemState
from ask_sdk_model.request_envelope import RequestEnvelope
from ask_sdk_model.response import Response
from ask_sdk_model.session import Session
from ask_sdk_model.user import User
from ask_sdk_runtime.dispatch_components.request_components import AbstractRequestHandler

from skill.alexa.endpoint import Endpoint
from skill.alexa.heard import heard_in, plain
from skill.alexa.response import apology, cannot_fulfill, nothing, response_to
from skill.alexa.verification import Unverified, Verification
from skill.alexa.verifier import request_of
from skill.assistant import Reply, Turn
from skill.dialogue.heard import Heard
from skill.logs import whereabouts
from skill.phrasing.style import Style

ROUTE = "/alexa"
DEFAULT_LOCALE = "en-US"
_SPOKEN = frozenset({"LaunchRequest", "IntentRequest", "SessionEndedRequest"})
log = logging.getLogger("skill.alexa")


class Assistant(Protocol):
    """What this channel needs of the assistant."""

    def take(self, turn: Turn) -> Reply:
        """One turn, start to finish."""

    def customer_for(self, access_token: str) -> str | None:
        """The customer whose linked account `access_token` belongs to; None when it is unknown or has expired."""


def register(
    app: flask.Flask,
    assistant: Assistant,
    *,
    verification: Verification | Unverified,
    shop: str,
    on_error: Callable[[str], str],
    route: str = ROUTE,
) -> None:
    """Serve the skill in `app` at POST `route`.

    `shop` is the shop's name, the title of its cards. `on_error` gives the sentence (plain text) for a locale that
    is spoken when a turn fails; the session ends with it. Raises ValueError when `verification` has no checks.
    """
    builder = CustomSkillBuilder()
    builder.add_request_handler(Conversation(assistant, shop, on_error))
    builder.add_request_handler(CanFulfill())
    builder.add_request_handler(AnythingElse())
    endpoint = Endpoint(builder.create(), skill_id=route, verifiers=verification.verifiers(), app=app)
    endpoint.register(app=app, route=route, endpoint="alexa")


class Conversation(AbstractRequestHandler[HandlerInput, Response]):
    """Requests that say something to the dialogue: a launch, an intent, the end of a session."""

    def __init__(self, assistant: Assistant, shop: str, on_error: Callable[[str], str]) -> None:
        self._assistant = assistant
        self._shop = shop
        self._on_error = on_error

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """True for those requests."""
        return request_of(handler_input.request_envelope).object_type in _SPOKEN

    def handle(self, handler_input: HandlerInput) -> Response:
        """One turn. Whatever fails in it is logged without the utterance and answered with an honest sentence."""
        envelope = handler_input.request_envelope
        request = request_of(envelope)
        ended = request.object_type == "SessionEndedRequest"
        locale = plain(request.locale or "") or DEFAULT_LOCALE
        try:
            heard = heard_in(request)
            if heard is None:
                return nothing()
            reply = self._assistant.take(self._turn(envelope, heard, locale))
            return nothing() if ended else response_to(reply, self._shop)
        except Exception as failure:  # noqa: BLE001  # the customer is owed an answer, the log a reason
            log.error("turn failed\n%s", whereabouts(failure))  # a message may quote the utterance
            return nothing() if ended else apology(self._on_error(locale))

    def _turn(self, envelope: RequestEnvelope, heard: Heard, locale: str) -> Turn:
        users = [place.user for place in _places(envelope) if place and place.user]
        token = next((user.access_token for user in users if user.access_token), None)
        request = plain(request_of(envelope).request_id or "") or "body:" + sha256(flask.request.get_data()).hexdigest()
        return Turn(
            heard=heard,
            session=_session(envelope, users, request),
            customer=self._assistant.customer_for(plain(token)) if token else None,
            locale=locale,
            style=Style.VOICE,
            request_id=request,
        )


class CanFulfill(AbstractRequestHandler[HandlerInput, Response]):
    """The question, asked without a customer, whether this skill could: it has no side effects and answers no."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """True for CanFulfillIntentRequest."""
        return isinstance(handler_input.request_envelope.request, CanFulfillIntentRequest)

    def handle(self, handler_input: HandlerInput) -> Response:
        """No, and no to each slot."""
        request = handler_input.request_envelope.request
        return cannot_fulfill(request.intent if isinstance(request, CanFulfillIntentRequest) else None)


class AnythingElse(AbstractRequestHandler[HandlerInput, Response]):
    """Everything that the dialogue has no part in (players, screens, skill events, types yet to be invented)."""

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002  # the SDK's signature
        """True."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:  # noqa: ARG002  # the SDK's signature
        """An empty response: such requests may not be answered with speech."""
        return nothing()


def _places(envelope: RequestEnvelope) -> tuple[SystemState | None, Session | None]:
    """Where an envelope names the user and the application; the context goes first."""
    return (envelope.context.system if envelope.context else None, envelope.session)


def _session(envelope: RequestEnvelope, users: list[User], request_id: str) -> str:
    """The conversation's name: Alexa's session, else the user's own, else (nobody known) this request's alone."""
    if envelope.session and envelope.session.session_id:
        return plain(envelope.session.session_id)
    user = next((user.user_id for user in users if user.user_id), None)
    if user:
        return "user:" + sha256(user.encode(errors="replace")).hexdigest()
    return "request:" + request_id
