"""The verified endpoint: what Alexa signed for this skill just now gets in; all else is 400 and reaches nothing."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import flask
import pytest
from werkzeug.test import TestResponse

from skill.alexa.endpoint import LARGEST_BODY, Endpoint
from skill.alexa.refusal import Refused
from skill.alexa.verification import Unverified, Verification, verification_for
from skill.alexa.verifier import SignatureVerifier
from tests.alexa.fakes import RecordingAssistant, serve
from tests.alexa.signing import APPLICATION, CHAIN_URL, Signer, authority, envelope, leaf, spoken

NOW = datetime(2030, 6, 1, 12, tzinfo=UTC)
SECRET = "kumquat"


def clock() -> datetime:
    """The server's time in these tests."""
    return NOW


def sent(**given: Any) -> dict[str, Any]:
    """An envelope made just now that says the secret word."""
    return envelope("ReorderIntent", {"product": SECRET}, **{"timestamp": "2030-06-01T12:00:00Z"} | given)


def post(body: dict[str, Any] | bytes | None = None, **headers: Any) -> tuple[TestResponse, RecordingAssistant]:
    """Post it, signed, to an endpoint whose clock stands at NOW."""
    assistant, signer = RecordingAssistant(), Signer()
    client = serve(assistant, signer.verification(clock=clock))
    return signer.post(client, sent() if body is None else body, **headers), assistant


def without(envelope: dict[str, Any], *path: str) -> dict[str, Any]:
    """`envelope` without what `path` leads to."""
    at = envelope
    for step in path[:-1]:
        at = at[step]
    del at[path[-1]]
    return envelope


def changed(envelope: dict[str, Any], value: Any, *path: str) -> dict[str, Any]:
    """`envelope` with `value` where `path` leads."""
    at = envelope
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return envelope


APPLICATION_IN_CONTEXT = ("context", "System", "application", "applicationId")
APPLICATION_IN_SESSION = ("session", "application", "applicationId")


def test_a_request_of_alexas_gets_in() -> None:
    response, assistant = post()
    assert spoken(response) == "Hello. What would you like?"
    assert assistant.turn.heard.value("product") == SECRET


def test_header_names_have_no_case() -> None:
    assistant, signer = RecordingAssistant(), Signer()
    body = json.dumps(sent()).encode()
    headers = {"signaturecertchainurl": CHAIN_URL, "SIGNATURE-256": signer.signature(body)}
    client = serve(assistant, signer.verification(clock=clock))
    assert client.post("/alexa", data=body, headers=headers).status_code == 200
    verifier = SignatureVerifier(signer.verification().verifiers()[0]._keys)  # type: ignore[attr-defined]
    verifier.verify(headers, body.decode(), None)  # type: ignore[arg-type]  # a plain dict, and no envelope needed
    with pytest.raises(Refused):
        verifier.verify({}, body.decode(), None)  # type: ignore[arg-type]


def test_the_signature_is_over_the_very_bytes() -> None:
    for body in (
        json.dumps(sent(), indent=3).encode(),
        json.dumps(
            changed(sent(), "Käse 🧀", "request", "intent", "slots", "product", "value"), ensure_ascii=False
        ).encode(),
    ):
        assert post(body)[0].status_code == 200


FORGED: dict[str, tuple[dict[str, Any] | bytes | None, dict[str, str | None]]] = {
    "no signature": (None, {"Signature_256": None}),
    "no url": (None, {"SignatureCertChainUrl": None}),
    "empty signature": (None, {"Signature_256": ""}),
    "only the SHA-1 signature": (None, {"Signature_256": None, "Signature": "QUJD"}),
    "signature of another body": (None, {"Signature_256": Signer().signature(b"{}")}),
    "signature not base64": (None, {"Signature_256": "!!!"}),
    "signature not ascii": (None, {"Signature_256": "sïgnature"}),
    "signature with spaces": (None, {"Signature_256": " ".join(Signer().signature(json.dumps(sent()).encode()))}),
    "signature of 8 kB": (None, {"Signature_256": "A" * 8192}),
    "url of another host": (None, {"SignatureCertChainUrl": "https://evil.example/echo.api/x.pem"}),
    "url of 8 kB": (None, {"SignatureCertChainUrl": CHAIN_URL + "x" * 8192}),
    "body not utf-8": (json.dumps(sent()).encode() + b"\xff", {}),
    "body not json": (b"{", {}),
    "body with a byte order mark": (b"\xef\xbb\xbf" + json.dumps(sent()).encode(), {}),
    "no body": (b"", {}),
    "body of a list": (b"[]", {}),
    "body of null": (b"null", {}),
    "body of a number": (b"1" * 5000, {}),
    "body nested deeply": (b"[" * 100_000, {}),
    "known keys nested deeply": (b'{"session":{"attributes":' + b'{"a":' * 50_000, {}),
    "body too large": (json.dumps(sent()).encode() + b" " * LARGEST_BODY, {}),
    "no request": (without(sent(), "request"), {}),
    "request null": (changed(sent(), None, "request"), {}),
    "request a list": (changed(sent(), [], "request"), {}),
    "request without a type": (without(sent(), "request", "type"), {}),
    "type null": (changed(sent(), None, "request", "type"), {}),
    "type a list": (changed(sent(), ["IntentRequest"], "request", "type"), {}),
    "no timestamp": (without(sent(), "request", "timestamp"), {}),
    "no application id": (without(without(sent(), *APPLICATION_IN_SESSION), *APPLICATION_IN_CONTEXT), {}),
    "neither context nor session": (without(without(sent(), "session"), "context"), {}),
    "another skill": (sent(application="amzn1.ask.skill.other"), {}),
    "another skill, no session": (sent(application="amzn1.ask.skill.other", session=None), {}),
    "context of another skill": (changed(sent(), "amzn1.ask.skill.other", *APPLICATION_IN_CONTEXT), {}),
    "session of another skill": (changed(sent(), "amzn1.ask.skill.other", *APPLICATION_IN_SESSION), {}),
    "empty application id": (changed(sent(), "", *APPLICATION_IN_CONTEXT), {}),
}  # fmt: skip


