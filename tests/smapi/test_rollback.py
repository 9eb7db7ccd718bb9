"""python -m interaction_models rollback: what was there comes back, byte for byte."""

from itertools import groupby

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interaction_models.smapi.journal import Journal
from interaction_models.smapi.service import Remote
from tests.smapi.standing import Stand, model


def test_back_and_forth_byte_for_byte(stand: Stand) -> None:
    theirs = stand.put("en-US", {"version": "7", "description": "d", **model("théirs")})
    mine = stand.have("en-US", model("mine"))
    assert stand.run("upload", "--yes").exit_code == 0
    assert stand.journal.backups("en-US")[0].read_bytes() == theirs
    assert stand.run("rollback", "en-US", "--yes").exit_code == 0
    assert stand.there("en-US") == theirs
    assert stand.run("rollback", "en-US", "--yes").exit_code == 0
    assert stand.there("en-US") == mine


def test_to_one_backup_and_a_list_of_them(stand: Stand) -> None:
    stand.put("en-US", model("first"))
    for words in ("second", "third"):
        stand.have("en-US", model(words))
        assert stand.run("upload", "--yes").exit_code == 0
    listed = stand.run("rollback", "--list").stdout.splitlines()
    assert len(listed) == 2
    oldest = listed[-1].split("  ")[1]
    result = stand.run("rollback", "en-US", "--to", oldest, "--yes")
    assert result.exit_code == 0
    assert b"first" in stand.there("en-US")


def test_back_to_what_was_there_last_even_if_it_was_there_before(stand: Stand) -> None:
    """First, second, first again, third: from the third it goes back to the first."""
    stand.put("en-US", model("first"))
    for words in ("second", "first", "third"):
        stand.have("en-US", model(words))
        assert stand.run("upload", "--yes").exit_code == 0
    assert stand.run("rollback", "en-US", "--yes").exit_code == 0
    assert b"first" in stand.there("en-US")


def test_a_dry_run_and_a_no_change_nothing(stand: Stand) -> None:
    stand.put("en-US", model("first"))
    mine = stand.have("en-US", model("mine"))
    stand.run("upload", "--yes")
    assert "samples +1 -1" in stand.run("rollback", "en-US", "--dry-run").stdout
    assert "Nothing was sent" in stand.run("rollback", "en-US", given="n\n").stdout
    assert stand.there("en-US") == mine


def test_a_build_under_way_is_waited_for_by_the_person(stand: Stand) -> None:
    stand.put("en-US", model("first"))
    stand.have("en-US", model("mine"))
    stand.run("upload", "--yes")
    stand.world.hold_builds = True
    stand.service().put("en-US", stand.have("en-US", model("next")), None)
    assert stand.run("rollback", "en-US", "--yes").exit_code == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Name the locale"),
        (["en-US"], "no backup that differs"),
        (["fr-FR"], "no model for it"),
    ],
)
def test_nothing_to_go_back_to(stand: Stand, arguments: list[str], words: str) -> None:
    stand.put("en-US", model())
    result = stand.run("rollback", *arguments, "--yes")
    assert result.exit_code == 2
    assert words in result.stderr


def test_after_a_rollback_the_next_upload_is_no_conflict(stand: Stand) -> None:
    stand.put("en-US", model("first"))
    mine = stand.have("en-US", model("mine"))
    stand.run("upload", "--yes")
    stand.run("rollback", "en-US", "--yes")
    assert stand.run("upload", "--yes").exit_code == 0
    assert stand.there("en-US") == mine


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.binary(max_size=20), min_size=1, max_size=6), st.text(min_size=1, max_size=12))
def test_every_change_is_kept_in_order(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes], name: str
) -> None:
    """Whatever the skill is called, its backups stay inside its folder."""
    var = tmp_path_factory.mktemp("var")
    journal = Journal.of(var, name, "development")
    for body in bodies:
        journal.back_up("en-US", Remote(body, f"W/{body!r}"))
    kept = journal.backups("en-US")
    assert [path.read_bytes() for path in reversed(kept)] == [body for body, _ in groupby(bodies)]
    assert all(path.resolve().is_relative_to(var.resolve()) for path in kept)
