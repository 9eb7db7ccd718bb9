"""What verification and our own serializer cost, beside ask-sdk's own: `python -m tests.bench.alexa [rounds]`.

Everything goes through WSGI (`app(environ, start_response)`), the same signed body for all, in turns within one run.
Medians in milliseconds a request and their ratio to the bare skill. `compare` times any named callables alike.
"""

import io
import itertools
import json
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import flask
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils.predicate import is_intent_name
from ask_sdk_model.request_envelope import RequestEnvelope
from ask_sdk_model.response import Response

from skill.alexa import channel
from skill.alexa.serializer import TolerantSerializer
from skill.assistant import Reply, Turn
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.possible import Answer, Possible
from tests.alexa.signing import CHAIN_URL, Signer, authority, envelope

Call = Callable[[], object]

REPLY = Reply(
    "Two bags of house blend, 24 dollars 50 with delivery, to your home, Tuesday. Order it?",
    "Your basket: 2 bags of house blend. Total $24.50 including delivery, arriving Tuesday. Shall I place the order?",
    "Say order it, or stop.",
)


class FixedAssistant:
    """Answers everything with the same question: what remains is the channel's own cost."""

    def take(self, turn: Turn) -> Reply:  # noqa: ARG002  # whatever it is
        """The same question."""
        return REPLY

    def customer_for(self, access_token: str) -> str | None:  # noqa: ARG002
        """Everybody's account."""
        return "customer-1"

    def waiting(self, locale: str) -> str:  # noqa: ARG002
        """Never needed."""
        return ""

    def unknown(self, locale: str) -> str:  # noqa: ARG002
        """Never needed."""
        return ""

    def could(self, heard: Heard, locale: str) -> Possible:  # noqa: ARG002
        """Never asked."""
        return Possible(Answer.NO, {})


def request() -> dict[str, Any]:
    """An ordinary turn: one slot, resolved."""
    return envelope("ReorderIntent", {"product": Slot("coffee", ("SKU-1",))}, access_token="token")


Signed = list[tuple[bytes, dict[str, Any]]]
"""Bodies and what of the WSGI environment differs between them."""


def signed(signer: Signer, make: Callable[[], Mapping[str, Any]] = request, count: int = 1) -> Signed:
    """`count` requests made by `make` (each with a request id of its own) and signed, ready to be posted."""
    made = []
    for _ in range(count):
        body = json.dumps(make()).encode()
        headers = {"HTTP_" + name.upper().replace("-", "_"): value for name, value in signer.headers(body).items()}
        made.append((body, {"CONTENT_LENGTH": str(len(body)), **headers}))
    return made


def posted(app: flask.Flask, requests: Signed) -> Call:
    """A call that posts the next of `requests` (in a circle) to POST /alexa of `app`. Raises unless answered 200."""
    fixed = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/alexa",
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT": "application/json",
        "HTTP_USER_AGENT": "Apache-HttpClient/4.5.x",
        "CONTENT_TYPE": "application/json; charset=utf-8",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }

    def started(status: str, _headers: object, _failure: object = None) -> Callable[[bytes], object]:
        if not status.startswith("200"):
            raise RuntimeError(status)
        return bytes

    circle = itertools.cycle(requests)

    def call() -> bytes:
        body, differing = next(circle)
        answer: Iterable[bytes] = app({**fixed, **differing, "wsgi.input": io.BytesIO(body)}, started)
        return b"".join(answer)

    return call


def hello_skill(signer: Signer | None) -> flask.Flask:
    """ask-sdk's hello, unverified; or, with a `signer`, behind the SDK's own checks as they run in reality: the chain
    is downloaded already, and validated on each request against the system's roots (and the test root)."""
    from flask_ask_sdk.skill_adapter import SkillAdapter  # type: ignore[import-untyped]  # ships no types

    app = flask.Flask("hello")
    app.config.update(ASK_SDK_VERIFY_SIGNATURE=signer is not None, ASK_SDK_VERIFY_TIMESTAMP=signer is not None)
    builder = SkillBuilder()

    @builder.request_handler(can_handle_func=is_intent_name("ReorderIntent"))
    def hello(handler_input: HandlerInput) -> Response:
        said = handler_input.response_builder.speak(REPLY.words).ask(REPLY.reprompt or "")
        return said.response

    adapter = SkillAdapter(skill=builder.create(), skill_id=1, app=app)
    adapter.register(app=app, route="/alexa")
    if signer:
        _let_the_sdk_trust(adapter, signer)
    return app


def _let_the_sdk_trust(adapter: Any, signer: Signer) -> None:
    from ask_sdk_webservice_support import verifier
    from certvalidator import CertificateValidator, ValidationContext  # type: ignore[import-untyped]
    from cryptography.hazmat.primitives.serialization import Encoding

    root = authority().certificate.public_bytes(Encoding.DER)

    def validator(leaf: bytes, intermediates: list[bytes]) -> Any:
        return CertificateValidator(leaf, intermediates, ValidationContext(extra_trust_roots=[root]))

    vars(verifier)["CertificateValidator"] = validator
    adapter._webservice_handler._verifiers[0]._cert_cache[CHAIN_URL] = signer.chain


def verified_turn(
    app: flask.Flask, signer: Signer, make: Callable[[], Mapping[str, Any]] = request, count: int = 1
) -> Call:
    """One verified turn of whatever assistant `app` holds: hand it to `compare` next to the others.

    An assistant answers a request that it has seen from its memory: let `count` be as many as there will be calls.
    """
    return posted(app, signed(signer, make, count))


def fixed_app(signer: Signer) -> flask.Flask:
    """Our verified endpoint with an assistant that costs nothing."""
    app = flask.Flask("ours")
    channel.register(
        app, FixedAssistant(), verification=signer.verification(), shop="Shop", on_error=lambda _: "Sorry."
    )
    return app


def compare(calls: Mapping[str, Call], rounds: int = 30, each: int = 20) -> dict[str, float]:
    """The median time of each call, in milliseconds, over `rounds` in which all take turns, `each` calls at a time.

    Of a round only the mean counts; the first call of each is not timed.
    """
    for call in calls.values():
        call()
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            start = time.perf_counter()
            for _ in range(each):
                call()
            times[name].append((time.perf_counter() - start) / each * 1000)
    return {name: statistics.median(taken) for name, taken in times.items()}


def report(title: str, medians: Mapping[str, float]) -> None:
    """Print medians and their ratio to the first."""
    first = next(iter(medians.values()))
    print(title)
    for name, median in medians.items():
        print(f"  {name:<48}{median:8.3f} ms{median / first:8.2f} x")


def main() -> None:
    """Run all, and print."""
    warnings.simplefilter("ignore")  # the SDK's verifier uses what cryptography has deprecated
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    signer = Signer()
    turns = {
        "ask-sdk hello, unverified": posted(hello_skill(None), signed(signer)),
        "ask-sdk hello, the SDK's own verifier": posted(hello_skill(signer), signed(signer)),
        "our endpoint, verified, fixed reply": verified_turn(fixed_app(signer), signer),
    }
    report("One turn through WSGI", compare(turns, rounds))
    text, theirs, ours = json.dumps(request()), DefaultSerializer(), TolerantSerializer()
    reading: dict[str, Call] = {
        "ask-sdk deserialize": lambda: theirs.deserialize(text, RequestEnvelope),
        "our deserialize": lambda: ours.deserialize(text, RequestEnvelope),
        "json.loads alone": lambda: json.loads(text),
    }
    report("Reading one envelope", compare(reading, rounds, each=200))


if __name__ == "__main__":
    main()
