"""Chains and keys: what makes a certificate Amazon's, how it is fetched, how long it is believed."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from skill.alexa import chain
from skill.alexa.chain import LARGEST_PEM, TrustStore, fetch_chain, signing_key
from skill.alexa.keys import MOST_KEYS, SigningKeys
from skill.alexa.refusal import Refused
from tests.alexa.public import SHARED
from tests.alexa.signing import CHAIN_URL, Issued, Signer, authority, leaf

NOW = datetime(2030, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)

REAL_CHAIN = SHARED / "alexa_certs" / "phlexa--echo-api-cert-10.pem"


def accept(signer: Signer, now: datetime = NOW) -> chain.SigningKey:
    """The key of `signer`'s chain at `now`, or Refused."""
    return signing_key(signer.chain, signer.trust().store(), now)


def test_the_usual_chain_is_accepted_until_its_first_certificate_ends() -> None:
    found = accept(Signer(leaf(ends=NOW + 30 * DAY)))
    assert found.ends == NOW + 30 * DAY
    short = authority("Short Intermediate", "Test Root", NOW + DAY)
    assert accept(Signer(leaf(issuer=short), [short])).ends == NOW + DAY


@pytest.mark.parametrize(
    "signing",
    [
        pytest.param(lambda: leaf(names=["*.amazon.com"]), id="wildcard"),
        pytest.param(lambda: leaf(names=["echo-api.amazon.com.evil.example"]), id="another name"),
        pytest.param(lambda: leaf(names=["evil.example"]), id="not Alexa's"),
        pytest.param(lambda: leaf(names=[]), id="no names"),
        pytest.param(lambda: leaf(digital_signature=False), id="not for signatures"),
        pytest.param(lambda: leaf(digital_signature=None), id="no key usage"),
        pytest.param(lambda: leaf(usages=[ExtendedKeyUsageOID.CODE_SIGNING]), id="for code"),
        pytest.param(lambda: leaf(ends=NOW - DAY), id="expired"),
        pytest.param(lambda: leaf(starts=NOW + DAY), id="not yet valid"),
        pytest.param(lambda: leaf(key=ec.generate_private_key(ec.SECP256R1())), id="not RSA"),
        pytest.param(lambda: leaf(issuer=authority("Unknown Root")), id="unknown root"),
        pytest.param(lambda: authority("echo-api.amazon.com"), id="self-signed"),
        pytest.param(lambda: authority("Test Intermediate", "Test Root"), id="an authority"),
    ],
)
def test_other_leaves_are_refused(signing: Callable[[], Issued]) -> None:
    with pytest.raises(Refused):
        accept(Signer(signing()))


def test_a_leaf_without_extended_key_usage_but_with_more_names_is_accepted() -> None:
    assert accept(Signer(leaf(names=["other.example", "echo-api.amazon.com"], usages=[])))


def test_a_missing_intermediate_is_refused_and_useless_ones_are_not_minded() -> None:
    with pytest.raises(Refused):
        accept(Signer(intermediates=[]))
    useful, useless = authority("Test Intermediate", "Test Root"), authority("Unknown Root")
    assert accept(Signer(intermediates=[useless, useful, useless]))


def test_an_expired_intermediate_is_refused() -> None:
    old = authority("Old Intermediate", "Test Root", NOW - DAY)
    with pytest.raises(Refused):
        accept(Signer(leaf(issuer=old), [old]))


