"""What Alexa heard reaches the assistant whole, and what the assistant replies reaches Alexa as it wants it."""

import json
import logging
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa.response import LONGEST_CARD, LONGEST_SPEECH, cut, escape, speech
from skill.assistant import Receipt, Reply, Turn
from skill.dialogue.heard import Heard, Slot
from skill.phrasing.style import Style
from tests.alexa.envelopes import AUTHORITY, SESSION, USER, envelope, matches, reprompted, spoken
from tests.alexa.fakes import GOODBYE, SORRY, RecordingAssistant, serve
from tests.alexa.signing import Signer

SECRET = "kumquat"


def take(sent: dict[str, Any]) -> Turn:
    """The turn that the assistant was handed."""
    assistant, signer = RecordingAssistant(), Signer()
    assert signer.post(serve(assistant, signer.verification()), sent).status_code == 200
    return assistant.turn


def answer(reply: Reply | Exception, sent: dict[str, Any] | None = None) -> dict[str, Any]:
    """The body that Alexa gets for `reply`."""
    assistant, signer = RecordingAssistant(), Signer()
    if isinstance(reply, Reply):
        assistant.reply = reply
    else:
        assistant.error = reply
    response = signer.post(serve(assistant, signer.verification()), sent or envelope("AnyIntent"))
    assert (response.status_code, response.mimetype) == (200, "application/json")
    body: dict[str, Any] = json.loads(response.data)
    assert body["version"] == "1.0"
    found: dict[str, Any] = body["response"]
    return found


# Request to turn


def test_an_intent_is_a_turn() -> None:
    sent = envelope(
        "ReorderIntent", {"product": "coffee"}, access_token="known", locale="en-GB", request_id="request-1"
    )
    assert take(sent) == Turn(
        heard=Heard("ReorderIntent", {"product": Slot("coffee")}),
        session=SESSION,
        customer="customer-1",
        locale="en-GB",
        style=Style.VOICE,
        request_id="request-1",
    )


def test_a_launch_and_an_unknown_intent_are_handed_over_too() -> None:
    assert take(envelope("LaunchRequest")).heard == Heard("LaunchRequest")
    assert take(envelope("NobodyKnowsThisIntent")).heard == Heard("NobodyKnowsThisIntent")


@pytest.mark.parametrize("reason", ["USER_INITIATED", "ERROR", "EXCEEDED_MAX_REPROMPTS"])
def test_the_end_of_a_session_is_heard_and_answered_without_a_word(reason: str) -> None:
    sent = envelope("SessionEndedRequest", {"reason": reason})
    assert take(sent).heard == Heard("SessionEndedRequest", {"reason": Slot(reason)})
    assert answer(GOODBYE, sent) == {}
    assert answer(RuntimeError(), sent) == {}


@pytest.mark.parametrize(("token", "customer"), [(None, None), ("unknown", None), ("known", "customer-1"), ("", None)])
def test_the_customer_is_whose_account_is_linked(token: str | None, customer: str | None) -> None:
    assert take(envelope("AnyIntent", access_token=token)).customer == customer


def test_the_access_token_may_stand_in_the_session_alone() -> None:
    sent = envelope("AnyIntent", access_token="known")
    del sent["context"]
    assert take(sent).customer == "customer-1"


def test_without_a_session_the_user_names_the_conversation_and_without_a_user_the_request() -> None:
    first, same, other = (
        take(envelope("AnyIntent", session=None, user=user)).session for user in (USER, USER, "other")
    )
    assert first == same != other
    assert first.startswith("user:") and USER not in first
    sent = envelope("AnyIntent", session=None, request_id="request-1")
    del sent["context"]["System"]["user"]
    assert take(sent).session == "request:request-1"


def test_without_a_request_id_the_body_names_the_request() -> None:
    sent = envelope("AnyIntent")
    del sent["request"]["requestId"]
    first, same = take(sent).request_id, take(sent).request_id
    sent["request"]["locale"] = "en-GB"
    assert first == same != take(sent).request_id
    assert first.startswith("body:") and len(first) < 80


