"""python -m interaction_models upload: what arrives, what is told, and the exit code."""

import json

import pytest

from interaction_models.sandbox.world import SKILL
from interaction_models.smapi.models import changes, digest, sent
from interaction_models.smapi.problems import Refused
from tests.smapi.standing import Stand, model


def test_a_new_model_arrives_and_is_built(stand: Stand) -> None:
    body = stand.have("en-US", model())
    result = stand.run("upload", "--yes")
    assert result.exit_code == 0, result.output
    assert stand.there("en-US") == body
    assert "en-US  built, version 1" in result.stdout
    for step in ("dialog done", "quick build done", "full build done"):
        assert step in result.stderr


def test_what_is_there_already_is_not_sent_again(stand: Stand) -> None:
    stand.have("en-US", model())
    assert stand.run("upload", "--yes").exit_code == 0
    result = stand.run("upload", "--yes")
    assert result.exit_code == 0
    assert "already there" in result.stdout
    assert len(stand.seen("PUT")) == 1


def test_a_model_without_the_outer_object_is_wrapped_and_unknown_keys_are_kept(stand: Stand) -> None:
    inner = model()["interactionModel"] | {"future": {"key": 1}}
    stand.have("en-US", inner)
    assert stand.run("upload", "--yes").exit_code == 0
    assert json.loads(stand.there("en-US")) == {"interactionModel": inner}


def test_a_dry_run_changes_nothing(stand: Stand) -> None:
    stand.put("en-US", model())
    stand.have("en-US", model("are you open today"))
    before = stand.there("en-US")
    result = stand.run("upload", "--dry-run")
    assert result.exit_code == 0
    assert "samples +1" in result.stdout
    assert stand.there("en-US") == before
    assert {one.method for one in stand.world.seen if one.path.startswith("/v1")} == {"GET"}
    assert not list((stand.home / "var").rglob("*.json"))


def test_nobody_is_asked_where_nobody_is(stand: Stand) -> None:
    stand.have("en-US", model())
    result = stand.run("upload")
    assert result.exit_code == 2
    assert "--yes" in result.stderr
    assert not stand.seen("PUT")


def test_several_locales_one_of_which_fails(stand: Stand) -> None:
    """The others are built all the same, and the failing one says why, by the rule and the place."""
    broken = model()
    broken["interactionModel"]["languageModel"]["intents"][1]["slots"][0]["type"] = "Nowhere"
    for locale in ("de-DE", "en-US", "es-ES", "it-IT"):
        stand.have(locale, model())
    stand.have("fr-FR", broken)
    result = stand.run("upload", "--yes")
    assert result.exit_code == 1
    for locale in ("de-DE", "en-US", "es-ES", "it-IT"):
        assert f"{locale}  built, version 1" in result.stdout
    assert "fr-FR: the build failed" in result.stderr
    assert (
        "slot-type-unknown (UnknownSlotType)  /interactionModel/languageModel/intents/1/slots/0/type" in result.stderr
    )


def test_only_the_locales_named(stand: Stand) -> None:
    stand.have("en-US", model())
    stand.have("fr-FR", model())
    assert stand.run("upload", "fr-FR", "--yes").exit_code == 0
    assert set(stand.world.skills[SKILL].models) == {("development", "fr-FR")}
    missing = stand.run("upload", "xx-XX", "--yes")
    assert missing.exit_code == 2
    assert "There is no xx-XX" in missing.stderr


def test_a_model_refused_at_once(stand: Stand) -> None:
    broken = model()
    del broken["interactionModel"]["languageModel"]["invocationName"]
    stand.have("en-US", broken)
    result = stand.run("upload", "--yes")
    assert result.exit_code == 1
    assert "MISSING_REQUIRED_PROPERTY" in result.stderr
    assert "/interactionModel/languageModel/invocationName" in result.stderr


@pytest.mark.parametrize("step", ["DIALOG_MODEL_BUILD", "LANGUAGE_MODEL_QUICK_BUILD", "LANGUAGE_MODEL_FULL_BUILD"])
def test_a_build_that_fails_in_any_step(stand: Stand, step: str) -> None:
    body = stand.have("en-US", model())
    stand.go_wrong(build=step, code="SomethingNew", message="SomethingNew: nobody has seen this before.")
    (outcome,) = stand.upload({"en-US": body})
    assert isinstance(outcome.problem, Refused)
    assert [one.line() for one in outcome.problem.findings] == [
        "error  SomethingNew  (no place told)  nobody has seen this before."
    ]
    (again,) = stand.upload({"en-US": body})
    assert again.problem is None, "a build that failed is tried again by the same command"


def test_a_slow_build_is_followed_to_its_end(stand: Stand) -> None:
    stand.world.polls_per_step = 7
    (outcome,) = stand.upload({"en-US": stand.have("en-US", model())})
    assert outcome.problem is None
    assert len(stand.seen("GET", "/status")) > 20
    assert len(stand.told.lines) > len(set(stand.told.lines)), "every look is shown, if only to say the same"


def test_a_skill_that_does_not_exist(stand: Stand) -> None:
    stand.have("en-US", model())
    result = stand.run("upload", "--yes", "--skill-id", "amzn1.ask.skill.nobody")
    assert result.exit_code == 1
    assert "amzn1.ask.skill.nobody does not exist" in result.stderr


def test_a_file_that_is_no_model(stand: Stand) -> None:
    (stand.models / "en-US.json").write_text('{"something": "else"}', "utf-8")
    result = stand.run("upload", "--yes")
    assert result.exit_code == 2
    assert "no interaction model" in result.stderr


def test_the_digest_knows_meaning_only() -> None:
    one = sent(model())
    raw = json.loads(one)
    part = raw["interactionModel"].pop("languageModel")
    raw["interactionModel"]["prompts"] = []
    raw["interactionModel"]["languageModel"] = dict(reversed(part.items()))
    raw["version"] = "12"
    assert digest(json.dumps(raw).encode()) == digest(one)
    assert digest(sent(model("more"))) != digest(one)


def test_changes_are_counted_in_words() -> None:
    assert changes(sent(model("a", "b")), sent(model("b", "c", name="other shop"))) == (
        "invocation name 'corner shop' -> 'other shop', samples +1 -1"
    )
    assert changes(sent(model()), sent(model())) == "only its order or settings"
