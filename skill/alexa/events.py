"""Skill events: somebody enabled or disabled the skill, linked an account, or changed what they permit.

They come outside any session, out of order, and again and again for an hour (facts: alexa, certified, 8). When they
happened is what counts, and whoever keeps them decides by that; an event that could not be kept is asked for again.
"""

import logging
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Protocol

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model.events.skillevents.account_linked_request import AccountLinkedRequest
from ask_sdk_model.events.skillevents.permission_accepted_request import PermissionAcceptedRequest
from ask_sdk_model.events.skillevents.permission_body import PermissionBody
from ask_sdk_model.events.skillevents.permission_changed_request import PermissionChangedRequest
from ask_sdk_model.events.skillevents.skill_disabled_request import SkillDisabledRequest
from ask_sdk_model.events.skillevents.skill_enabled_request import SkillEnabledRequest
from ask_sdk_model.request import Request
from ask_sdk_model.response import Response
from ask_sdk_runtime.dispatch_components.request_components import AbstractRequestHandler

from skill.alexa.envelope import own_session, system_of
from skill.alexa.heard import plain
from skill.alexa.refusal import Unavailable
from skill.alexa.response import nothing
from skill.alexa.verifier import EVENTS, request_of
from skill.logs import whereabouts

log = logging.getLogger("skill.alexa")
_KINDS = (
    SkillEnabledRequest,
    SkillDisabledRequest,
    AccountLinkedRequest,
    PermissionAcceptedRequest,
    PermissionChangedRequest,
)


class People(Protocol):
    """Who has this skill. `at` is when it happened: what is older than what is known changes nothing."""

    def enabled(self, user_id: str, at: datetime) -> None:
        """The skill was enabled."""

    def disabled(self, user_id: str, at: datetime, own_session: str, customer_id: str | None) -> None:
        """The skill was disabled: what is known of this person is erased; orders stay.

        `own_session` names the conversation of this person's requests that came without a session; `customer_id`
        is whose account the event still names."""

    def linked(self, user_id: str, customer_id: str, at: datetime) -> None:
        """An account of the shop was linked."""

    def permitted(self, user_id: str, scopes: Collection[str], at: datetime) -> None:
        """These and no other permissions are given now."""


class SkillEvents(AbstractRequestHandler[HandlerInput, Response]):
    """Tells `people` what happened."""

    def __init__(self, people: People, customer_for: Callable[[str], str | None]) -> None:
        """`customer_for` gives the customer of an access token, or None."""
        self._people = people
        self._customer_for = customer_for

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """True for AlexaSkillEvent.*."""
        return str(request_of(handler_input.request_envelope).object_type).startswith(EVENTS)

    def handle(self, handler_input: HandlerInput) -> Response:
        """An empty response. Raises Unavailable when it could not be kept, so that Alexa sends it again."""
        request = request_of(handler_input.request_envelope)
        system = system_of(handler_input.request_envelope)
        user = system.user if system else None
        when = getattr(request, "event_creation_time", None) or request.timestamp
        if user is None or not user.user_id or when is None or not isinstance(request, _KINDS):
            return nothing()
        try:
            self._tell(request, plain(user.user_id), user.access_token, when)
        except Exception as failure:  # noqa: BLE001  # whatever it was, Alexa sends the event again
            log.error("skill event not kept\n%s", whereabouts(failure))
            raise Unavailable("skill event not kept") from None
        log.info("skill event", extra={"intent": request.object_type})
        return nothing()

    def _customer(self, token: str | None) -> str | None:
        return self._customer_for(plain(token)) if token else None

    def _tell(self, request: Request, user_id: str, token: str | None, when: datetime) -> None:
        match request:
            case SkillEnabledRequest():
                self._people.enabled(user_id, when)
            case SkillDisabledRequest():
                self._people.disabled(user_id, when, own_session(user_id), self._customer(token))
            case AccountLinkedRequest(body=body):
                customer = self._customer(body.access_token if body else None)
                if customer is not None:
                    self._people.linked(user_id, customer, when)
            case PermissionAcceptedRequest(body=body) | PermissionChangedRequest(body=body):
                self._people.permitted(user_id, _scopes(body), when)


def _scopes(body: PermissionBody | None) -> frozenset[str]:
    given = (body.accepted_permissions if body else None) or ()
    return frozenset(plain(one.scope) for one in given if one.scope)
