"""Conversations at virtual sound cards, held by processes of their own: see `person`."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.local_voice.card import Card
from tests.shop import ear_for

AT_ONCE = 5
SHARE = 0.75  # of the words of a reply that have to be recognised in what was to be heard
PATIENCE_SECONDS = 600

Plan = dict[str, Any]
Outcome = Mapping[str, Any]


def converse(plans: Mapping[str, Plan], folder: Path, setup: Callable[[Card], None] = lambda _: None) -> Outcome:
    """The outcomes of these plans, held one after another at one card."""
    folder.mkdir(parents=True, exist_ok=True)
    assert ear_for("en-US")  # learnt, for the process that converses
    (folder / "plan.json").write_text(json.dumps(plans), "utf-8")
    with Card() as card:
        setup(card)
        done = subprocess.run(
            [sys.executable, "-m", "tests.local_voice.person", str(folder / "plan.json"), str(folder / "out.json")],
            env=card.env,
            check=False,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    outcome: Outcome = json.loads((folder / "out.json").read_text("utf-8"))
    return outcome
