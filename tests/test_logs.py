"""Logs are for the shopkeeper's engineers: nothing a customer said, is called or lives at gets into them."""

import json
import logging
from pathlib import Path

import pytest
from sqlalchemy import text

from app import create_app
from skill import logs
from skill.dialogue.heard import Slot
from skill.dialogue.intents import INTENTS
from tests.alexa.signing import Signer, envelope
from tests.shop import Clock, fresh_copy

CANARY = "Zanzibarra"
SLOTS = ("product", "quantity", "orderNumber", "attribute", "ordinal")


def test_no_canary_gets_out(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Canaries as name, address, phone, e-mail and token, and as every slot of every intent."""
    signer = Signer()
    settings = fresh_copy(tmp_path).model_copy(update={"log_level": "DEBUG"})
    app = create_app(settings, clock=Clock(), verification=signer.verification())
    database = app.extensions["house"].database
    with database.write() as connection:
        connection.execute(text("UPDATE customers SET name = :it, email = :it"), {"it": CANARY})
        connection.execute(text("UPDATE addresses SET street = :it, city = :it, label = :it"), {"it": CANARY})
    client = app.test_client()
    for place, intent in enumerate(INTENTS):
        for token in ("demo-anna", f"{CANARY}-token", None):
            said = {name: Slot(f"{CANARY} {place}", (CANARY,)) for name in SLOTS}
            for answer in (intent, "AMAZON.YesIntent", "AMAZON.FallbackIntent"):
                sent = envelope(answer, said, session=f"{CANARY}-{place}", access_token=token, user=CANARY)
                assert signer.post(client, sent).status_code == 200
    client.post("/alexa", data=CANARY, headers={"Signature-256": CANARY, "SignatureCertChainUrl": CANARY})
    client.get(f"/{CANARY}")
    database.close()
    written = capfd.readouterr()
    assert "turn" in written.err, "the log was looked for in the wrong place"
    assert CANARY.lower() not in (written.out + written.err).lower()


def test_a_failure_is_logged_without_its_message(capfd: pytest.CaptureFixture[str]) -> None:
    """An exception's message may quote the utterance: its type and whereabouts are kept, its words are not."""
    logs.configure("INFO", "json")
    try:
        raise ValueError(f"cannot read {CANARY}")
    except ValueError:
        logging.getLogger("skill.test").exception("failed")
    line = json.loads(capfd.readouterr().err.splitlines()[-1])
    assert line["event"] == "failed"
    assert "ValueError" in line["exception"]
    assert __file__ in line["exception"]
    assert CANARY not in json.dumps(line)


def test_only_harmless_fields_are_written(capfd: pytest.CaptureFixture[str]) -> None:
    """One JSON object a line; an extra field that is not on the list is dropped."""
    logs.configure("INFO", "json")
    logging.getLogger("skill.test").info("turn", extra={"intent": "PriceIntent", "words": CANARY})
    line = json.loads(capfd.readouterr().err.splitlines()[-1])
    assert line["intent"] == "PriceIntent"
    assert "words" not in line
    assert {"event", "level", "logger", "timestamp"} <= set(line)
