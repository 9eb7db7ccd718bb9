"""POST /chat as a client meets it: turns, repetition, what is shown of them, and everything that can be wrong."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from skill.assistant import Reply
from skill.dialogue.acts import Expectation
from skill.dialogue.heard import Heard, Slot
from skill.phrasing.screens import Button, Row, Screen
from skill.text.asked import Press
from skill.text.ears import Ear, Ears, Learning
from skill.text.shown import reply_shown
from skill.text.starters import STARTERS
from skill.understanding.understanding import Parse
from tests.page import Talk, opened, settings_in
from tests.shop import ear_for, held


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    with opened(settings_in(tmp_path)) as app:
        yield app


@pytest.fixture
def talk(app: Flask) -> Talk:
    return Talk(app)


@pytest.fixture(scope="module")
def anybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    """For requests that leave nothing behind."""
    with opened(settings_in(tmp_path_factory.mktemp("anybody"))) as app:
        yield Talk(app)


def bought(talk: Talk) -> int:
    """How many orders Anna has that the demonstration did not begin with."""
    with talk.house.database.read() as connection:
        query = "SELECT count(*) FROM orders WHERE customer_id = 'anna' AND purchase_key IS NOT NULL"
        return int(connection.exec_driver_sql(query).scalar_one())


def test_a_purchase(talk: Talk) -> None:
    """Typed, asked, pressed, placed; and everything behind it is told."""
    welcome = talk.turn(launch=True)
    assert welcome["understood"]["how"] == "launch"
    quoted = talk.turn(words="reorder my coffee")
    assert quoted["session"] == welcome["session"]
    assert quoted["reply"]["voice"].startswith("Two bags of house blend beans, Corner Shop, 24 euros 70")
    assert quoted["reply"]["text"].startswith("Your order at Corner Shop: 2 ")
    assert quoted["reply"]["reprompt"] == "Yes or no: shall I order it?"
    assert quoted["understood"]["intent"] == "ReorderIntent"
    assert quoted["understood"]["slots"]["product"]["value"] == "coffee"
    assert quoted["understood"]["candidates"][0] == {"intent": "ReorderIntent", "confidence": 1.0}
    assert quoted["question"]["expects"] == "order"
    assert quoted["question"]["yes"]["command"] == "PlaceOrder"
    assert "<speak>Two bags of house blend beans" in quoted["alexa"]["response"]["outputSpeech"]["ssml"]
    assert quoted["alexa"]["response"]["shouldEndSession"] is False
    assert bought(talk) == 0, "nothing is bought before the yes"
    placed = talk.yes()
    assert placed["reply"]["text"].startswith("Done. Your order 4013 is placed")
    assert bought(talk) == 1
    assert list(held(talk.house).values()) == [2470]


def test_what_a_turn_changes_is_told(talk: Talk) -> None:
    """The rows of the purchase, and nothing for a question; the conversation's own bookkeeping is marked."""
    price = talk.turn(words="how much is the honey")
    assert [each for each in price["changes"] if not each["bookkeeping"] and each["table"] != "customers"] == []
    assert {each["table"] for each in price["changes"] if each["bookkeeping"]} == {"dialogues", "answered_requests"}
    quoted = talk.turn(words="reorder my coffee")
    assert ("purchases", "added") in {(each["table"], each["kind"]) for each in quoted["changes"]}
    placed = {each["table"]: each for each in talk.yes()["changes"] if not each["bookkeeping"]}
    assert placed["purchases"]["before"]["state"] == "awaiting_yes"
    assert placed["purchases"]["after"]["state"] == "placed"
    assert placed["orders"]["kind"] == "added"
    assert placed["orders"]["after"]["total_minor"] == 2470
    assert placed["order_lines"]["after"]["sku"] == "house-blend-beans"
    shelf = placed["variants"]
    assert (shelf["key"]["sku"], shelf["before"]["stock"] - shelf["after"]["stock"]) == ("house-blend-beans", 2)


def test_turns_at_the_same_time_do_not_mix(app: Flask) -> None:
    """Each is told its own customer's rows only."""

    def buy(customer: str) -> list[dict[str, object]]:
        talk = Talk(app, customer=customer, locale="fr-FR" if customer == "claire" else "en-US")
        talk.turn(words="recommande mon café" if customer == "claire" else "reorder my coffee")
        changes: list[dict[str, object]] = talk.yes()["changes"]
        return changes

    with ThreadPoolExecutor(4) as pool:
        for customer, changes in zip(["anna", "claire"] * 2, pool.map(buy, ["anna", "claire"] * 2), strict=True):
            purchases = [each for each in changes if each["table"] == "purchases"]
            orders = [each for each in changes if each["table"] == "orders"]
            assert len(purchases) == len(orders) == 1
            assert f"'customer_id': '{customer}'" in str(orders[0]["after"])


