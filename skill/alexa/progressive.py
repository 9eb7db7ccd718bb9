"""A word while the customer waits: Alexa's progressive response, sent beside the answer that is still to come.

Amazon, "Send the User a Progressive Response". It is a courtesy: whatever goes wrong with it is logged and no more.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from ask_sdk_model.request_envelope import RequestEnvelope

from skill.alexa.envelope import system_of
from skill.alexa.response import speech
from skill.alexa.verifier import request_of

LONGEST = 600  # characters of speech (facts: alexa, Numbers)
LONGEST_SEND = 0.5  # seconds for connecting and for the answer, each
_HOSTS = ".amazonalexa.com"
log = logging.getLogger("skill.alexa")

Send = Callable[[str, Mapping[str, str], Mapping[str, Any]], int]
"""Posts JSON to a URL with these headers; the status of the answer. Raises OSError when there is none."""


def post(url: str, headers: Mapping[str, str], body: Mapping[str, Any]) -> int:
    """Over the network; no redirects, and what is answered is not read. Raises OSError (requests' errors are)."""
    with requests.post(
        url, headers=dict(headers), json=body, timeout=LONGEST_SEND, allow_redirects=False, stream=True
    ) as answer:
        return answer.status_code


def say_meanwhile(envelope: RequestEnvelope, words: str, send: Send = post) -> None:
    """Have `words` spoken now, when the request allows it. Never raises."""
    system = system_of(envelope)
    request = request_of(envelope)
    said = speech(words)
    if system is None or not system.api_access_token or not request.request_id or said is None:
        return
    url = directives_url(system.api_endpoint or "")
    if url is None or len(str(said.ssml)) > LONGEST:
        log.warning("progressive response not sent: not an address of Alexa's, or too long")
        return
    headers = {"Authorization": "Bearer " + system.api_access_token}
    body = {
        "header": {"requestId": request.request_id},
        "directive": {"type": "VoicePlayer.Speak", "speech": said.ssml},
    }
    try:
        status = send(url, headers, body)
    except Exception as failure:  # noqa: BLE001  # the turn's own answer matters, and is still to come
        log.warning("progressive response not sent: %s", type(failure).__name__)
        return
    if status >= 300:
        log.warning("progressive response refused", extra={"status": status})


def directives_url(endpoint: str) -> str | None:
    """Where directives are posted to; None unless it is a host of Alexa's, over HTTPS and with nothing besides:
    the customer's token goes there."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    plain = host in (parts.netloc.lower(), parts.netloc.lower().removesuffix(":443"))
    if parts.scheme != "https" or not host.endswith(_HOSTS) or not host.isascii() or not plain:
        return None
    if port not in (None, 443) or parts.path not in ("", "/") or parts.query or parts.fragment:
        return None
    return f"https://{host}/v1/directives"