@pytest.mark.parametrize("why", FORGED)
def test_everything_else_is_400_and_reaches_nothing(why: str, caplog: pytest.LogCaptureFixture) -> None:
    body, headers = FORGED[why]
    response, assistant = post(body, **headers)
    assert response.status_code == 400
    assert assistant.turns == []
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("skill.alexa", logging.WARNING)
    assert len(record.getMessage()) < 80 and record.exc_info is None
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    "signer",
    [
        lambda: Signer(leaf(issuer=authority("Stranger"))),
        lambda: Signer(leaf(names=["*.amazon.com"])),
        lambda: Signer(leaf(ends=NOW - timedelta(seconds=1))),
        lambda: Signer(leaf(digital_signature=False)),
    ],
    ids=["unknown root", "wildcard", "expired", "not for signatures"],
)
def test_a_chain_that_does_not_hold_is_400(signer: Callable[[], Signer]) -> None:
    assistant, signing = RecordingAssistant(), signer()
    client = serve(assistant, signing.verification(clock=clock))
    assert signing.post(client, sent()).status_code == 400
    assert assistant.turns == []


@pytest.mark.parametrize(
    "failure", [Refused("certificate chain not fetched"), OSError(SECRET), ValueError(), KeyError("x")]
)
def test_a_fetch_that_fails_is_400_and_the_next_request_tries_again(
    failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    assistant, signer, failures = RecordingAssistant(), Signer(), [failure]

    def fetch(url: str) -> bytes:
        if failures:
            raise failures.pop()
        return signer.fetch(url)

    verification = Verification(
        application_ids=frozenset({APPLICATION}), fetch=fetch, trust=signer.trust(), clock=clock
    )
    client = serve(assistant, verification)
    assert signer.post(client, sent()).status_code == 400
    assert assistant.turns == [] and SECRET not in caplog.text
    assert signer.post(client, sent()).status_code == 200


def test_one_chain_serves_many_requests_however_its_url_is_spelt() -> None:
    assistant, signer = RecordingAssistant(), Signer()
    client = serve(assistant, signer.verification(clock=clock))
    for url in (CHAIN_URL, CHAIN_URL.replace(".com/", ".com:443/"), CHAIN_URL.replace("https", "HTTPS"), CHAIN_URL):
        assert signer.post(client, sent(), SignatureCertChainUrl=url).status_code == 200
    assert signer.fetched == [CHAIN_URL]


@pytest.mark.parametrize(
    ("timestamp", "status"),
    [
        ("2030-06-01T12:00:00Z", 200),
        ("2030-06-01T12:00:00.000Z", 200),
        ("2030-06-01T14:00:00+02:00", 200),
        ("2030-06-01T12:00:00", 200),
        ("2030-06-01T11:57:30Z", 200),
        ("2030-06-01T12:02:30Z", 200),
        ("2030-06-01T11:57:29Z", 400),
        ("2030-06-01T12:02:31Z", 400),
        ("2030-06-01T12:00:00+02:00", 400),
        (1906545600000, 200),
        (1906545450000, 200),
        (1906545449999, 400),
        (1906545750001, 400),
        (1906545600, 400),
        (1.9065456e12, 200),
        ("", 400),
        ("now", 400),
        ("0001-01-01T00:00:00+23:59", 400),
        ("9999-12-31T23:59:59-23:59", 400),
        (None, 400),
        (True, 400),
        ([], 400),
        ({}, 400),
        (1e300, 400),
        (float("nan"), 400),
        (float("inf"), 400),
        (-(10**30), 400),
    ],
)
def test_a_request_is_at_most_150_seconds_from_now_either_way(timestamp: Any, status: int) -> None:
    response, assistant = post(changed(sent(), timestamp, "request", "timestamp"))
    assert response.status_code == status
    assert len(assistant.turns) == (status == 200)


@pytest.mark.parametrize(
    ("kind", "seconds", "status"),
    [
        ("AlexaSkillEvent.SkillDisabled", 3600, 200),
        ("AlexaSkillEvent.SkillDisabled", -3600, 200),
        ("AlexaSkillEvent.SkillDisabled", 3601, 400),
        ("AlexaSkillEvent.YetToBeInvented", 3600, 200),
        ("AlexaSkillEvents", 3600, 400),
        ("LaunchRequest", 151, 400),
    ],
)
def test_a_skill_event_may_be_an_hour_old(kind: str, seconds: int, status: int) -> None:
    timestamp = (NOW - timedelta(seconds=seconds)).isoformat()
    request = {"type": kind, "requestId": "r", "timestamp": timestamp}
    response, assistant = post(without(changed(sent(), request, "request"), "session"))
    assert response.status_code == status
    assert assistant.turns == []


@pytest.mark.parametrize("missing", ["session", "context"])
def test_the_application_may_be_named_once(missing: str) -> None:
    assert post(without(sent(), missing))[0].status_code == 200


def test_several_skills_may_share_an_endpoint() -> None:
    assistant, signer = RecordingAssistant(), Signer()
    verification = signer.verification(
        clock=clock, application_ids=frozenset({"amzn1.ask.skill.b", "amzn1.ask.skill.a"})
    )
    client = serve(assistant, verification)
    assert [signer.post(client, sent(application=f"amzn1.ask.skill.{one}")).status_code for one in "abc"] == [
        200,
        200,
        400,
    ]


def test_fields_that_certification_adds_and_leaves_out_do_not_matter() -> None:
    body = changed(sent(), "x", "request", "certificationParam")
    body["context"]["System"] |= {"certificationParam": {"a": [1]}}
    for optional in ("apiAccessToken", "apiEndpoint", "device"):
        del body["context"]["System"][optional]
    assert post(body)[0].status_code == 200


def test_only_post_is_served() -> None:
    client = serve(RecordingAssistant(), Signer().verification())
    assert [client.open("/alexa", method=method).status_code for method in ("GET", "PUT", "DELETE")] == [405] * 3


# Going unverified


def test_verification_is_on_unless_development_says_otherwise() -> None:
    assert isinstance(verification_for(verify=True, environment="development", application_ids=["a"]), Verification)
    assert isinstance(verification_for(verify=False, environment="development", application_ids=[]), Unverified)
    for environment in ("production", "staging", "", "Development"):
        with pytest.raises(ValueError, match="ALEXA_VERIFY"):
            verification_for(verify=False, environment=environment, application_ids=["a"])


@pytest.mark.parametrize("application_ids", [[], [""]])
def test_verification_without_an_application_id_does_not_start(application_ids: list[str]) -> None:
    with pytest.raises(ValueError, match="ALEXA_APPLICATION_IDS"):
        verification_for(verify=True, environment="production", application_ids=application_ids)


def test_unverified_requests_must_come_from_this_machine() -> None:
    assistant = RecordingAssistant()
    client = serve(assistant, Unverified(environment="development"))

    def status(peer: str | None, **headers: str) -> int:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.post("/alexa", json=sent(), headers=given, environ_overrides={"REMOTE_ADDR": peer}).status_code

    assert [status("127.0.0.1"), status("::1")] == [200, 200]
    assert [status("192.168.1.4"), status(""), status("localhost"), status("127.0.0.1", X_Forwarded_For="8.8.8.8")] == [
        400
    ] * 4
    assert len(assistant.turns) == 2
    assert client.post("/alexa", data=b"[]").status_code == 400


def test_an_endpoint_without_verifiers_cannot_be_made() -> None:
    from ask_sdk_core.skill_builder import SkillBuilder

    with pytest.raises(ValueError, match="anybody"):
        Endpoint(SkillBuilder().create(), "x", [], flask.Flask("x"))


def test_the_sdks_switches_stay_as_they_were() -> None:
    app = flask.Flask("x")
    app.config["ASK_SDK_VERIFY_SIGNATURE"] = True
    from skill.alexa import channel

    channel.register(
        app, RecordingAssistant(), verification=Signer().verification(), shop="Shop", on_error=lambda _: "Sorry."
    )
    assert app.config["ASK_SDK_VERIFY_SIGNATURE"] is True
    assert "ASK_SDK_VERIFY_TIMESTAMP" not in app.config