def test_the_same_request_again_is_the_same_answer(talk: Talk) -> None:
    """Byte for byte, with no second effect, whatever was said in between; the first one of a conversation, too."""
    first = talk.post(words="reorder my coffee", request_id="one")
    assert talk.post(words="reorder my coffee", request_id="one").data == first.data
    talk.session = first.get_json()["session"]
    paid = talk.post(session=talk.session, press={"intent": "AMAZON.YesIntent"}, request_id="two")
    assert talk.post(session=talk.session, press={"intent": "AMAZON.YesIntent"}, request_id="two").data == paid.data
    talk.turn(words="where is my order")
    again = talk.post(session=first.get_json()["session"], press={"intent": "AMAZON.YesIntent"}, request_id="two")
    assert again.data == paid.data, "the conversation has ended since"
    assert bought(talk) == 1
    assert len(held(talk.house)) == 1


def test_the_same_request_at_the_same_time(app: Flask) -> None:
    """Eight copies of a first request make one conversation, eight copies of a yes one order."""

    def send(what: dict[str, object]) -> bytes:
        response = Talk(app).post(**what)
        assert response.status_code == 200
        return bytes(response.data)

    with ThreadPoolExecutor(8) as pool:
        first = set(pool.map(send, [{"words": "reorder my coffee", "request_id": "one"}] * 8))
        assert len(first) == 1
        session = json.loads(first.pop())["session"]
        yes = {"session": session, "press": {"intent": "AMAZON.YesIntent"}, "request_id": "two"}
        assert len(set(pool.map(send, [yes] * 8))) == 1
    assert bought(Talk(app)) == 1


def test_an_unknown_session_begins_a_new_conversation(talk: Talk) -> None:
    """Also another customer's, another channel's, and one that has ended."""
    quoted = talk.turn(words="reorder my coffee")
    for session, customer in [
        ("page:AAAAAAAAAAAAAAAAAAAAAA", "anna"),
        ("amzn1.echo-api.session.1", "anna"),
        ("' OR 1=1 --", "anna"),
        (quoted["session"], "ben"),
        (quoted["session"], "guest"),
    ]:
        answer = talk.post(session=session, customer=customer, press={"intent": "AMAZON.YesIntent"})
        assert answer.status_code == 200
        assert answer.get_json()["session"] not in (session, quoted["session"])
    assert bought(talk) == 0
    assert talk.turn(words="stop")["reply"]["closed"] is True
    assert talk.turn(words="yes")["session"] != quoted["session"], "a closed conversation is over"
    assert bought(talk) == 0


def test_another_channels_conversation_cannot_be_gone_on_with(talk: Talk) -> None:
    """The page never continues what it did not begin, even when it knows the name."""
    quoted = talk.turn(words="reorder my coffee")
    with talk.house.database.write() as connection:
        moved = {"old": quoted["session"], "new": "amzn1.echo-api.session.1"}
        for table in ("dialogues", "purchases"):
            connection.execute(text(f"UPDATE {table} SET session = :new WHERE session = :old"), moved)  # noqa: S608
    talk.session = "amzn1.echo-api.session.1"
    talk.yes()
    assert bought(talk) == 0


def test_silence(talk: Talk) -> None:
    talk.turn(words="reorder my coffee")
    silent = talk.turn(silence=True)
    assert silent["understood"] == {
        "intent": "Silence", "sure": True, "slots": {}, "how": "silence", "confidence": 1.0, "candidates": []
    }  # fmt: skip
    assert "Yes or no" in silent["reply"]["voice"]
    assert silent["question"]["expects"] == "order"
    assert bought(talk) == 0


def test_words_are_heard_in_the_light_of_the_question(talk: Talk) -> None:
    """ "order it" is a yes to a quote, in whichever process the next turn is taken."""
    talk.turn(words="reorder my coffee")
    assert talk.turn(words="order it")["understood"]["how"] == "answer"
    assert bought(talk) == 1


def test_a_refused_reading_is_shown(talk: Talk) -> None:
    odd = talk.turn(words="flurb gnarf the weather")
    assert odd["understood"]["intent"] == "AMAZON.FallbackIntent"
    shown = odd["understood"]["candidates"]
    assert len(shown) > 1
    assert all(0 <= each["confidence"] <= 1 for each in shown)


