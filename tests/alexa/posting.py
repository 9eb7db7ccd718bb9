"""Posts to an endpoint of a recording assistant, and hands over what it answered."""

import json
from typing import Any

from skill.assistant import Reply, Turn
from tests.alexa.fakes import RecordingAssistant, serve
from tests.alexa.signing import Signer


def answered(reply: Reply, sent: dict[str, Any], **others: Any) -> dict[str, Any]:
    """The whole body that Alexa gets for `reply`: the response, and the session attributes."""
    signer = Signer()
    response = signer.post(serve(RecordingAssistant(reply), signer.verification(), **others), sent)
    assert response.status_code == 200, response.data
    body: dict[str, Any] = json.loads(response.data)
    return body


def directives(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The directives of the response."""
    found: list[dict[str, Any]] = body["response"].get("directives", [])
    return found


def turns(sent: dict[str, Any], reply: Reply | None = None) -> list[Turn]:
    """The turns that the assistant was handed; what reached nothing was answered with nothing."""
    signer, assistant = Signer(), RecordingAssistant()
    if reply is not None:
        assistant.reply = reply
    response = signer.post(serve(assistant, signer.verification()), sent)
    assert response.status_code == 200
    assert assistant.turns or json.loads(response.data)["response"] == {}
    return assistant.turns


def turn(sent: dict[str, Any]) -> Turn:
    """The one turn that the assistant was handed."""
    (only,) = turns(sent)
    return only
