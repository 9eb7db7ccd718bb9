"""A crash in the middle of an upload, and the second run: what has arrived is not sent again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from interaction_models.smapi.journal import Entry
from interaction_models.smapi.models import digest
from tests.smapi.standing import Stand, check_secret, model

ROOT = Path(__file__).parents[2]


def until(holds: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    """Wait for a fact of the stand-in, as long as the process lives (or 60 s, which only a broken one takes)."""
    end = time.monotonic() + 60
    while not holds():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.01)


def start(stand: Stand) -> "subprocess.Popen[str]":
    """The command as a process of its own."""
    command = [sys.executable, "-m", "interaction_models", "upload", "--yes", "--interval", "0.01"]
    return subprocess.Popen(
        [*command, "--folder", str(stand.models)],
        cwd=ROOT,
        env={**os.environ, **stand.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def kill(process: "subprocess.Popen[str]") -> None:
    """SIGKILL: nothing can be tidied up."""
    process.send_signal(signal.SIGKILL)
    for told in process.communicate():
        check_secret(told)


def test_killed_while_the_builds_run(stand: Stand) -> None:
    stand.world.hold_builds = True
    for locale in ("en-US", "fr-FR"):
        stand.put(locale, model())
        stand.have(locale, model("mine"))
    process = start(stand)
    until(lambda: len(stand.seen("PUT")) == 2 and len(stand.seen("GET", "/status")) > 4, process)
    kill(process)
    stand.world.release()
    result = stand.run("upload", "--yes")
    assert result.exit_code == 0, result.output
    assert result.stdout.count("already sent, and building") == 2
    assert stand.seen("PUT") == [202, 202]
    assert [len(stand.journal.backups(locale)) for locale in ("en-US", "fr-FR")] == [1, 1]


def test_killed_after_the_builds_have_ended_unseen(stand: Stand) -> None:
    stand.world.hold_builds = True
    stand.have("en-US", model())
    process = start(stand)
    until(lambda: bool(stand.seen("PUT")), process)
    kill(process)
    stand.world.release()
    for _ in range(3):
        stand.service().status()
    result = stand.run("upload", "--yes")
    assert result.exit_code == 0
    assert "already there" in result.stdout
    assert stand.seen("PUT") == [202]


@pytest.mark.parametrize("arrived", [True, False])
def test_killed_between_writing_down_and_the_answer(stand: Stand, arrived: bool) -> None:
    """The journal says "sending": whether it arrived is seen by what is there."""
    stand.put("en-US", model())
    before = stand.service().model("en-US")
    assert before is not None
    mine = stand.have("en-US", model("mine"))
    stand.journal.write("en-US", Entry("sending", digest(mine), before.etag))
    if arrived:
        stand.service().put("en-US", mine, before.etag)
    result = stand.run("upload", "--yes")
    assert result.exit_code == 0, result.output
    assert stand.seen("PUT") == [202]
    assert stand.there("en-US") == mine


def test_a_second_run_beside_the_first_is_refused(stand: Stand) -> None:
    stand.have("en-US", model())
    with stand.journal.locked():
        result = stand.run("upload", "--yes")
    assert result.exit_code == 2
    assert "running on this machine" in result.stderr


def test_half_a_journal_is_no_journal(stand: Stand) -> None:
    stand.have("en-US", model())
    stand.journal.folder.mkdir(parents=True)
    (stand.journal.folder / "en-US.json").write_text('{"phase": "se', "utf-8")
    assert stand.run("upload", "--yes").exit_code == 0
