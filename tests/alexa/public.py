"""Requests published by others, where the shared data is there: real shapes that we did not think of ourselves."""

import json
import os
from pathlib import Path

SHARED = Path(os.environ.get("SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")
_FOLDER = SHARED / "alexa_requests"

PUBLIC: list[str] = sorted(path.name for path in _FOLDER.glob("*.json") if path.name != "INDEX.json")
"""The names of all files: envelopes, parts of envelopes, responses. Empty when the data is not there."""


def envelopes() -> list[str]:
    """The names of those that are whole envelopes."""
    if not PUBLIC:
        return []
    index = json.loads((_FOLDER / "INDEX.json").read_text())
    return [entry["file"] for entry in index if entry["kind"] == "envelope"]


def public_text(name: str) -> str:
    """The text of one, without the byte order mark that some begin with."""
    return (_FOLDER / name).read_text(encoding="utf-8-sig")