def test_a_guest_has_no_orders(app: Flask) -> None:
    guest = Talk(app, customer="guest")
    assert guest.turn(words="how much is the honey")["reply"]["text"].startswith("Linden Hive Wildflower Honey")
    refused = guest.turn(words="reorder my coffee")
    assert refused["reply"]["closed"] is True
    assert refused["alexa"]["response"]["card"]["type"] == "LinkAccount"


@pytest.mark.parametrize(
    ("sent", "status", "advice"),
    [
        ({"words": "hello", "locale": "tlh-KL"}, 404, "fr-FR"),
        ({"words": "hello", "customer": "mallory"}, 404, "anna, ben, claire, david, guest"),
        ({}, 400, "exactly one of words, press, silence and launch"),
        ({"words": "hello", "silence": True}, 400, "exactly one"),
        ({"silence": False}, 400, "silence"),
        ({"words": ""}, 400, "silence"),
        ({"words": " \n"}, 400, "silence"),
        ({"words": 7}, 400, "words: "),
        ({"words": "x" * 501}, 400, "at most 500 characters"),
        ({"words": "hello", "locale": None}, 400, "locale"),
        ({"words": "hello", "customer": None}, 400, "customer"),
        ({"words": "hello", "voice": "loud"}, 400, "voice: there is no such field"),
        ({"words": "hello", "request_id": "a b"}, 400, "request_id"),
        ({"words": "hello", "request_id": "a" * 101}, 400, "request_id"),
        ({"words": "hello", "session": "s" * 101}, 400, "session"),
        ({"press": {}}, 400, "press.intent"),
        ({"press": {"intent": "MadeUpIntent"}}, 400, "press: no button says this intent"),
        ({"press": {"intent": "SessionEndedRequest"}}, 400, "press: no button"),
        ({"press": {"intent": "Outdated"}}, 400, "press: no button"),
        ({"press": {"intent": "Verified", "slots": {"status": {"value": "ACHIEVED"}}}}, 400, "press: no button"),
        ({"press": {"intent": "ReorderIntent", "slots": {"product": "coffee"}}}, 400, "press.slots.product"),
        ({"press": {"intent": "ReorderIntent", "slots": {"product": {"value": "c" * 201}}}}, 400, "at most 200"),
        ({"press": {"intent": "ReorderIntent", "question": 1}}, 400, "press.question"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_advice(anybody: Talk, sent: dict[str, object], status: int, advice: str) -> None:
    response = anybody.client.post("/chat", json={"locale": "en-US", "customer": "anna", **sent})
    assert response.status_code == status
    assert advice in response.get_json()["error"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"words=hello", "application/x-www-form-urlencoded", 415),
        (b'{"words": "hello", "locale": "en-US"}', "text/plain", 415),
        (b'{"words": "hello", "locale": "en-US"}', "", 415),
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"null", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 5000, "application/json", 400),
        (b'{"words": "\\ud800", "locale": "en-US"}', "application/json", 400),
        (b'{"words": "hello", "locale": "en-US", "x": "' + b"x" * 20_000 + b'"}', "application/json", 413),
    ],
)
def test_a_body_that_is_no_turn(anybody: Talk, body: bytes, kind: str, status: int) -> None:
    for path in ("/chat", "/speech"):
        response = anybody.client.post(path, data=body, content_type=kind)
        assert response.status_code == status, path
        assert response.get_json()["error"]


def test_control_characters_do_no_harm(talk: Talk) -> None:
    assert talk.turn(words="reorder my\x00coffee\x1b")["understood"]["intent"] == "ReorderIntent"
    pressed = {"intent": "PriceIntent", "slots": {"product": {"value": "the\x00honey"}}}
    assert talk.turn(press=pressed)["reply"]["text"].startswith("Linden Hive Wildflower Honey")


