"""Could this skill? A real answer from the real catalogue, for everybody and nobody, and not a row is changed by it."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from skill.bootstrap import House
from skill.dialogue.heard import Slot
from skill.dialogue.intents import INTENTS
from skill.dialogue.possible import Answer, Possible
from tests.alexa.envelopes import Said, envelope
from tests.alexa.fakes import RecordingAssistant, serve
from tests.alexa.signing import Signer
from tests.shop import Clock, open_shop


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A shop of these tests' own."""
    opened = open_shop(tmp_path_factory.mktemp("shop"), Clock())
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def client(house: House) -> FlaskClient:
    """Its endpoint."""
    return serve(house.assistant, Signer().verification())


def asked(client: FlaskClient, intent: str, slots: dict[str, Said], **how: Any) -> Any:
    """The answer to CanFulfillIntentRequest, which comes without a session of a customer's."""
    sent = envelope(intent, slots, session=None, **how)
    sent["request"]["type"] = "CanFulfillIntentRequest"
    response = Signer().post(client, sent)
    assert response.status_code == 200
    body = json.loads(response.data)["response"]
    assert set(body) == {"canFulfillIntent"}, "never a word of speech"
    return body["canFulfillIntent"]


def whole(client: FlaskClient, intent: str, slots: dict[str, Said], **how: Any) -> str:
    """The answer for the intent alone."""
    return str(asked(client, intent, slots, **how)["canFulfill"])


@pytest.mark.parametrize(
    ("intent", "slots", "answer"),
    [
        ("PriceIntent", {"product": "honey"}, "YES"),
        ("StockIntent", {"product": "coffee"}, "YES"),
        ("PriceIntent", {"product": "xylophone"}, "NO"),
        ("PriceIntent", {}, "MAYBE"),
        ("ProductQuestionIntent", {"product": "honey", "attribute": Slot("vegan", ("vegan",))}, "YES"),
        ("ProductQuestionIntent", {"product": "honey", "attribute": "the thing"}, "MAYBE"),
        ("ReorderIntent", {"product": "coffee"}, "MAYBE"),
        ("ReorderIntent", {"product": "xylophone"}, "NO"),
        ("OrderStatusIntent", {"orderNumber": "1042"}, "MAYBE"),
        ("CancelOrderIntent", {}, "MAYBE"),
        ("ChooseIntent", {"ordinal": "first"}, "NO"),
        ("AMAZON.YesIntent", {}, "NO"),
        ("AMAZON.HelpIntent", {}, "NO"),
        ("NobodyKnowsThisIntent", {"product": "honey"}, "NO"),
    ],
)
def test_the_answer_is_the_shops(client: FlaskClient, intent: str, slots: dict[str, Said], answer: str) -> None:
    assert whole(client, intent, slots) == answer


def test_each_slot_has_an_answer(client: FlaskClient) -> None:
    said: dict[str, Said] = {"product": "coffee", "quantity": "2", "attribute": None}
    assert asked(client, "ReorderIntent", said) == {
        "canFulfill": "MAYBE",
        "slots": {
            "product": {"canUnderstand": "YES", "canFulfill": "YES"},
            "quantity": {"canUnderstand": "YES", "canFulfill": "YES"},
            "attribute": {"canUnderstand": "NO", "canFulfill": "NO"},
        },
    }
    assert asked(client, "PriceIntent", {"product": "xylophone"})["slots"] == {
        "product": {"canUnderstand": "NO", "canFulfill": "NO"}
    }


def test_in_french_too(client: FlaskClient) -> None:
    assert whole(client, "PriceIntent", {"product": "miel"}, locale="fr-FR") == "YES"


def test_not_a_row_of_any_table_changes(house: House, client: FlaskClient) -> None:
    """Whatever is asked, with a linked account and without: every row of every table is as it was."""
    before = contents(house)
    assert len(before) > 20
    for intent in (*INTENTS, "NobodyKnowsThisIntent"):
        if intent.endswith("Intent"):
            for token in (None, "demo-anna"):
                asked(client, intent, {"product": "coffee", "quantity": "2", "n": "x"}, access_token=token)
    assert contents(house) == before


def contents(house: House) -> dict[str, str]:
    """A digest of all rows of each table."""
    with house.database.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        rows = {name: connection.exec_driver_sql(f'SELECT * FROM "{name}"').all() for name in names}  # noqa: S608
    return {name: hashlib.sha256(repr(sorted(map(repr, each))).encode()).hexdigest() for name, each in rows.items()}


@pytest.mark.parametrize("intent", [None, {}, [], {"name": None}, {"name": ""}, {"name": "x", "slots": []}])
def test_a_question_about_nothing_is_a_no(intent: Any) -> None:
    sent = envelope("PriceIntent")
    sent["request"] |= {"type": "CanFulfillIntentRequest", "intent": intent}
    response = Signer().post(serve(RecordingAssistant(), Signer().verification()), sent)
    assert json.loads(response.data)["response"]["canFulfillIntent"]["canFulfill"] == "NO"


def test_what_cannot_be_looked_up_is_a_no(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(RecordingAssistant):
        def could(self, heard: object, locale: str) -> Possible:  # noqa: ARG002
            raise OSError(str(heard))

    assert whole(serve(Broken(), Signer().verification()), "PriceIntent", {"product": "kumquat"}) == "NO"
    assert "OSError" in caplog.text and "kumquat" not in caplog.text


def test_the_assistant_is_asked_once_and_takes_no_turn() -> None:
    assistant = RecordingAssistant(told=Possible(Answer.YES, {"product": Answer.MAYBE}))
    client = serve(assistant, Signer().verification())
    assert asked(client, "PriceIntent", {"product": "x"}, locale="en-GB") == {
        "canFulfill": "YES",
        "slots": {"product": {"canUnderstand": "MAYBE", "canFulfill": "YES"}},
    }
    assert [locale for _, locale in assistant.asked] == ["en-GB"] and assistant.turns == []
