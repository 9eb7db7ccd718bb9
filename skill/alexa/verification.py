"""Which checks an endpoint runs: all of them, or (on a developer's own machine, said out loud) none."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address

import flask
from ask_sdk_model.request_envelope import RequestEnvelope
from ask_sdk_webservice_support.verifier import AbstractVerifier

from skill.alexa.chain import ChainFetcher, TrustStore, fetch_chain
from skill.alexa.keys import Clock, SigningKeys
from skill.alexa.refusal import Refused
from skill.alexa.verifier import ApplicationVerifier, SignatureVerifier, TimestampVerifier, request_of

DEVELOPMENT = "development"


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Signature, timestamp and application id. The last three fields are there for the tests to replace.

    `application_ids` are the skill ids ("amzn1.ask.skill....") that this endpoint serves. Raises ValueError when
    there is none: an endpoint that serves no skill is a forgotten setting.
    """

    application_ids: frozenset[str]
    fetch: ChainFetcher = fetch_chain
    trust: TrustStore = field(default_factory=TrustStore)
    clock: Clock = utc_now

    def __post_init__(self) -> None:
        if not self.application_ids or not all(self.application_ids):
            raise ValueError("Verification needs the skill's application id: set ALEXA_APPLICATION_IDS.")

    def verifiers(self) -> list[AbstractVerifier]:
        """The checks in the order in which they run."""
        return [
            SignatureVerifier(SigningKeys(self.fetch, self.trust, self.clock)),
            TimestampVerifier(self.clock),
            ApplicationVerifier(self.application_ids),
        ]


class Unverified:
    """No checks, for a developer with curl: only where the environment is explicitly "development", and only for
    requests that come from this machine and through no proxy."""

    def __init__(self, *, environment: str) -> None:
        """Raises ValueError unless `environment` is "development"."""
        if environment != DEVELOPMENT:
            raise ValueError(f"ALEXA_VERIFY may be off only in {DEVELOPMENT}, and this is {environment!r}.")

    def verifiers(self) -> list[AbstractVerifier]:
        """The one check that remains."""
        return [LoopbackVerifier()]


class LoopbackVerifier(AbstractVerifier):
    """The request was made on this machine."""

    def verify(
        self,
        headers: object,  # noqa: ARG002  # the SDK's signature, called by keyword
        serialized_request_env: str,  # noqa: ARG002
        deserialized_request_env: RequestEnvelope,
    ) -> None:
        """Raises Refused when the peer is not a loopback address or speaks for another (a proxy, a tunnel)."""
        request_of(deserialized_request_env)
        peer, seen = flask.request.remote_addr, flask.request.headers
        try:
            local = ip_address(peer or "").is_loopback
        except ValueError:
            local = False
        if not local or any(name in seen for name in ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via")):
            raise Refused("unverified requests must be local")


def verification_for(*, verify: bool, environment: str, application_ids: Collection[str]) -> Verification | Unverified:
    """What the settings ask for. Raises ValueError at the start rather than serve unverified by accident."""
    if verify:
        return Verification(application_ids=frozenset(application_ids))
    return Unverified(environment=environment)
