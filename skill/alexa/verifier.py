"""Is this request Alexa's, for this skill, and recent? The checks handed to the SDK's adapter in place of its own.

Amazon, "Host a Custom Skill as a Web Service", "Verify that the request was sent by Alexa"; facts: alexa, Stack.
The SDK's own verifier validates the whole chain on each request, caches without bound, fetches without a time limit.
"""

import binascii
from collections.abc import Mapping
from datetime import timedelta

from ask_sdk_model.request import Request
from ask_sdk_model.request_envelope import RequestEnvelope
from ask_sdk_webservice_support.verifier import AbstractVerifier
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from werkzeug.datastructures import Headers

from skill.alexa.cert_url import certificate_url
from skill.alexa.keys import Clock, SigningKeys
from skill.alexa.refusal import Refused

URL_HEADER = "SignatureCertChainUrl"
SIGNATURE_HEADER = "Signature-256"  # `Signature` is SHA-1 and is not looked at
LONGEST_SIGNATURE = 1024  # characters of base64; RSA-2048 makes 344
TOLERANCE = timedelta(seconds=150)
EVENT_TOLERANCE = timedelta(seconds=3600)  # Alexa repeats skill events for an hour
EVENTS = "AlexaSkillEvent."

_PADDING = PKCS1v15()
_HASH = SHA256()


def request_of(envelope: RequestEnvelope) -> Request:
    """The request within `envelope`. Raises Refused when there is none, or one without a type."""
    request = envelope.request if isinstance(envelope, RequestEnvelope) else None
    if request is None or not request.object_type:
        raise Refused("no request")
    return request


class SignatureVerifier(AbstractVerifier):
    """The body is signed by the key of a certificate chain that is Amazon's."""

    def __init__(self, keys: SigningKeys) -> None:
        self._keys = keys

    def verify(
        self,
        headers: Headers | Mapping[str, str],
        serialized_request_env: str,
        deserialized_request_env: RequestEnvelope,  # noqa: ARG002  # the SDK's signature, called by keyword
    ) -> None:
        """Check `Signature-256` (RSA, PKCS#1 v1.5, SHA-256) over the bytes of the body.

        The adapter decoded the body strictly as UTF-8, so encoding it again gives the raw bytes. Raises Refused.
        """
        url, signature = _header(headers, URL_HEADER), _header(headers, SIGNATURE_HEADER)
        if not url or not signature:
            raise Refused("not signed")
        if len(signature) > LONGEST_SIGNATURE:
            raise Refused("signature too long")
        try:
            raw = binascii.a2b_base64(signature, strict_mode=True)
        except ValueError:
            raise Refused("signature not base64") from None
        try:
            key = self._keys.key(certificate_url(url))
        except Refused:
            raise
        except Exception as failure:  # noqa: BLE001  # whatever a fetcher raises proves nothing
            raise Refused("certificate chain failed: " + type(failure).__name__) from None
        try:
            key.verify(raw, serialized_request_env.encode(), _PADDING, _HASH)
        except InvalidSignature:
            raise Refused("signature does not match") from None


def _header(headers: Headers | Mapping[str, str], name: str) -> str | None:
    """One header, whatever its case."""
    if isinstance(headers, Headers):
        return headers.get(name)
    return next((value for key, value in headers.items() if key.lower() == name.lower()), None)


class TimestampVerifier(AbstractVerifier):
    """The request was made within 150 seconds of now, in either direction; a skill event within the hour."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def verify(
        self,
        headers: object,  # noqa: ARG002  # the SDK's signature, called by keyword
        serialized_request_env: str,  # noqa: ARG002
        deserialized_request_env: RequestEnvelope,
    ) -> None:
        """Raises Refused when the timestamp is missing, unreadable or too far from now."""
        request = request_of(deserialized_request_env)
        made = request.timestamp
        if made is None:
            raise Refused("no timestamp")
        event = str(request.object_type).startswith(EVENTS)
        if abs(self._clock() - made) > (EVENT_TOLERANCE if event else TOLERANCE):
            raise Refused("timestamp too far from now")


class ApplicationVerifier(AbstractVerifier):
    """The request is for this skill: a signed request for another skill could otherwise be replayed here."""

    def __init__(self, application_ids: frozenset[str]) -> None:
        self._allowed = application_ids

    def verify(
        self,
        headers: object,  # noqa: ARG002  # the SDK's signature, called by keyword
        serialized_request_env: str,  # noqa: ARG002
        deserialized_request_env: RequestEnvelope,
    ) -> None:
        """The ids in `context.System` and in `session`: at least one, each allowed, both the same. Raises Refused."""
        context, session = deserialized_request_env.context, deserialized_request_env.session
        system = context.system if context else None
        named = {
            place.application.application_id
            for place in (system, session)
            if place and place.application and place.application.application_id is not None
        }
        if not named:
            raise Refused("no application id")
        if len(named) > 1:
            raise Refused("application ids differ")
        if not named <= self._allowed:
            raise Refused("not for this skill")
