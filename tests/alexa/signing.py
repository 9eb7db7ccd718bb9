"""Signs requests as Alexa does, by an authority of our own, so that tests go through the real, verified endpoint.

    signer = Signer()
    channel.register(app, assistant, verification=signer.verification(), shop="Corner Shop", on_error=...)
    response = signer.post(app.test_client(), envelope("ReorderIntent", {"product": "coffee"}))
    assert response.status_code == 200 and spoken(response) == "Which coffee?"

The keys are made once per process (about a tenth of a second), so signers are cheap and every worker has its own.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from skill.alexa.chain import SIGNER, TrustStore
from skill.alexa.keys import Clock
from skill.alexa.verification import Verification, utc_now
from tests.alexa.envelopes import APPLICATION, envelope, reprompted, spoken

__all__ = ["APPLICATION", "CHAIN_URL", "Signer", "authority", "envelope", "leaf", "reprompted", "spoken"]

CHAIN_URL = "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"
LONG_AGO, FAR_AHEAD = datetime(2010, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Issued:
    """A certificate and the key it is for."""

    certificate: x509.Certificate
    key: Key

    @property
    def pem(self) -> bytes:
        """The certificate as PEM."""
        return self.certificate.public_bytes(Encoding.PEM)


@cache
def rsa_key(name: str) -> rsa.RSAPrivateKey:
    """The key of `name`, made once per process."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def authority(name: str = "Test Root", issued_by: str | None = None, ends: datetime = FAR_AHEAD) -> Issued:
    """A root (self-signed), or an intermediate of the root called `issued_by`."""
    issuer = authority(issued_by) if issued_by else None
    key = rsa_key(name)
    usage = _usage(sign_certificates=True)
    built = (
        _builder(name, key, issuer.certificate if issuer else None, LONG_AGO, ends)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage, critical=True)
    )
    return Issued(built.sign(issuer.key if issuer else key, SHA256()), key)


def leaf(
    *,
    names: Sequence[str] = (SIGNER,),
    digital_signature: bool | None = True,
    starts: datetime = LONG_AGO,
    ends: datetime = FAR_AHEAD,
    issuer: Issued | None = None,
    key: Key | None = None,
    usages: Sequence[x509.ObjectIdentifier] = (ExtendedKeyUsageOID.SERVER_AUTH,),
) -> Issued:
    """A signing certificate, Amazon's kind unless told otherwise. `digital_signature=None`: no key usage at all."""
    issuer = issuer or authority("Test Intermediate", "Test Root")
    key = key or rsa_key("leaf")
    built = _builder(names[0] if names else "nameless", key, issuer.certificate, starts, ends).add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    if names:
        built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), False)
    if digital_signature is not None:
        built = built.add_extension(_usage(digital_signature=digital_signature), critical=True)
    if usages:
        built = built.add_extension(x509.ExtendedKeyUsage(usages), critical=False)
    return Issued(built.sign(issuer.key, SHA256()), key)


def _builder(
    name: str, key: Key, issuer: x509.Certificate | None, starts: datetime, ends: datetime
) -> x509.CertificateBuilder:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    public = key.public_key()
    authority_key = issuer.public_key() if issuer else public
    assert isinstance(authority_key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key), critical=False)
    )


def _usage(*, digital_signature: bool = False, sign_certificates: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=False,
        key_encipherment=not sign_certificates,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        encipher_only=False,
        decipher_only=False,
    )


@cache
def _usual_leaf() -> Issued:
    return leaf()


class Signer:
    """One signing identity: a leaf, the chain it presents, and the root it should be trusted by."""

    def __init__(self, signing: Issued | None = None, intermediates: Sequence[Issued] | None = None) -> None:
        """By default the usual leaf with its intermediate; `fetched` counts the chain's downloads."""
        self.leaf = signing or _usual_leaf()
        between = [authority("Test Intermediate", "Test Root")] if intermediates is None else intermediates
        self.chain = b"".join(issued.pem for issued in (self.leaf, *between))
        self.fetched: list[str] = []

    def fetch(self, url: str) -> bytes:
        """Stands for the download of the chain."""
        self.fetched.append(url)
        return self.chain

    def trust(self) -> TrustStore:
        """A trust store that holds the test root alone."""
        return TrustStore(lambda: authority().pem)

    def verification(self, *, clock: Clock = utc_now, application_ids: frozenset[str] | None = None) -> Verification:
        """All the real checks, with this signer's chain and root in place of Amazon's."""
        return Verification(
            application_ids=application_ids or frozenset({APPLICATION}),
            fetch=self.fetch,
            trust=self.trust(),
            clock=clock,
        )

    def signature(self, body: bytes) -> str:
        """The value of `Signature-256` for `body`."""
        assert isinstance(self.leaf.key, rsa.RSAPrivateKey)
        return base64.b64encode(self.leaf.key.sign(body, PKCS1v15(), SHA256())).decode()

    def headers(self, body: bytes) -> dict[str, str]:
        """What Alexa sends along with `body`."""
        return {"SignatureCertChainUrl": CHAIN_URL, "Signature-256": self.signature(body), "Signature": "sha1, unused"}

    def post(
        self, client: FlaskClient, sent: Mapping[str, Any] | bytes, path: str = "/alexa", **headers: str | None
    ) -> TestResponse:
        """Sign and post an envelope (or raw bytes). `headers` (underscores for hyphens) replace or, as None, drop."""
        body = sent if isinstance(sent, bytes) else json.dumps(sent, ensure_ascii=False).encode()
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        kept = {name: value for name, value in (self.headers(body) | given).items() if value is not None}
        return client.post(path, data=body, headers=kept, content_type="application/json; charset=utf-8")
