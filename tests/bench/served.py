"""The application for the load benchmark: `gunicorn 'tests.bench.served:app()'`, trusting the bench's own signer.

The bench writes the signer's chain and root into the folder LOAD_FOLDER names; the shop lives there too.
"""

import os
from pathlib import Path

from flask import Flask

from app import create_app
from skill.alexa.chain import TrustStore
from skill.alexa.verification import Verification
from skill.bootstrap import settle
from tests.alexa.envelopes import APPLICATION
from tests.shop import settings_for


def post_worker_init(worker: object) -> None:
    """As in gunicorn.conf.py."""
    settle()


def app() -> Flask:
    """The real application on real time, with the bench's trust store."""
    folder = Path(os.environ["LOAD_FOLDER"])
    chain, root = (folder / "chain.pem").read_bytes(), (folder / "root.pem").read_bytes()
    verification = Verification(
        application_ids=frozenset({APPLICATION}), fetch=lambda _: chain, trust=TrustStore(lambda: root)
    )
    return create_app(settings_for(folder, database_url=os.environ.get("LOAD_DATABASE", "")), verification=verification)
