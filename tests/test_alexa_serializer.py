"""JSON to ask-sdk's models: the same as ask-sdk's own where that succeeds, and an answer where it raises."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.canfulfill.can_fulfill_intent_request import CanFulfillIntentRequest
from ask_sdk_model.intent_request import IntentRequest
from ask_sdk_model.launch_request import LaunchRequest
from ask_sdk_model.list_slot_value import ListSlotValue
from ask_sdk_model.request import Request
from ask_sdk_model.request_envelope import RequestEnvelope
from ask_sdk_model.response import Response
from ask_sdk_model.response_envelope import ResponseEnvelope
from ask_sdk_model.session_ended_request import SessionEndedRequest
from ask_sdk_model.simple_slot_value import SimpleSlotValue
from ask_sdk_model.slot import Slot as AlexaSlot
from ask_sdk_model.ui.simple_card import SimpleCard
from ask_sdk_model.ui.ssml_output_speech import SsmlOutputSpeech

from skill.alexa.refusal import Unreadable
from skill.alexa.serializer import TolerantSerializer
from skill.dialogue.heard import Slot
from tests.alexa.envelopes import envelope
from tests.alexa.public import envelopes, public_text

# its supportedInterfaces are [], which ask-sdk takes for {} and we for nothing
EMPTY_LIST_FOR_AN_OBJECT = "internetofvoice_libvoice--Viewport.json"

OURS, THEIRS = TolerantSerializer(), DefaultSerializer()

PLACES = [
    "session",
    "context",
    "request",
    "context.System",
    "request.intent",
    "request.timestamp",
    "request.intent.slots",
    "request.intent.slots.p",
    "request.intent.slots.p.value",
    "request.intent.slots.p.slotValue",
    "request.intent.slots.p.resolutions",
    "request.intent.slots.p.resolutions.resolutionsPerAuthority",
    "request.locale",
    "context.System.user",
    "context.System.application",
    "context.System.device",
    "context.Viewport",
    "session.attributes",
    "context.Viewport.touch",
    "context.Viewport.video",
    "session.new",
    "request.dialogState",
]


def read(sent: Any) -> RequestEnvelope:
    """What we make of an envelope."""
    found = OURS.deserialize(json.dumps(sent), RequestEnvelope)
    assert isinstance(found, RequestEnvelope)
    return found


def declared(model: Any) -> Any:
    """`model` as plain data, of its declared fields alone: ask-sdk's also sets whatever else the JSON holds."""
    if isinstance(model, list):
        return [declared(one) for one in model]
    if isinstance(model, dict):
        return {key: declared(one) for key, one in model.items()}
    if not hasattr(model, "deserialized_types"):
        return model
    return type(model), {field: declared(getattr(model, field)) for field in model.deserialized_types}


@pytest.mark.parametrize("name", [name for name in envelopes() if name != EMPTY_LIST_FOR_AN_OBJECT])
def test_it_reads_what_ask_sdk_reads(name: str) -> None:
    text = public_text(name)
    ours = OURS.deserialize(text, RequestEnvelope)
    try:
        theirs = THEIRS.deserialize(text, RequestEnvelope)
    except Exception:  # noqa: BLE001  # ask-sdk's raises all kinds; then ours need only not
        return
    assert declared(ours) == declared(theirs)


@pytest.mark.parametrize(
    "sent",
    [
        envelope(
            "ReorderIntent", {"product": Slot("coffee", ("A", "B")), "many": Slot("a", more=(Slot("b"),)), "no": None}
        ),
        envelope("LaunchRequest", new=True),
        envelope("SessionEndedRequest", {"reason": "EXCEEDED_MAX_REPROMPTS"}),
        envelope("HelpIntent", session=None, access_token="token"),
    ],
)
def test_it_reads_ours_as_ask_sdk_does(sent: dict[str, Any]) -> None:
    theirs = THEIRS.deserialize(json.dumps(sent), RequestEnvelope)
    assert declared(read(sent)) == declared(theirs)


def test_an_unknown_request_type_is_a_request_of_that_type() -> None:
    request = read({"request": {"type": "New.Thing", "requestId": "r", "timestamp": 0, "body": {}}}).request
    assert request is not None
    assert type(request) is Request
    assert (request.object_type, request.request_id) == ("New.Thing", "r")
    assert request.timestamp == datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["LaunchRequest", "IntentRequest", "SessionEndedRequest", "CanFulfillIntentRequest"])