@pytest.mark.parametrize(
    "pem",
    [
        b"",
        b"not a certificate",
        b"-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_chain_is_refused(pem: bytes) -> None:
    with pytest.raises(Refused):
        signing_key(pem, Signer().trust().store(), NOW)


def test_a_chain_of_many_certificates_is_refused() -> None:
    with pytest.raises(Refused, match="too long"):
        accept(Signer(intermediates=[authority("Test Intermediate", "Test Root")] * 10))


def test_roots_load_one_by_one_so_that_a_broken_one_costs_only_itself() -> None:
    broken = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    store = TrustStore(lambda: broken + authority().pem + broken).store()
    assert signing_key(Signer().chain, store, NOW)
    assert TrustStore().store()


@pytest.mark.skipif(not REAL_CHAIN.exists(), reason="the shared data is not there")
def test_a_real_chain_of_amazons_holds_in_its_time_and_fails_now() -> None:
    pem, roots = REAL_CHAIN.read_bytes(), TrustStore().store()
    real = x509.load_pem_x509_certificate(pem)
    then = real.not_valid_before_utc + 10 * DAY
    assert signing_key(pem, roots, then).ends == real.not_valid_after_utc
    for never in (real.not_valid_before_utc - DAY, real.not_valid_after_utc + DAY, datetime.now(UTC)):
        with pytest.raises(Refused):
            signing_key(pem, roots, never)


# Keys


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def keys_of(signer: Signer, clock: Clock) -> SigningKeys:
    """The keys as the verifier holds them."""
    return SigningKeys(signer.fetch, signer.trust(), clock)


def test_a_key_is_believed_for_an_hour() -> None:
    signer, clock = Signer(), Clock()
    keys = keys_of(signer, clock)
    keys.key(CHAIN_URL)
    clock.now += timedelta(minutes=59)
    keys.key(CHAIN_URL)
    assert len(signer.fetched) == 1
    clock.now += timedelta(minutes=2)
    keys.key(CHAIN_URL)
    assert len(signer.fetched) == 2


def test_but_not_beyond_its_chain() -> None:
    short = authority("Short Intermediate", "Test Root", NOW + DAY)
    for signer, ends in (
        (Signer(leaf(ends=NOW + timedelta(minutes=5))), NOW + timedelta(minutes=5)),
        (Signer(leaf(issuer=short), [short]), NOW + DAY),
    ):
        clock = Clock()
        clock.now = ends - timedelta(minutes=4)
        keys = keys_of(signer, clock)
        assert keys.key(CHAIN_URL)
        clock.now = ends + timedelta(seconds=1)
        with pytest.raises(Refused):
            keys.key(CHAIN_URL)


def test_at_most_sixteen_are_kept() -> None:
    signer, clock = Signer(), Clock()
    keys = keys_of(signer, clock)
    urls = [f"https://s3.amazonaws.com/echo.api/{number}.pem" for number in range(MOST_KEYS + 1)]
    for url in urls:
        keys.key(url)
    assert len(keys._known) == MOST_KEYS
    keys.key(urls[-1])
    assert len(signer.fetched) == MOST_KEYS + 1
    keys.key(urls[0])
    assert len(signer.fetched) == MOST_KEYS + 2


def test_a_failure_is_not_remembered() -> None:
    signer, failing = Signer(), [True]

    def fetch(url: str) -> bytes:
        if failing:
            failing.pop()
            raise Refused("certificate chain not fetched")
        return signer.fetch(url)

    keys = SigningKeys(fetch, signer.trust(), Clock())
    with pytest.raises(Refused):
        keys.key(CHAIN_URL)
    assert keys.key(CHAIN_URL)
    assert not keys._fetching


@pytest.mark.parametrize("works", [True, False])
def test_a_herd_fetches_once(works: bool) -> None:
    signer, fetches, results = Signer(), [], []

    def fetch(url: str) -> bytes:
        fetches.append(url)
        time.sleep(0.2)
        if not works:
            raise Refused("certificate chain not fetched")
        return signer.chain

    keys = SigningKeys(fetch, signer.trust(), Clock())

    def ask() -> None:
        try:
            results.append(bool(keys.key(CHAIN_URL)))
        except Refused:
            results.append(False)

    herd = [threading.Thread(target=ask) for _ in range(20)]
    for one in herd:
        one.start()
    for one in herd:
        one.join(10)
    assert results == [works] * 20
    assert len(fetches) == 1
    assert not keys._fetching


# Fetching, over a real connection to a server of our own


@contextmanager
def server(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """A server that answers every GET with `answer`; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *args: object) -> None:
            """Be quiet."""

    serving = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=serving.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{serving.server_port}/x.pem"
    finally:
        serving.shutdown()
        serving.server_close()


def answering(status: int, body: bytes = b"", **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """An answer of `status` with `body`."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        with suppress(ConnectionError):  # the client has read enough
            handler.wfile.write(body)

    return answer


def test_a_chain_is_fetched() -> None:
    with server(answering(200, b"pem")) as url:
        assert fetch_chain(url) == b"pem"


@pytest.mark.parametrize("status", [201, 204, 301, 302, 307, 304, 400, 403, 404, 500, 503])
def test_every_status_but_200_is_refused_and_redirects_are_not_followed(status: int) -> None:
    with (
        server(answering(200, b"pem")) as elsewhere,
        server(answering(status, Location=elsewhere)) as url,
        pytest.raises(Refused, match="not there"),
    ):
        fetch_chain(url)


def test_a_large_body_is_not_read_to_its_end() -> None:
    with server(answering(200, b"x" * (LARGEST_PEM + 1))) as url, pytest.raises(Refused, match="too large"):
        fetch_chain(url)
    with server(answering(200, b"x" * LARGEST_PEM)) as url:
        assert len(fetch_chain(url)) == LARGEST_PEM


def test_a_silent_server_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "LONGEST_FETCH", 0.2)
    gone = threading.Event()

    def silence(_: BaseHTTPRequestHandler) -> None:
        gone.wait(5)

    with server(silence) as url:
        with pytest.raises(Refused, match="not fetched"):
            fetch_chain(url)
        gone.set()


def test_a_dripping_server_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "LONGEST_FETCH", 0.3)

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        with suppress(ConnectionError):
            for _ in range(100):
                handler.wfile.write(b"1\r\nx\r\n")
                handler.wfile.flush()
                time.sleep(0.05)

    with server(drip) as url, pytest.raises(Refused, match="too slow"):
        fetch_chain(url)


def test_a_server_that_is_not_there_is_a_refusal() -> None:
    with server(answering(200)) as url:
        pass
    with pytest.raises(Refused, match="not fetched"):
        fetch_chain(url)
