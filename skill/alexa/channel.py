"""POST /alexa: one verified request, one handler, one response. It knows neither the shop nor what is said.

The SDK's skill, dispatcher and Flask adapter carry it; the adapter's own checks are replaced by `verification`'s.
Each family of requests has its handler: `conversation`, `can_fulfill`, `events`; this file puts them together.
"""

import logging
from collections.abc import Callable
from typing import Protocol

import flask
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import CustomSkillBuilder
from ask_sdk_model.interfaces.alexa.presentation.apl.runtime_error_event import RuntimeErrorEvent
from ask_sdk_model.response import Response
from ask_sdk_runtime.dispatch_components.request_components import AbstractRequestHandler

from skill.alexa import can_fulfill, conversation
from skill.alexa.can_fulfill import CanFulfill
from skill.alexa.conversation import Conversation
from skill.alexa.endpoint import Endpoint
from skill.alexa.events import People, SkillEvents
from skill.alexa.patience import Patience
from skill.alexa.progressive import Send, post
from skill.alexa.response import nothing
from skill.alexa.verification import Unverified, Verification

ROUTE = "/alexa"
log = logging.getLogger("skill.alexa")


class Assistant(conversation.Assistant, can_fulfill.Foresight, Protocol):
    """What this channel needs of the assistant."""


def register(
    app: flask.Flask,
    assistant: Assistant,
    *,
    verification: Verification | Unverified,
    shop: str,
    on_error: Callable[[str], str],
    people: People | None = None,
    patience: Patience | None = None,
    send: Send = post,
    route: str = ROUTE,
) -> None:
    """Serve the skill in `app` at POST `route`.

    `shop` is the shop's name, the title of its cards. `on_error` gives the sentence (plain text) for a locale that
    is spoken when a turn fails; the session ends with it. `people` keeps who has the skill; without it skill events
    are answered and forgotten. `patience` is how long a turn is waited for, and `send` posts what is said meanwhile:
    both are there for the tests to replace. Raises ValueError when `verification` has no checks.
    """
    patience = patience or Patience()
    builder = CustomSkillBuilder()
    builder.add_request_handler(Conversation(assistant, shop, on_error, patience=patience, send=send))
    builder.add_request_handler(CanFulfill(assistant, patience))
    if people is not None:
        builder.add_request_handler(SkillEvents(people, assistant.customer_for))
    builder.add_request_handler(ScreenTrouble())
    builder.add_request_handler(AnythingElse())
    endpoint = Endpoint(builder.create(), skill_id=route, verifiers=verification.verifiers(), app=app)
    endpoint.register(app=app, route=route, endpoint="alexa")


class ScreenTrouble(AbstractRequestHandler[HandlerInput, Response]):
    """A device could not show a document of ours: logged, without anything of what was on it."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """True for Alexa.Presentation.APL.RuntimeError."""
        return isinstance(handler_input.request_envelope.request, RuntimeErrorEvent)

    def handle(self, handler_input: HandlerInput) -> Response:
        """An empty response."""
        request = handler_input.request_envelope.request
        errors = request.errors if isinstance(request, RuntimeErrorEvent) else None
        log.error("a device reported %d errors in a screen", len(errors or ()))
        return nothing()


class AnythingElse(AbstractRequestHandler[HandlerInput, Response]):
    """Everything that the dialogue has no part in (players, tasks, types yet to be invented)."""

    def can_handle(self, handler_input: HandlerInput) -> bool:  # noqa: ARG002  # the SDK's signature
        """True."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:  # noqa: ARG002  # the SDK's signature
        """An empty response: such requests may not be answered with speech."""
        return nothing()
