"""A verified reorder turn of the whole assistant beside ask-sdk's hello: `python -m tests.bench.turn [rounds]`.

All go through WSGI in one run, in turns. The reorder turn checks the signature, opens the shop in SQLite, finds
the product in the customer's history, makes a quote, words it twice (voice and card) and keeps the conversation.
"""

import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

from app import create_app
from skill.bootstrap import settle
from tests.alexa.signing import Signer, envelope
from tests.bench.alexa import compare, fixed_app, hello_skill, posted, report, signed, verified_turn
from tests.shop import Clock, fresh_copy

EACH = 20


def reorder() -> dict[str, Any]:
    """Anna reorders her coffee."""
    return envelope("ReorderIntent", {"product": "coffee"}, access_token="demo-anna")


def measure(rounds: int = 30) -> dict[str, float]:
    """Medians in milliseconds a turn."""
    warnings.simplefilter("ignore")  # the SDK's verifier uses what cryptography has deprecated
    signer = Signer()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(fresh_copy(Path(folder)), clock=Clock(), verification=signer.verification())
        turns = {
            "ask-sdk hello, unverified": posted(hello_skill(None), signed(signer)),
            "ask-sdk hello, behind the SDK's own verifier": posted(hello_skill(signer), signed(signer)),
            "this endpoint, verified, a fixed reply": verified_turn(fixed_app(signer), signer),
            "this assistant, a verified reorder turn": verified_turn(app, signer, reorder, rounds * EACH + 1),
        }
        settle()  # as every worker of the server does
        try:
            return compare(turns, rounds, EACH)
        finally:
            app.extensions["house"].database.close()


def main() -> None:
    """Measure and print."""
    report("One turn through WSGI", measure(int(sys.argv[1]) if len(sys.argv) > 1 else 30))


if __name__ == "__main__":
    main()
