"""The service's errors, as they were published, become rule ids and JSON pointers."""

from typing import Any

import pytest

from interaction_models.sandbox import checks
from interaction_models.smapi.found import RULES, finding, findings
from tests.smapi.standing import model


@pytest.mark.parametrize(
    ("raw", "code", "rule"),
    [
        (
            {"message": 'MissingDialogIntentSlotPrompt: Prompt id "Elicit.1" for slot "A" is not present in prompts.'},
            "MissingDialogIntentSlotPrompt",
            "prompt-missing",
        ),
        (
            {"message": "The interaction model is invalid. Error code: InvalidModelDefinitionSchema"},
            "InvalidModelDefinitionSchema",
            "schema",
        ),
        (
            {"message": 'Sample utterance " {Strings}" in intent "String" must include a carrier phrase.'},
            "",
            "search-query-alone",
        ),
        ({"message": "model.type.name is unknown slot type name"}, "", "slot-type-unknown"),
        ({"code": "SomethingNew", "message": "Never seen."}, "SomethingNew", ""),
    ],
)
def test_published_errors(raw: dict[str, str], code: str, rule: str) -> None:
    found = finding(raw)
    assert (found.code, found.rule) == (code, rule)
    assert found.line()


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        (
            "$.interactionModel.languageModel.intents[3].samples[0]",
            "/interactionModel/languageModel/intents/3/samples/0",
        ),
        ("$.a['b/c~d'].e", "/a/b~1c~0d/e"),
        ("$", ""),
    ],
)
def test_property_paths_become_json_pointers(path: str, pointer: str) -> None:
    raw = {"message": "x", "validationDetails": {"originalInstance": {"propertyPath": path}}}
    assert finding(raw).pointer == pointer


def test_an_error_of_any_other_shape_is_no_finding() -> None:
    bodies: list[Any] = [None, [], "text", {}, {"violations": "x"}, {"violations": [1]}]
    for body in bodies:
        assert list(findings(body)) == []


def broken(how: str) -> dict[str, Any]:
    """The small model with one thing wrong."""
    made: dict[str, Any] = model()["interactionModel"]
    language = made["languageModel"]
    reorder = language["intents"][1]
    if how == "InvalidInvocationName":
        language["invocationName"] = "Corner Shop 24"
    elif how == "InvalidIntentName":
        reorder["name"] = "2order"
    elif how == "DuplicateIntentName":
        language["intents"].append(language["intents"][2])
    elif how == "MissingIntentSamples":
        reorder["samples"] = []
    elif how == "InvalidIntentSample":
        reorder["samples"].append("what's this?")
    elif how == "InvalidIntentSamplePhraseSlot":
        reorder["slots"].append({"name": "query", "type": "AMAZON.SearchQuery"})
        reorder["samples"].append("{query}")
    elif how == "MissingSlot":
        reorder["samples"].append("again {nothing}")
    elif how == "UnknownSlotType":
        reorder["slots"][0]["type"] = "Nowhere"
    elif how == "InvalidSlotTypeName":
        language["types"].append({"name": "2types", "values": language["types"][0]["values"]})
    elif how == "MissingSlotTypeValues":
        language["types"][0]["values"] = []
    elif how == "MissingDialogIntentSlotPrompt":
        slot = {"name": "product", "type": "Product", "prompts": {"elicitation": "Elicit.1"}}
        made["dialog"] = {"intents": [{"name": "ReorderIntent", "slots": [slot]}]}
    return made


BUILDS = sorted(code for code in RULES if code[1].islower() and code != "InvalidModelDefinitionSchema")


@pytest.mark.parametrize("code", BUILDS)
def test_every_build_error_of_the_table_is_one_the_stand_in_gives(code: str) -> None:
    """One thing broken: that error is among those found, and it says where."""
    found = {str(error["code"]): finding(error) for _, error in checks.meaning(broken(code))}
    assert code in found
    assert found[code].rule == RULES[code]
    assert found[code].pointer.startswith("/interactionModel/")


def test_a_good_model_has_none() -> None:
    assert checks.meaning(model()["interactionModel"]) == []
