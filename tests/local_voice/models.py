"""The model of speech that the tests hear with: the one that is found for a locale, else the shared one."""

import os
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

SHARED = Path(os.environ.get("SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data").parent


@dataclass(frozen=True)
class Folder:
    """A model by its folder."""

    locale: str
    path: Path


def model_for(locale: str) -> Folder | None:
    """The model of this locale; None when there is none on this machine."""
    if find_spec("voice_models") is not None:
        found = import_module("voice_models")
        try:
            return Folder(locale, found.find(locale).path)
        except LookupError:
            return None
    path = SHARED / "voice_model" / "en-us"
    return Folder(locale, path) if locale.startswith("en") and path.is_dir() else None
