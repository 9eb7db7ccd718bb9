"""Whatever is signed and posted is answered 200 or 400 and never 500: requests published by others, and mutations."""

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.dialogue.heard import Slot
from tests.alexa.envelopes import Said, envelope
from tests.alexa.fakes import QUESTION, RecordingAssistant, serve
from tests.alexa.public import PUBLIC, envelopes, public_text
from tests.alexa.signing import APPLICATION, Signer

NOW = datetime(2030, 6, 1, 12, tzinfo=UTC)
STAMP = "2030-06-01T12:00:00Z"
SPOKEN = {"LaunchRequest", "IntentRequest", "SessionEndedRequest"}


class Endpoint:
    """One endpoint for a whole run of examples."""

    def __init__(self) -> None:
        self.signer = Signer()
        self.assistant = RecordingAssistant()
        self.client: FlaskClient = serve(self.assistant, self.signer.verification(clock=lambda: NOW))

    def status(self, sent: Any) -> int:
        """The status that `sent` is answered with; what is answered 400 reached nothing."""
        self.assistant.turns.clear()
        body = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
        response = self.signer.post(self.client, body)
        assert response.status_code in (200, 400)
        if response.status_code == 400:
            assert self.assistant.turns == []
        else:
            assert set(json.loads(response.data)) <= {"version", "sessionAttributes", "userAgent", "response"}
            assert len(self.assistant.turns) <= 1
        return response.status_code


def for_us(sent: dict[str, Any]) -> dict[str, Any]:
    """The envelope `sent`, as if just made and for this skill."""
    sent["request"]["timestamp"] = STAMP
    sent["context"] = sent.get("context") or {}
    sent["context"].setdefault("System", {})["application"] = {"applicationId": APPLICATION}
    if sent.get("session"):
        sent["session"]["application"] = {"applicationId": APPLICATION}
    return sent


@pytest.fixture(scope="module")
def endpoint() -> Endpoint:
    """Made once: signing is what costs."""
    return Endpoint()


@pytest.mark.parametrize("name", PUBLIC)
def test_what_others_published_is_refused_as_it_is(name: str, endpoint: Endpoint) -> None:
    assert endpoint.status(public_text(name).encode()) == 400


@pytest.mark.parametrize("name", envelopes())
def test_and_answered_when_it_is_recent_and_for_us(name: str, endpoint: Endpoint) -> None:
    sent = for_us(json.loads(public_text(name)))
    assert endpoint.status(sent) == 200
    assert len(endpoint.assistant.turns) == (sent["request"]["type"] in SPOKEN)


RESOLVED: dict[str, Said] = {"product": Slot("coffee", ("A", "B")), "n": "2", "m": Slot("a", more=(Slot("b"),))}
ENVELOPES = [
    envelope("ReorderIntent", RESOLVED, timestamp=STAMP),
    envelope("LaunchRequest", timestamp=STAMP, new=True, access_token="known"),
    envelope("SessionEndedRequest", {"reason": "ERROR"}, timestamp=STAMP),
    *(json.loads(public_text(name)) for name in envelopes()),
]

KNOWN = [
    "Simple",
    "List",
    "IntentRequest",
    "LaunchRequest",
    "ER_SUCCESS_MATCH",
    STAMP,
    APPLICATION,
    "?",
    "\ud800",
    "\x00",
]
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(KNOWN)
junk = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path to every value within `value`."""
    found = [path]
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        found += places(one, (*path, key))
    return found


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """An envelope for us, with up to three of its values replaced, removed, or put somewhere else."""
    sent = for_us(copy.deepcopy(draw(st.sampled_from(ENVELOPES))))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(places(sent)))
        if not path:
            continue
        at = sent
        for step in path[:-1]:
            at = at[step]
        match draw(st.sampled_from(["replace", "remove", "wrap", "add", "double"])):
            case "replace":
                at[path[-1]] = draw(junk)
            case "remove":
                del at[path[-1]]
            case "wrap":
                at[path[-1]] = [at[path[-1]]]
            case "add" if isinstance(at, dict):
                at[draw(st.text(max_size=5))] = draw(junk)
            case "double":
                at[path[-1]] = {str(path[-1]): copy.deepcopy(at[path[-1]])}
    return sent


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sent=mutated())
def test_no_mutation_of_an_envelope_is_an_error_of_ours(sent: Any, endpoint: Endpoint) -> None:
    endpoint.status(sent)


@settings(max_examples=100, deadline=None)
@given(sent=junk)
def test_no_json_is_an_error_of_ours(sent: Any, endpoint: Endpoint) -> None:
    assert endpoint.status(sent) == 400


@settings(max_examples=100, deadline=None)
@given(body=st.binary(max_size=200))
def test_no_bytes_are_an_error_of_ours(body: bytes, endpoint: Endpoint) -> None:
    assert endpoint.status(body) == 400


@settings(max_examples=100, deadline=None)
@given(
    url=st.text(alphabet=st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=60),
    signature=st.text(alphabet=st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=60),
)
def test_no_headers_are_an_error_of_ours(url: str, signature: str, endpoint: Endpoint) -> None:
    endpoint.assistant.turns.clear()
    body = json.dumps(envelope("AnyIntent", timestamp=STAMP)).encode()
    for changed in ({"SignatureCertChainUrl": url}, {"Signature-256": signature}):
        headers = endpoint.signer.headers(body) | changed
        assert endpoint.client.post("/alexa", data=body, headers=headers).status_code == 400
    assert endpoint.assistant.turns == []


def nested(*path: str, levels: int, opening: str = '{"a":', closing: str = "}") -> bytes:
    """An envelope with `levels` nested where `path` leads."""
    sent = envelope("AnyIntent", {"p": "x"}, timestamp=STAMP)
    at = sent
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = "HERE"
    return json.dumps(sent).replace('"HERE"', opening * levels + "1" + closing * levels).encode()


@pytest.mark.parametrize("levels", [10, 100, 200, 300, 400, 500, 700, 900, 990, 2000, 20_000])
def test_no_depth_is_an_error_of_ours(levels: int, endpoint: Endpoint) -> None:
    """Between the depth that JSON may have and the one that ask-sdk can copy lies a range of its own errors."""
    statuses = [
        endpoint.status(nested("session", "attributes", levels=levels)),
        endpoint.status(nested("request", "intent", "slots", "p", "slotValue", levels=levels)),
        endpoint.status(
            nested("request", "intent", "slots", "p", "slotValue",
                levels=levels, opening='{"type":"List","values":[', closing="]}")
        ),
    ]  # fmt: skip
    assert statuses == [200] * 3 or levels > 100


def test_a_body_of_unknown_length_is_limited_too(endpoint: Endpoint) -> None:
    """Chunked: no Content-Length; the server says that the input ends by itself."""
    import io

    body = json.dumps(envelope("AnyIntent", timestamp=STAMP)).encode()
    for sent, status in ((body, 200), (body + b" " * 300_000, 400)):
        response = endpoint.client.post(
            "/alexa",
            input_stream=io.BytesIO(sent),
            headers=endpoint.signer.headers(sent),
            environ_overrides={"wsgi.input_terminated": True},
        )
        assert response.status_code == status
    assert endpoint.assistant.reply is QUESTION
