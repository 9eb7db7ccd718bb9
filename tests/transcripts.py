"""Golden transcripts: read them, and hold them through the local ear or through Alexa's endpoint.

A transcript is a YAML file in `conversations/<locale>/`:

    customer: anna            # or nobody: an account that is not linked
    shop: {minimum_order: 2000}   # settings of the shop, where they matter
    turns:
      - U: reorder my coffee
        heard: {intent: ReorderIntent, slots: {product: coffee}}
        A: Two bags of house blend beans, ...
        text: ...             # the TEXT phrasing, where it is worth pinning down
        orders: 1             # orders made in this conversation so far (0 unless told)
        closed: true          # the session has ended (open unless told)
        after: 11             # minutes that pass before this turn
      - U: ""                 # silence: heard locally only, because Alexa ends the session by itself
        heard: {intent: Silence}
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from skill.dialogue.heard import Slot
from skill.understanding.ear import MODELS

FOLDER = Path(__file__).parent / "conversations"


@dataclass(frozen=True)
class Exchange:
    """One turn of a transcript."""

    said: str
    intent: str
    slots: Mapping[str, str]
    answer: str
    text: str | None
    orders: int
    closed: bool
    after: float


@dataclass(frozen=True)
class Transcript:
    """One conversation."""

    name: str
    locale: str
    customer: str
    turns: tuple[Exchange, ...] = field(default_factory=tuple)
    shop: Mapping[str, int] = field(default_factory=dict)


def transcripts() -> Iterator[Transcript]:
    """All transcripts, in the order of their files."""
    for path in sorted(FOLDER.glob("*/*.yaml")):
        yield read(path)


def read(path: Path) -> Transcript:
    """The transcript in this file. BaseLoader: YAML would turn a `no` into False."""
    raw = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  BaseLoader makes strings only
    turns, orders = [], 0
    for turn in raw["turns"]:
        orders = int(turn.get("orders", orders))
        turns.append(
            Exchange(
                said=turn["U"],
                intent=turn["heard"]["intent"],
                slots=turn["heard"].get("slots", {}),
                answer=turn["A"],
                text=turn.get("text"),
                orders=orders,
                closed=turn.get("closed") == "true",
                after=float(turn.get("after", 0)),
            )
        )
    shop = {name: int(value) for name, value in raw.get("shop", {}).items()}
    return Transcript(f"{path.parent.name}/{path.stem}", path.parent.name, raw["customer"], tuple(turns), shop)


def resolved(locale: str, intent: str, slots: Mapping[str, str]) -> dict[str, Slot]:
    """Slots with the ids that Alexa's entity resolution gives for them: exact names and synonyms of the model."""
    types = _slot_types(locale).get(intent, {})
    return {
        name: Slot(value, _values(locale).get((types.get(name, ""), value.lower()), ()))
        for name, value in slots.items()
    }


@cache
def _model(locale: str) -> Any:
    return json.loads((MODELS / f"{locale}.json").read_text("utf-8"))["interactionModel"]["languageModel"]


@cache
def _slot_types(locale: str) -> dict[str, dict[str, str]]:
    return {
        intent["name"]: {slot["name"]: slot["type"] for slot in intent.get("slots", [])}
        for intent in _model(locale)["intents"]
    }


@cache
def _values(locale: str) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], list[str]] = {}
    for kind in _model(locale).get("types", []):
        for value in kind.get("values", []):
            names = [value["name"]["value"], *value["name"].get("synonyms", [])]
            for name in {name.lower() for name in names}:
                found.setdefault((kind["name"], name), []).append(value.get("id", value["name"]["value"]))
    return {key: tuple(ids) for key, ids in found.items()}