@pytest.mark.parametrize(("sent", "locale"), [("de-DE", "de-DE"), ("xx-YY", "xx-YY"), ("", "en-US"), (None, "en-US")])
def test_the_locale_is_handed_on_as_it_is(sent: Any, locale: str) -> None:
    given = envelope("AnyIntent")
    given["request"]["locale"] = sent
    assert take(given).locale == locale


MATCHED = matches("A", "B")
DYNAMIC = matches("C", authority="amzn1.er-authority.echo-sdk.dynamic.amzn1.ask.skill.1.Product")


def resolved(*authorities: Any) -> dict[str, Any]:
    """The slot of one who said "x", as `authorities` resolved it."""
    return {"value": "x", "resolutions": {"resolutionsPerAuthority": list(authorities)}}


@pytest.mark.parametrize(
    ("said", "slot"),
    [
        ({"value": "coffee"}, Slot("coffee")),
        ({"value": "coffee", "resolutions": {"resolutionsPerAuthority": [MATCHED]}}, Slot("coffee", ("A", "B"))),
        (
            {"value": "coffee", "resolutions": {"resolutionsPerAuthority": [MATCHED, DYNAMIC]}},
            Slot("coffee", ("C", "A", "B")),
        ),
        (
            {"value": "coffee", "resolutions": {"resolutionsPerAuthority": [MATCHED, matches("B", "D")]}},
            Slot("coffee", ("A", "B", "D")),
        ),
        (resolved(matches(code="ER_SUCCESS_NO_MATCH")), Slot("x")),
        (resolved(matches("A", code="ER_SUCCESS_NO_MATCH")), Slot("x")),
        (resolved(matches("A", code="ER_ERROR_TIMEOUT")), Slot("x")),
        (resolved(matches("A", code="ER_NEW")), Slot("x")),
        (resolved({"authority": AUTHORITY}, {}, None), Slot("x")),
        (resolved(matches("https://e/1", authority="AlexaEntities")), Slot("x")),
        ({"value": "x", "resolutions": {}}, Slot("x")),
        ({"value": " two "}, Slot("two")),
        ({"value": 2}, Slot("2")),
        ({"value": "?"}, None),
        ({"value": ""}, None),
        ({"value": None}, None),
        ({}, None),
        ({"slotValue": {"type": "Simple", "value": "coffee"}}, Slot("coffee")),
        ({"slotValue": {"type": "List", "values": []}}, None),
        ({"slotValue": {"type": "Composite", "values": [{"type": "Simple", "value": "x"}]}}, None),
        ({"slotValue": {"type": "List", "values": [{"type": "Simple", "value": "?"}, {}]}}, None),
        (
            {
                "slotValue": {
                    "type": "List",
                    "values": [
                        {"type": "Simple", "value": "coffee", "resolutions": {"resolutionsPerAuthority": [MATCHED]}},
                        {"type": "Simple", "value": None},
                        {"type": "Simple", "value": "tea"},
                        {"type": "Simple", "value": "milk", "resolutions": {"resolutionsPerAuthority": [DYNAMIC]}},
                    ],
                }
            },
            Slot("coffee", ("A", "B"), (Slot("tea"), Slot("milk", ("C",)))),
        ),
    ],
)  # fmt: skip
def test_slots_keep_their_resolutions(said: dict[str, Any], slot: Slot | None) -> None:
    assert take(envelope("AnyIntent", {"p": said})).heard.slots == ({} if slot is None else {"p": slot})


def test_slots_that_were_not_said_are_left_out() -> None:
    sent = envelope("AnyIntent", {"p": None, "q": "tea"})
    sent["request"]["intent"]["slots"]["r"] = None
    assert take(sent).heard.slots == {"q": Slot("tea")}
    for empty in ("null", "{}", "[]"):
        sent["request"]["intent"]["slots"] = json.loads(empty)
        assert take(sent).heard.slots == {}