def test_a_known_request_type_is_its_class(kind: str) -> None:
    classes = (LaunchRequest, IntentRequest, SessionEndedRequest, CanFulfillIntentRequest)
    request = read({"request": {"type": kind}}).request
    assert isinstance(request, classes)
    assert request.object_type == kind


def test_an_unknown_enum_value_is_absent() -> None:
    request = read({"request": {"type": "SessionEndedRequest", "reason": "BORED"}}).request
    assert isinstance(request, SessionEndedRequest)
    assert request.reason is None


@pytest.mark.parametrize("wrong", [None, 1, 1.5, True, "text", [], {}, [[]], [None], {"a": None}, {"type": []}])
@pytest.mark.parametrize("path", PLACES)
def test_a_value_of_the_wrong_type_is_as_if_absent(path: str, wrong: Any) -> None:
    sent = envelope("ReorderIntent", {"p": Slot("coffee", ("A",))})
    *steps, last = path.split(".")
    at = sent
    for step in steps:
        at = at[step]
    at[last] = wrong
    found = read(sent)
    assert found.version == "1.0"
    json.dumps(OURS.serialize(found))


def test_numbers_are_text_where_text_is_declared_and_text_a_number() -> None:
    assert OURS.deserialize('{"name": 5, "value": 1042}', AlexaSlot).value == "1042"
    assert [OURS.deserialize(text, "int") for text in ("5", '"5"', "5.0", '"x"', "true", "1e999")] == [
        5,
        5,
        5,
        None,
        None,
        None,
    ]
    assert [OURS.deserialize(text, "float") for text in ("5", '"5"', '"x"', "[]")] == [5.0, 5.0, None, None]
    assert [OURS.deserialize(text, "bool") for text in ("true", "1", '"true"')] == [True, None, None]
    assert OURS.deserialize('"2030-06-01T12:00:00Z"', "date").isoformat() == "2030-06-01"
    assert OURS.deserialize('["a", null, 5, {}]', "list[str]") == ["a", "5"]
    assert OURS.deserialize('{"a": {"name": "x"}, "b": 1}', "dict(str, ask_sdk_model.slot.Slot)")["b"] is None
    assert OURS.deserialize('{"a": [1]}', object) == {"a": [1]}
    assert OURS.deserialize(None, RequestEnvelope) is None


def test_a_multi_value_slot_holds_values() -> None:
    value = OURS.deserialize('{"type":"List","values":[{"type":"Simple","value":"a"},{"type":"New"},3]}', ListSlotValue)
    assert isinstance(value.values[0], SimpleSlotValue)
    assert [one.object_type for one in value.values] == ["Simple", "New"]


@pytest.mark.parametrize("text", ["", "{", "nul", "[" * 100_000, "1" * 5000, '{"a": \ud800'])
def test_what_is_not_json_is_unreadable_and_the_reason_holds_nothing_of_it(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        OURS.deserialize(text, RequestEnvelope)
    assert str(caught.value) in {"not json", "nested too deeply"}


def test_models_that_nest_without_end_are_unreadable() -> None:
    nested = '{"type":"List","values":[' * 5000 + "]}" * 5000
    with pytest.raises(Unreadable):
        OURS.deserialize(nested, "ask_sdk_model.slot_value.SlotValue")


def test_reading_twice_shares_nothing() -> None:
    text = json.dumps(envelope("ReorderIntent", {"p": "coffee"}))
    first, second = (OURS.deserialize(text, RequestEnvelope) for _ in range(2))
    assert first == second
    first.request.intent.slots["p"].value = "tea"
    first.session.user.access_token = "changed"
    assert second.request.intent.slots["p"].value == "coffee"
    assert second.session.user.access_token is None


def test_it_writes_as_ask_sdk_does() -> None:
    response = ResponseEnvelope(
        version="1.0",
        session_attributes={"a": [1, {"b": None}], "when": datetime(2030, 1, 1, tzinfo=UTC)},
        response=Response(
            output_speech=SsmlOutputSpeech(ssml="<speak>Hello</speak>"),
            card=SimpleCard(title="Shop", content="Hello"),
            should_end_session=False,
        ),
    )
    assert OURS.serialize(response) == THEIRS.serialize(response)
    with pytest.raises(TypeError):
        OURS.serialize(object())
