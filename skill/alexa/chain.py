"""A certificate chain: how it is fetched and what makes it Amazon's. It knows no request.

Facts: alexa, Stack; Amazon, "Host a Custom Skill as a Web Service", "Verify the signing certificate".
"""

import re
import threading
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import certifi
import requests
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.verification import (
    Criticality,
    ExtensionPolicy,
    Policy,
    PolicyBuilder,
    Store,
    VerificationError,
)

from skill.alexa.refusal import Refused

SIGNER = "echo-api.amazon.com"
LONGEST_FETCH = 3.0  # seconds, for connecting, for each read and for the whole
LARGEST_PEM = 64 * 1024  # bytes
DEEPEST = 4  # intermediates
MOST_CERTIFICATES = 10  # in one PEM; Amazon presents four

ChainFetcher = Callable[[str], bytes]
"""From a canonical certificate URL to its PEM. Raises Refused when it cannot be had."""

_ONE_PEM = re.compile(b"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


def fetch_chain(url: str) -> bytes:
    """The PEM behind `url`: 3 seconds, no redirects, at most 64 kB, status 200 only. Raises Refused otherwise."""
    deadline = time.monotonic() + LONGEST_FETCH
    pem = bytearray()
    try:
        with requests.get(
            url,
            timeout=LONGEST_FETCH,
            allow_redirects=False,
            stream=True,
            headers={"Accept-Encoding": "identity"},  # a compressed body could be larger than it looks
        ) as answer:
            if answer.status_code != 200:
                raise Refused("certificate chain not there")
            for piece in answer.iter_content(8 * 1024):
                pem += piece
                if len(pem) > LARGEST_PEM:
                    raise Refused("certificate chain too large")
                if time.monotonic() > deadline:
                    raise Refused("certificate chain too slow")
    except requests.RequestException:
        raise Refused("certificate chain not fetched") from None
    return bytes(pem)


class TrustStore:
    """The roots that a chain may end in, loaded one by one at the first use (certifi has some that a later
    `cryptography` will not load: serial number 0). Thread-safe."""

    def __init__(self, pem: Callable[[], bytes] = lambda: Path(certifi.where()).read_bytes()) -> None:
        """`pem` gives the roots as concatenated PEM; certifi's by default."""
        self._pem = pem
        self._store: Store | None = None
        self._lock = threading.Lock()

    def store(self) -> Store:
        """The roots. Raises ValueError when there are none."""
        if self._store is None:
            with self._lock:
                if self._store is None:
                    self._store = Store(_load_each(self._pem()))
        return self._store


def _load_each(pem: bytes) -> list[x509.Certificate]:
    roots = []
    with warnings.catch_warnings():
        # "serial number which wasn't positive": a root of certifi's, trusted for its key and not for its number
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        for one in _ONE_PEM.findall(pem):
            try:
                roots.append(x509.load_pem_x509_certificate(one))
            except ValueError:
                continue  # a root that this cryptography cannot read is a root that we do not trust
    return roots


def _signs(_policy: Policy, _certificate: x509.Certificate, usage: x509.KeyUsage) -> None:
    if not usage.digital_signature:
        raise ValueError("not for signatures")


_LEAF = ExtensionPolicy.webpki_defaults_ee().require_present(x509.KeyUsage, Criticality.AGNOSTIC, _signs)
_AUTHORITY = ExtensionPolicy.webpki_defaults_ca()


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key that signs Alexa's requests, and the first moment at which its chain no longer holds."""

    key: RSAPublicKey
    ends: datetime


def signing_key(pem: bytes, roots: Store, now: datetime) -> SigningKey:
    """The key of the leaf (the first certificate) of `pem`, once a path to one of `roots` is found valid at `now`.

    The path is built, not taken as presented. Beyond the web's rules: "echo-api.amazon.com" literally in the
    subject's alternative names (no wildcard), digitalSignature in its key usage, an RSA key. Raises Refused.
    """
    try:
        chain = x509.load_pem_x509_certificates(pem)
    except ValueError:
        raise Refused("certificate chain unreadable") from None
    if len(chain) > MOST_CERTIFICATES:
        raise Refused("certificate chain too long")
    leaf, *intermediates = chain
    try:
        path = (
            PolicyBuilder()
            .store(roots)
            .time(now.astimezone(UTC).replace(tzinfo=None))
            .max_chain_depth(DEEPEST)
            .extension_policies(ee_policy=_LEAF, ca_policy=_AUTHORITY)
            .build_server_verifier(x509.DNSName(SIGNER))
            .verify(leaf, intermediates)
        )
    except VerificationError:
        raise Refused("certificate chain not trusted") from None
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    if SIGNER not in names.get_values_for_type(x509.DNSName):
        raise Refused("certificate not for Alexa")
    key = leaf.public_key()
    if not isinstance(key, RSAPublicKey):
        raise Refused("certificate key not RSA")
    return SigningKey(key, min(certificate.not_valid_after_utc for certificate in path))