def test_what_no_storage_and_no_speech_can_hold_is_taken_out() -> None:
    sent = envelope("AnyIntent", {"p": "cof\x00fee\ud800 \u00e9\tx"}, session="s\x001", request_id="r\ud8001")
    body = json.dumps(sent).encode()
    assistant, signer = RecordingAssistant(), Signer()
    assert signer.post(serve(assistant, signer.verification()), body).status_code == 200
    turn = assistant.turn
    assert (turn.heard.value("p"), turn.session, turn.request_id) == ("coffee é x", "s1", "r1")


# Requests that the dialogue has no part in


@pytest.mark.parametrize(
    "kind",
    [
        "AudioPlayer.PlaybackStarted",
        "Display.ElementSelected",
        "Connections.Response",
        "GameEngine.InputHandlerEvent",
        "AlexaSkillEvent.SkillDisabled",
        "System.ExceptionEncountered",
        "SessionResumedRequest",
        "Yet.ToBeInvented",
    ],
)
def test_requests_of_other_types_get_an_empty_answer(kind: str) -> None:
    sent = envelope("AnyIntent")
    sent["request"]["type"] = kind
    assistant, signer = RecordingAssistant(), Signer()
    response = signer.post(serve(assistant, signer.verification()), sent)
    assert response.status_code == 200
    assert json.loads(response.data)["response"] == {}
    assert assistant.turns == []


def test_can_fulfill_is_answered_no_without_side_effects() -> None:
    sent = envelope("ReorderIntent", {"p": "coffee"})
    sent["request"]["type"] = "CanFulfillIntentRequest"
    assistant, signer = RecordingAssistant(), Signer()
    response = signer.post(serve(assistant, signer.verification()), sent)
    assert json.loads(response.data)["response"] == {
        "canFulfillIntent": {"canFulfill": "NO", "slots": {"p": {"canUnderstand": "NO", "canFulfill": "NO"}}}
    }
    assert assistant.turns == []


@pytest.mark.parametrize("intent", [None, {}, [], {"name": None}, {"name": ""}])
def test_an_intent_request_without_an_intent_gets_an_empty_answer(intent: Any) -> None:
    sent = envelope("AnyIntent")
    sent["request"]["intent"] = intent
    assistant, signer = RecordingAssistant(), Signer()
    assert signer.post(serve(assistant, signer.verification()), sent).status_code == 200
    assert assistant.turns == []


# Reply to response


def test_a_question_keeps_the_session_open_and_is_asked_again() -> None:
    assert answer(Reply("Order it?", "Shall I order it?", "Say order it.")) == {
        "outputSpeech": {"type": "SSML", "ssml": "<speak>Order it?</speak>"},
        "reprompt": {"outputSpeech": {"type": "SSML", "ssml": "<speak>Say order it.</speak>"}},
        "card": {"type": "Simple", "title": "Corner Shop", "content": "Shall I order it?"},
        "shouldEndSession": False,
    }


def test_no_question_closes_it() -> None:
    found = answer(GOODBYE)
    assert found["shouldEndSession"] is True
    assert "reprompt" not in found


def test_speech_is_escaped_once_and_cards_are_not() -> None:
    found = answer(Reply('M&M\'s <b> "x" &amp;\x07\n', "M&M's <b>\nline", "M&M's?"))
    assert found["outputSpeech"]["ssml"] == "<speak>M&amp;M&apos;s &lt;b&gt; &quot;x&quot; &amp;amp;</speak>"
    assert found["reprompt"]["outputSpeech"]["ssml"] == "<speak>M&amp;M&apos;s?</speak>"
    assert found["card"]["content"] == "M&M's <b>\nline"


def test_helpers_of_the_tests_hear_it_unescaped() -> None:
    assistant, signer = RecordingAssistant(Reply("M&M's?", "", "Well, M&M's?")), Signer()
    response = signer.post(serve(assistant, signer.verification()), envelope("AnyIntent"))
    assert (spoken(response), reprompted(response)) == ("M&M's?", "Well, M&M's?")


