"""Nobody's work is overwritten: whoever else changes a model, and whenever they do, it is told and left alone."""

import pytest

from interaction_models.sandbox.models import intrude
from interaction_models.sandbox.world import SKILL
from interaction_models.smapi.models import sent
from interaction_models.smapi.problems import Conflict
from tests.smapi.standing import Stand, model


def test_somebody_saves_between_our_look_and_our_upload(stand: Stand) -> None:
    """412: If-Match keeps theirs; told are what differs, how to see it, and how to go on."""
    stand.put("en-US", model())
    stand.have("en-US", model("mine"))
    stand.go_wrong(intrude=True, locale="en-US")
    result = stand.run("upload", "--yes")
    assert result.exit_code == 3
    assert stand.seen("PUT") == [412]
    assert b"what somebody else has written" in stand.there("en-US")
    for words in ("somebody has changed this model", "samples +1 -1", "diff en-US --against REMOTE", "--overwrite"):
        assert words in result.stderr
    again = stand.run("upload", "--yes")
    assert again.exit_code == 3, "the next run does not take theirs for known"
    assert b"what somebody else has written" in stand.there("en-US")


def test_somebody_saves_between_two_of_our_uploads(stand: Stand) -> None:
    stand.have("en-US", model())
    assert stand.run("upload", "--yes").exit_code == 0
    intrude(stand.world, SKILL, "development", "en-US")
    stand.have("en-US", model("mine"))
    result = stand.run("upload", "--yes")
    assert result.exit_code == 3
    assert stand.seen("PUT") == [202], "nothing was even tried"
    assert stand.run("upload", "--dry-run").exit_code == 3


def test_overwriting_keeps_theirs(stand: Stand) -> None:
    stand.have("en-US", model())
    stand.run("upload", "--yes")
    intrude(stand.world, SKILL, "development", "en-US")
    theirs = stand.there("en-US")
    mine = stand.have("en-US", model("mine"))
    result = stand.run("upload", "--yes", "--overwrite")
    assert result.exit_code == 0, result.output
    assert stand.there("en-US") == mine
    assert stand.journal.backups("en-US")[0].read_bytes() == theirs


def test_taking_theirs_into_ours_ends_the_conflict(stand: Stand) -> None:
    stand.have("en-US", model())
    stand.run("upload", "--yes")
    stand.put("en-US", model("theirs"))
    stand.have("en-US", model("theirs"))
    assert stand.run("upload", "--yes").exit_code == 0
    assert len(stand.seen("PUT")) == 1
    stand.have("en-US", model("theirs", "and mine"))
    assert stand.run("upload", "--yes").exit_code == 0


def test_a_build_that_somebody_else_started_is_not_joined(stand: Stand) -> None:
    stand.put("en-US", model("theirs"))
    stand.world.skills[SKILL].models["development", "en-US"].build.ended = ""
    stand.world.skills[SKILL].models["development", "en-US"].build.held = True
    with pytest.raises(Conflict, match="not started by this upload"):
        stand.upload({"en-US": sent(model("mine"))})
    assert not stand.seen("PUT")


def test_somebody_saves_while_ours_is_being_built(stand: Stand) -> None:
    """Ours was built, but is not what is there when we look: that is not told as done."""
    stand.world.polls_per_step = 3
    body = sent(model("mine"))
    real = stand.told.show

    def show(locale: str, text: str) -> None:
        real(locale, text)
        if "full build ..." in text:
            intrude(stand.world, SKILL, "development", locale)

    stand.told.show = show  # type: ignore[method-assign]  # the moment matters, not who shows it
    (outcome,) = stand.upload({"en-US": body})
    assert isinstance(outcome.problem, Conflict)
    assert "another model" in outcome.said


def test_one_locale_in_conflict_stops_no_other(stand: Stand) -> None:
    for locale in ("en-US", "fr-FR"):
        stand.have(locale, model())
    stand.run("upload", "--yes")
    intrude(stand.world, SKILL, "development", "fr-FR")
    stand.have("en-US", model("mine"))
    result = stand.run("upload", "--yes")
    assert result.exit_code == 3
    assert "en-US  built, version 2" in result.stdout
    assert "fr-FR: somebody has changed" in result.stderr
