"""What a session carries besides words: the products it knows, the pace, who interrupts, and who was verified."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa.carried import KEY, Carried, carried, milliseconds, takes
from skill.alexa.entities import MOST_VALUES, replace
from skill.alexa.envelope import digest
from skill.alexa.response import LONGEST_SPEECH, speech
from skill.assistant import Known, Reply
from skill.dialogue.heard import Heard, Slot
from skill.phrasing.style import Pace
from tests.alexa.envelopes import envelope, resumed
from tests.alexa.fakes import GOODBYE, QUESTION
from tests.alexa.posting import answered, directives, turn, turns

KNOWN = (Known("SKU-1", ("house blend", "coffee", "coffee")), Known("SKU-2", ("honey",)))
KNOWING = Reply("Hello?", "Hello?", "Well?", known=KNOWN)

# Dynamic entities


def test_the_first_reply_teaches_what_the_customer_buys() -> None:
    body = answered(KNOWING, envelope("LaunchRequest", new=True))
    assert directives(body) == [
        {
            "type": "Dialog.UpdateDynamicEntities",
            "updateBehavior": "REPLACE",
            "types": [
                {
                    "name": "Product",
                    "values": [
                        {"id": "SKU-1", "name": {"value": "house blend", "synonyms": ["coffee"]}},
                        {"id": "SKU-2", "name": {"value": "honey"}},
                    ],
                }
            ],
        }
    ]
    assert body["sessionAttributes"][KEY]["entities"] is True


def test_they_are_forgotten_when_the_session_that_learnt_them_closes() -> None:
    learnt = answered(KNOWING, envelope("LaunchRequest", new=True))["sessionAttributes"]
    again = answered(QUESTION, envelope("AnyIntent", attributes=learnt))
    assert directives(again) == [] and again["sessionAttributes"][KEY]["entities"] is True
    closing = answered(GOODBYE, envelope("AMAZON.StopIntent", attributes=again["sessionAttributes"]))
    assert directives(closing) == [{"type": "Dialog.UpdateDynamicEntities", "updateBehavior": "CLEAR"}]
    assert directives(answered(GOODBYE, envelope("AMAZON.StopIntent"))) == []


def test_nothing_is_taught_where_nothing_can_use_it() -> None:
    closing = Reply("Bye.", "Bye.", None, known=KNOWN)
    assert directives(answered(closing, envelope("AnyIntent"))) == []
    assert directives(answered(KNOWING, envelope("AnyIntent", session=None))) == []
    assert directives(answered(KNOWING, envelope("SessionEndedRequest"))) == []
    assert (
        directives(answered(Reply("", "", "", known=(Known("", ("x",)), Known("A", ("", " ")))), envelope("X"))) == []
    )


@given(
    st.lists(
        st.builds(Known, st.text(max_size=5), st.lists(st.text(max_size=150), max_size=40).map(tuple)), max_size=130
    )
)
def test_never_more_than_a_hundred_values_and_each_product_has_its_first_name(known: list[Known]) -> None:
    directive = replace(known)
    if directive is None:
        return
    values = directive.types[0].values  # type: ignore[index]
    count = sum(1 + len(value.name.synonyms or ()) for value in values)
    assert 0 < count <= MOST_VALUES
    names = [name for value in values for name in (value.name.value, *(value.name.synonyms or ()))]
    assert all(name.strip() and len(name) <= 140 and name.isprintable() for name in names)


def test_further_names_go_last() -> None:
    known = tuple(Known(f"SKU-{n}", (f"name {n}", f"other {n}", f"third {n}")) for n in range(70))
    values = replace(known).types[0].values  # type: ignore[union-attr,index]
    assert len(values) == 70
    assert sum(len(value.name.synonyms or ()) for value in values) == 30
    assert values[0].name.synonyms == ["other 0", "third 0"]


# Pace


@pytest.mark.parametrize(("pace", "rate"), [(Pace.CALM, "85%"), (Pace.BRISK, "110%"), (Pace.EVEN, None)])
def test_a_reply_is_said_at_its_pace(pace: Pace, rate: str | None) -> None:
    found = answered(Reply("M&M's?", "", "Well, <M>?", pace=pace), envelope("AnyIntent"))["response"]
    for said, words in ((found, "M&M's?"), (found["reprompt"], "Well, <M>?")):
        root = ElementTree.fromstring(said["outputSpeech"]["ssml"])  # noqa: S314  # our own
        assert "".join(root.itertext()) == words
        assert [(one.tag, one.get("rate")) for one in root] == ([("prosody", rate)] if rate else [])


@given(st.text(alphabet="a&<. ", min_size=1), st.integers(1, 3000), st.sampled_from(Pace))
def test_speech_never_exceeds_its_limit_at_any_pace(text: str, times: int, pace: Pace) -> None:
    ssml = speech(text * times, pace)
    assert ssml is None or len(str(ssml.ssml)) <= LONGEST_SPEECH


# Interruptions

NOW = datetime(2030, 6, 1, 12, tzinfo=UTC)
LONG = "one two three four five six seven eight nine ten " * 2  # twenty words, eight seconds


@pytest.mark.parametrize(
    ("seconds", "interrupted"),
    [(-1, False), (-0.9, True), (0, True), (2, True), (5.9, True), (6.1, False), (8, False), (60, False)],
)
def test_who_speaks_into_a_reply_interrupts_it(seconds: float, interrupted: bool) -> None:
    said = Carried(milliseconds(NOW), takes(LONG, Pace.EVEN))
    assert said.interrupts(NOW + timedelta(seconds=seconds)) is interrupted


def test_a_short_reply_cannot_be_interrupted_and_a_calm_one_takes_longer() -> None:
    assert not Carried(milliseconds(NOW), takes("Order it?", Pace.EVEN)).interrupts(NOW)
    assert not Carried().interrupts(NOW) and not Carried(milliseconds(NOW), 9000).interrupts(None)
    assert takes(LONG, Pace.BRISK) < takes(LONG, Pace.EVEN) == 8000 < takes(LONG, Pace.CALM)


def test_an_interruption_is_heard_as_one() -> None:
    reply = Reply(LONG * 5, LONG, "Well?")
    left = answered(reply, envelope("LaunchRequest"))["sessionAttributes"]
    assert turn(envelope("AnyIntent", {"p": "x"}, attributes=left)).heard == Heard(
        "AnyIntent", {"p": Slot("x")}, interrupted=True
    )
    assert not turn(envelope("AnyIntent")).heard.interrupted
    left[KEY]["at"] -= 600_000
    assert not turn(envelope("AnyIntent", attributes=left)).heard.interrupted


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
strange = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner))
KEYS = ("at", "takes", "entities", "verifying", "person")


@given(strange | st.fixed_dictionaries({KEY: strange | st.dictionaries(st.sampled_from(KEYS), strange)}))
def test_strange_attributes_are_as_good_as_none(attributes: Any) -> None:
    found = carried(attributes)
    assert 0 <= found.said_at < 10**14 and 0 <= found.takes < 10**14
    assert isinstance(found.interrupts(NOW), bool)
    assert carried(json.loads(json.dumps(found.attributes()))) == (
        found if found.verifying else Carried(found.said_at, found.takes, found.entities)
    )


@pytest.mark.parametrize("attributes", [[], "x", 7, {KEY: 7}, {KEY: {"at": "now", "takes": -1}}, {"other": {}}])
def test_a_session_with_strange_attributes_goes_on(attributes: Any) -> None:
    assert not turn(envelope("AnyIntent", attributes=attributes)).heard.interrupted
    body = answered(QUESTION, envelope("AnyIntent", attributes=attributes))
    assert set(body["sessionAttributes"]) == {KEY}


# Verified persons

VERIFYING = Reply("Who speaks?", "Who speaks?", "Well?", verify=True, question="question-1", known=KNOWN)
PERSON = "amzn1.ask.person.TEST"


@pytest.mark.parametrize(
    ("person", "locale", "can"),
    [
        (PERSON, "en-US", True),
        (PERSON, "fr-CA", True),
        (None, "en-US", False),
        (PERSON, "xx-YY", False),
        ("", "en-US", False),
    ],
)
def test_who_was_recognised_can_be_verified(person: str | None, locale: str, can: bool) -> None:
    assert turn(envelope("AnyIntent", person=person, locale=locale)).can_verify is can


def test_the_conversation_is_handed_to_alexa_instead_of_opening_the_microphone() -> None:
    body = answered(VERIFYING, envelope("AnyIntent", person=PERSON, screen=True))
    assert directives(body) == [
        {
            "type": "Connections.StartConnection",
            "uri": "connection://AMAZON.VerifyPerson/2",
            "onCompletion": "RESUME_SESSION",
            "input": {
                "requestedAuthenticationConfidenceLevel": {"level": 400, "customPolicy": {"policyName": "VOICE_PIN"}}
            },
            "token": "question-1",
        }
    ]
    assert "shouldEndSession" not in body["response"] and "reprompt" not in body["response"]
    assert "Who speaks?" in body["response"]["outputSpeech"]["ssml"]
    kept = body["sessionAttributes"][KEY]
    assert (kept["verifying"], kept["person"]) == ("question-1", digest(PERSON))
    assert PERSON not in json.dumps(body)


STARTED = answered(VERIFYING, envelope("AnyIntent", person=PERSON))["sessionAttributes"]


@pytest.mark.parametrize(
    ("result", "how", "status"),
    [
        ({"version": "2", "status": "ACHIEVED"}, {}, "ACHIEVED"),
        ({"status": "ACHIEVED"}, {"person": PERSON}, "ACHIEVED"),
        ({"status": "ACHIEVED"}, {"attributes": {}}, "ACHIEVED"),
        ({"status": "ACHIEVED"}, {"code": 200}, "ACHIEVED"),
        ({"status": "NOT_ENABLED"}, {}, "NOT_ENABLED"),
        ({"status": "NOT_ACHIEVED", "reason": "METHOD_LOCKOUT"}, {}, "NOT_ACHIEVED"),
        ({"status": "ACHIEVED"}, {"person": "somebody else"}, "NOT_ACHIEVED"),
        ({"status": "ACHIEVED"}, {"code": "403"}, "NOT_ACHIEVED"),
        ({"status": "ACHIEVED"}, {"code": None}, "NOT_ACHIEVED"),
        ({"status": "achieved"}, {}, "NOT_ACHIEVED"),
        ({"status": "YET_TO_BE_INVENTED"}, {}, "NOT_ACHIEVED"),
        ({"status": ["ACHIEVED"]}, {}, "NOT_ACHIEVED"),
        ({"version": "2"}, {}, "NOT_ACHIEVED"),
        (None, {}, "NOT_ACHIEVED"),
        ("ACHIEVED", {}, "NOT_ACHIEVED"),
    ],
)
def test_only_what_was_achieved_is(result: Any, how: dict[str, Any], status: str) -> None:
    taken = turn(resumed(result, **({"attributes": STARTED} | how)))
    assert taken.heard == Heard("Verified", {"status": Slot(status)})
    assert taken.question == "question-1"


@pytest.mark.parametrize("question", ["question-2", "", None, ["question-1"]])
def test_a_session_that_resumes_from_something_else_changes_nothing(question: Any) -> None:
    assert turns(resumed({"status": "ACHIEVED"}, question, attributes=STARTED)) == []


@pytest.mark.parametrize(
    "cause", [None, {}, [], {"type": "ConnectionCompleted"}, {"type": "Other", "token": "question-1"}]
)
def test_a_resumption_without_a_cause_changes_nothing(cause: Any) -> None:
    sent = resumed({"status": "ACHIEVED"}, attributes=STARTED)
    sent["request"]["cause"] = cause
    assert turns(sent) == []


def test_nobody_can_say_that_they_are_verified() -> None:
    assert turns(envelope("Verified", {"status": "ACHIEVED"})) == []