def test_a_turn_that_fails_says_so_and_no_more(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with opened(settings_in(tmp_path)) as app:
        talk = Talk(app)
        with talk.house.database.write() as connection:
            connection.exec_driver_sql("ALTER TABLE purchases RENAME TO gone")
        response = talk.post(words="reorder my coffee")
        assert response.status_code == 503
        assert response.get_json() == {"error": "Sorry, something went wrong on our side. Please try again later."}
        logged = capfd.readouterr().err
        assert "turn failed" in logged
        assert "reorder my coffee" not in logged
        with talk.house.database.write() as connection:
            connection.exec_driver_sql("ALTER TABLE gone RENAME TO purchases")
        assert talk.post(words="reorder my coffee").status_code == 200


def test_only_the_demonstration_is_spoken_for(talk: Talk) -> None:
    """A customer whose token is not the demonstration's is somebody real."""
    with talk.house.database.write() as connection:
        connection.execute(text("UPDATE customers SET access_token_sha256 = 'real' WHERE id = 'ben'"))
    assert "ben" not in str(talk.client.get("/chat/options").get_json()["customers"])
    assert talk.post(customer="ben", words="where is my order").status_code == 404


def test_what_there_is_to_choose_from(anybody: Talk) -> None:
    offered = anybody.client.get("/chat/options").get_json()
    assert offered["shop"] == "Corner Shop"
    assert [each["id"] for each in offered["customers"]] == ["anna", "ben", "claire", "david", "guest"]
    assert {"id": "fr-CA", "name": "Français (Canada)"} in offered["locales"]
    assert set(offered["starters"]) == {each["id"] for each in offered["locales"]}


@pytest.mark.parametrize(("locale", "language"), [("en-US", "en"), ("fr-FR", "fr")])
def test_what_the_page_suggests_is_understood(locale: str, language: str) -> None:
    for words in STARTERS[language]:
        parse = ear_for(locale).explain(words)
        assert parse.heard.intent not in ("AMAZON.FallbackIntent", "AMAZON.YesIntent"), words
        assert parse.heard.sure, words


@pytest.mark.parametrize("words", ["reorder my coffee", "yes", "make it two", "the second one", "weather please", ""])
@pytest.mark.parametrize("question", [None, *Expectation])
def test_explaining_is_hearing(words: str, question: Expectation | None) -> None:
    """What is shown is what was acted upon."""
    ear = ear_for("en-US")
    assert ear.explain(words, question).heard == ear.hear(words, question)


def test_a_screen_and_what_pressing_it_sends() -> None:
    """A row goes back as the utterance it stands for, with the question it was shown with."""
    says = Heard("ChooseIntent", {"product": Slot("decaf", ("decaf-capsules",), (Slot("beans"),))})
    screen = Screen("choices", "Which one?", (Row(("decaf", "€6.49"), says), Row(("none",))), ("name", "price"),
                    "Prices include tax", (Button("Neither", Heard("AMAZON.NoIntent")),))  # fmt: skip
    shown = reply_shown(Reply("Which?", "Which one?", "Which?", question="q-1", screen=screen))["screen"]
    assert shown["rows"][1] == {"cells": ["none"], "press": None}
    press = Press.model_validate_json(json.dumps(shown["rows"][0]["press"]))
    assert (press.question, press.heard()) == ("q-1", says)
    assert shown["buttons"][0]["press"] == {"question": "q-1", "intent": "AMAZON.NoIntent", "slots": {}}


class Slow:
    """An ear that is ready when the test says so."""

    def __init__(self) -> None:
        self.ready = threading.Event()
        self.fails = False

    def learn(self, locale: str) -> Ear:
        assert self.ready.wait(60)
        if self.fails:
            raise OSError("no space left")
        return ear_for(locale)


def test_an_ear_that_still_learns() -> None:
    """Whoever does not want to wait is told; an ear that could not be made is made again."""
    slow = Slow()
    ears = Ears(slow.learn)
    with pytest.raises(Learning, match="en-US"):
        ears.explain("en-US", "hello", None, 0)
    slow.fails = True
    slow.ready.set()
    with pytest.raises(OSError, match="no space"):
        ears.explain("en-US", "hello", None, 60)
    slow.fails = False
    parses: list[Parse] = [ears.explain("en-US", "reorder my coffee", None, 60)]
    assert parses[0].heard.intent == "ReorderIntent"


def test_a_client_that_does_not_want_to_wait(talk: Talk) -> None:
    """503 while the ear learns, to be sent again; the very same request then gets its answer."""
    slow = Slow()
    page = talk.client.application.extensions["page"]
    object.__setattr__(page.chat, "ears", Ears(slow.learn))
    sent = {**talk.who, "words": "reorder my coffee", "request_id": "one"}
    response = talk.client.post("/chat", json=sent, headers={"Prefer": "wait=0"})
    assert response.status_code == 503
    assert response.get_json()["learning"] is True
    assert response.headers["Retry-After"] == "1"
    slow.ready.set()
    assert talk.client.post("/chat", json=sent).get_json()["understood"]["intent"] == "ReorderIntent"
