"""Coffee orders spoken by people (Picovoice's speech-to-intent-benchmark): what may have been said in them.

The labels give the slots, not the words; but all was read from one script: CARRIER a|an SLOTS DRINK [with X [and Y]].
"""

import itertools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from voice_models.training.folders import DATA, WORK

CORPUS = DATA / "barista" / "data"
CLEAN = CORPUS / "speech" / "clean"
HALVES, TRANSCRIPTS = "real_split.json", "real_transcripts.json"
Label = Mapping[str, Any]
CARRIERS = ("brew", "can i get", "can i have", "i want", "get me", "give me", "i'd like", "make me", "may i have")


def slots(label: Label) -> dict[str, str]:
    """The phrases of a recording's label by their slots."""
    return {name: " ".join(said.split()) for name, said in label["slots"].items()}


def candidates(label: Label) -> list[str]:
    """Every sentence that the label allows: at most a few hundred."""
    said = slots(label)
    front = [said[name] for name in ("size", "roast", "numberOfShots") if name in said]
    extras = [said[name] for name in ("milkAmount", "sugarAmount") if name in said]
    tails = [" with " + " and ".join(each) for each in itertools.permutations(extras)] if extras else [""]
    return [
        f"{carrier} {article} {' '.join((*order, said['coffeeDrink']))}{tail}"
        for order in itertools.permutations(front)
        for tail in tails
        for carrier in CARRIERS
        for article in ("a", "an")
    ]


def labels() -> dict[str, Label]:
    """The labels of all recordings by file name. Raises click.ClickException when the corpus is not there."""
    file = CORPUS / "label" / "label.json"
    try:
        return dict(json.loads(file.read_text("utf-8")))
    except FileNotFoundError as error:
        raise click.ClickException(f"{file} is missing: README.md says where the recordings come from") from error


def half(side: str, folder: Path = WORK) -> list[str]:
    """The recordings of the half that trains ("train") or tests ("test")."""
    try:
        return list(json.loads((folder / HALVES).read_text("utf-8"))[side])
    except FileNotFoundError as error:
        raise click.ClickException(f"{HALVES} is missing: python -m voice_models.training.recordings split") from error
