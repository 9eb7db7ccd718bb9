"""The SDK's Flask adapter with a sober front: what is refused is a plain 400, and only the reason is logged."""

import json
import logging
from collections.abc import Sequence

import flask
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.skill import CustomSkill
from ask_sdk_webservice_support.verifier import AbstractVerifier, VerificationException
from flask_ask_sdk.skill_adapter import (  # type: ignore[import-untyped]  # ships no types
    VERIFY_SIGNATURE_APP_CONFIG,
    VERIFY_TIMESTAMP_APP_CONFIG,
    SkillAdapter,
)
from werkzeug.exceptions import RequestEntityTooLarge

from skill.alexa.refusal import Unavailable
from skill.alexa.serializer import TolerantSerializer

LARGEST_BODY = 256 * 1024  # bytes
log = logging.getLogger("skill.alexa")
_json = json.JSONEncoder(separators=(",", ":")).encode


class Endpoint(SkillAdapter):  # type: ignore[misc]  # its base class is untyped
    """One skill at one route, behind `verifiers` instead of the SDK's own checks."""

    def __init__(
        self, skill: CustomSkill, skill_id: str, verifiers: Sequence[AbstractVerifier], app: flask.Flask
    ) -> None:
        """`skill_id` is the name under which the SDK keeps the skill in `app.extensions`.

        The SDK's switches for its own checks are off while this endpoint is made and then as they were, so that
        another skill in the same app keeps them. Raises ValueError when there is no verifier.
        """
        if not verifiers:
            raise ValueError("An endpoint without verifiers would answer anybody.")
        skill.serializer = TolerantSerializer()  # type: ignore[assignment]  # declared as the SDK's own class
        switches = (VERIFY_SIGNATURE_APP_CONFIG, VERIFY_TIMESTAMP_APP_CONFIG)
        kept = {switch: app.config[switch] for switch in switches if switch in app.config}
        app.config.update(dict.fromkeys(switches, False))
        try:
            super().__init__(skill=skill, skill_id=skill_id, verifiers=list(verifiers), app=app)
        finally:
            for switch in switches:
                del app.config[switch]
            app.config.update(kept)

    def dispatch_request(self) -> flask.Response:
        """Read, verify, hand to the skill, answer. 400 for a body that is too large, not UTF-8, not an envelope, or
        that a verifier refused; 503 for an event that must be sent again; handlers answer for their other failures."""
        request = flask.request
        request.max_content_length = LARGEST_BODY
        try:
            answer = self._webservice_handler.verify_request_and_dispatch(
                http_request_headers=request.headers, http_request_body=request.get_data().decode()
            )
        except (VerificationException, SerializationException) as refused:
            return _refusal(str(refused))
        except UnicodeDecodeError:
            return _refusal("not utf-8")
        except RequestEntityTooLarge:
            return _refusal("body too large")
        except Unavailable:
            return flask.Response("Try again\n", status=503, mimetype="text/plain")
        return flask.Response(_json(answer), mimetype="application/json")


def _refusal(reason: str) -> flask.Response:
    log.warning("request refused: %s", reason)
    return flask.Response("Bad request\n", status=400, mimetype="text/plain")
