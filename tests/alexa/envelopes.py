"""Request envelopes as Alexa sends them, and what a response says. Nothing here is signed or posted."""

import html
import json
import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from werkzeug.test import TestResponse

from skill.dialogue.heard import Slot

APPLICATION = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
USER = "amzn1.ask.account.TESTUSER"
SESSION = "amzn1.echo-api.session.00000000-0000-4000-8000-000000000000"
AUTHORITY = "amzn1.er-authority.echo-sdk." + APPLICATION

Said = str | Slot | Mapping[str, Any] | None
"""A slot in a test: the words, the words with resolved ids, the very JSON, or not said."""


def envelope(
    intent: str,
    slots: Mapping[str, Said] | None = None,
    *,
    session: str | None = SESSION,
    access_token: str | None = None,
    locale: str = "en-US",
    user: str = USER,
    request_id: str | None = None,
    timestamp: str | int | None = None,
    new: bool = False,
    application: str = APPLICATION,
    screen: bool = False,
    person: str | None = None,
    attributes: Any = None,
) -> dict[str, Any]:
    """One envelope. `intent` is an intent's name, or "LaunchRequest" or "SessionEndedRequest" (whose slot "reason"
    is the reason). `session=None` leaves the session out; `timestamp` is now unless given; `screen` is whether the
    device takes APL, `person` whose voice was recognised."""
    account: dict[str, Any] = {"userId": user} | ({"accessToken": access_token} if access_token else {})
    sent = {
        "version": "1.0",
        "context": {
            "System": {
                "application": {"applicationId": application},
                "user": account,
                "device": {"deviceId": "amzn1.ask.device.TEST", "supportedInterfaces": _interfaces(screen)},
                "apiEndpoint": "https://api.amazonalexa.com",
                "apiAccessToken": "TESTAPITOKEN",
            },
            "Viewport": {
                "experiences": [{"canRotate": False, "canResize": False}],
                "mode": "HUB",
                "shape": "RECTANGLE",
                "pixelHeight": 600,
                "pixelWidth": 960,
                "dpi": 160,
                "touch": ["SINGLE"],
                "video": {"codecs": ["H_264_42", "H_264_41"]},
            },
        },
        "request": _request(intent, slots or {})
        | {
            "requestId": request_id or f"amzn1.echo-api.request.{uuid.uuid4()}",
            "locale": locale,
            "timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if timestamp is None else timestamp,
        },
    }
    if session is not None:
        sent["session"] = {
            "new": new,
            "sessionId": session,
            "application": {"applicationId": application},
            "attributes": {} if attributes is None else attributes,
            "user": account,
        }
    if person is not None:
        sent["context"]["System"]["person"] = {"personId": person, "authenticationConfidenceLevel": {"level": 300}}
    return sent


def _interfaces(screen: bool) -> dict[str, Any]:
    return {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "1.4"}}} if screen else {}


def touch(arguments: Any, document: Any = "shop", **how: Any) -> dict[str, Any]:
    """A touch on the screen of the token `document`; `how` as for `envelope`."""
    sent = envelope("LaunchRequest", screen=True, **how)
    request = {"type": "Alexa.Presentation.APL.UserEvent", "token": document, "arguments": arguments}
    request |= {"source": {"type": "TouchWrapper", "handler": "Press", "id": ""}, "components": {}}
    sent["request"] |= request
    return sent


def resumed(result: Any, question: Any = "question-1", code: Any = "200", **how: Any) -> dict[str, Any]:
    """The session goes on after a connection for `question` that ended with `result`; `how` as for `envelope`."""
    sent = envelope("LaunchRequest", **how)
    cause = {"type": "ConnectionCompleted", "token": question, "status": {"code": code, "message": "OK"}}
    sent["request"] |= {"type": "SessionResumedRequest", "cause": cause | {"result": result}}
    return sent


def event(kind: str, body: Any = None, at: str | None = None, **how: Any) -> dict[str, Any]:
    """AlexaSkillEvent.`kind`, which happened `at`; `how` as for `envelope`."""
    sent = envelope("LaunchRequest", session=None, **how)
    sent["request"] |= {"type": "AlexaSkillEvent." + kind} | ({"body": body} if body is not None else {})
    if at is not None:
        sent["request"] |= {"eventCreationTime": at, "eventPublishingTime": at}
    return sent


def _request(intent: str, slots: Mapping[str, Said]) -> dict[str, Any]:
    if intent == "LaunchRequest":
        return {"type": intent, "shouldLinkResultBeReturned": False}
    if intent == "SessionEndedRequest":
        reason = slots.get("reason") or "USER_INITIATED"
        return {"type": intent, "reason": reason.value if isinstance(reason, Slot) else reason}
    return {
        "type": "IntentRequest",
        "dialogState": "STARTED",
        "intent": {
            "name": intent,
            "confirmationStatus": "NONE",
            "slots": {name: slot(name, said) for name, said in slots.items()},
        },
    }


def slot(name: str, said: Said) -> dict[str, Any]:
    """One slot of an intent as Alexa sends it; a `Slot` with `more` becomes a multi-value slot."""
    if isinstance(said, Mapping):
        return {"name": name, **said}
    empty = {"name": name, "confirmationStatus": "NONE"}
    if said is None:
        return empty
    filled = empty | {"source": "USER"}
    if isinstance(said, Slot) and said.more:
        return filled | {"slotValue": {"type": "List", "values": [_simple(one) for one in (said, *said.more)]}}
    simple = _simple(said)
    return filled | {key: simple[key] for key in ("value", "resolutions") if key in simple} | {"slotValue": simple}


def _simple(said: str | Slot) -> dict[str, Any]:
    if isinstance(said, str):
        return {"type": "Simple", "value": said}
    simple: dict[str, Any] = {"type": "Simple", "value": said.value}
    if said.ids:
        simple["resolutions"] = {"resolutionsPerAuthority": [matches(*said.ids)]}
    return simple


def matches(*ids: str, authority: str = AUTHORITY + ".Product", code: str = "ER_SUCCESS_MATCH") -> dict[str, Any]:
    """What one authority resolved a value to."""
    values = [{"value": {"name": one.lower(), "id": one}} for one in ids]
    return {"authority": authority, "status": {"code": code}} | ({"values": values} if values else {})


def spoken(response: TestResponse) -> str | None:
    """The words of the response, unescaped; None when it is silent."""
    return _words(_body(response).get("outputSpeech"))


def reprompted(response: TestResponse) -> str | None:
    """The words of the reprompt, unescaped; None when the session closes."""
    return _words(_body(response).get("reprompt", {}).get("outputSpeech"))


def _body(response: TestResponse) -> dict[str, Any]:
    assert response.status_code == 200, response.status
    body: dict[str, Any] = json.loads(response.data)["response"]
    return body


def _words(speech: dict[str, str] | None) -> str | None:
    if speech is None:
        return None
    return html.unescape(re.sub("</?(?:speak|prosody)[^>]*>", "", speech["ssml"]))