def test_a_receipt_is_a_card_and_an_account_to_link_goes_first() -> None:
    receipt = Receipt("Corner Shop, order 1042", "2 x House blend\nTotal $24.50")
    assert answer(Reply("Done.", "Done!", None, receipt=receipt))["card"] == {
        "type": "Simple",
        "title": receipt.title,
        "content": receipt.text,
    }
    assert answer(Reply("Link it.", "Link it.", None, link_account=True))["card"] == {"type": "LinkAccount"}


def test_silence_is_silent() -> None:
    assert answer(Reply("Hello", "Hello", None, silent=True)) == {}
    assert "outputSpeech" not in answer(Reply(" ", "", None))


def test_long_replies_are_cut_to_what_alexa_takes() -> None:
    long = "Some <words> & more. " * 2000
    found = answer(Reply(long, long, long, receipt=Receipt(long, long)))
    for ssml in (found["outputSpeech"]["ssml"], found["reprompt"]["outputSpeech"]["ssml"]):
        assert LONGEST_SPEECH * 0.9 < len(ssml) <= LONGEST_SPEECH
        assert ElementTree.fromstring(ssml).text  # noqa: S314  # our own
        assert ssml.endswith("more.</speak>")
    assert len(found["card"]["title"]) + len(found["card"]["content"]) <= LONGEST_CARD


@given(st.text(max_size=300))
def test_any_text_is_well_formed_speech_of_the_same_words(text: str) -> None:
    ssml = speech(text)
    if ssml is None:
        assert not escape(text).strip()
        return
    kept = ElementTree.fromstring(str(ssml.ssml).encode()).text or ""  # noqa: S314  # our own
    assert set(kept.split()) <= set(text.translate(dict.fromkeys(range(32), " ")).split()) or not text.isprintable()


@given(st.text(alphabet="a&<. ", min_size=1), st.integers(1, 3000))
def test_speech_never_exceeds_its_limit(text: str, times: int) -> None:
    ssml = speech(text * times)
    assert ssml is None or len(str(ssml.ssml)) <= LONGEST_SPEECH


@given(st.text(alphabet="ab. ", max_size=80), st.integers(0, 80))
def test_a_cut_fits_and_begins_as_the_text_does(text: str, room: int) -> None:
    found = cut(text, room)
    assert len(found) <= room
    assert text.startswith(found.removesuffix("…"))


# Failures


def test_a_turn_that_fails_is_answered_honestly_and_logged_without_a_word_of_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail() -> Exception:
        try:
            raise KeyError(SECRET)
        except KeyError as cause:
            error = RuntimeError(f"no product {SECRET}")
            error.__cause__ = cause
            return error

    found = answer(fail(), envelope("ReorderIntent", {"product": SECRET}, access_token=SECRET))
    assert found == {
        "outputSpeech": {"type": "SSML", "ssml": f"<speak>{SORRY}</speak>"},
        "shouldEndSession": True,
    }
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("skill.alexa", logging.ERROR)
    assert "RuntimeError" in caplog.text and "KeyError" in caplog.text and "fakes.py" in caplog.text
    assert SECRET not in caplog.text


def test_the_apology_is_in_the_customers_locale() -> None:
    asked: list[str] = []

    def on_error(locale: str) -> str:
        asked.append(locale)
        return "Entschuldigung."

    signer = Signer()
    client = serve(RecordingAssistant(error=RuntimeError()), signer.verification(), on_error)
    assert spoken(signer.post(client, envelope("AnyIntent", locale="de-DE"))) == "Entschuldigung."
    assert asked == ["de-DE"]


def test_an_account_that_cannot_be_looked_up_is_a_failed_turn() -> None:
    class Broken(RecordingAssistant):
        def customer_for(self, access_token: str) -> str | None:
            raise OSError(access_token)

    signer, broken = Signer(), Broken()
    response = signer.post(serve(broken, signer.verification()), envelope("AnyIntent", access_token="known"))
    assert spoken(response) == SORRY
    assert broken.turns == []
