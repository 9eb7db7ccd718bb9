"""Models on disk: where each locale's file is, and how it is read and written."""

import json
from pathlib import Path
from typing import Any

from skill.understanding.model import BadModel

HERE = Path(__file__).parent


def path_of(locale: str) -> Path:
    """The file of a locale, whether or not it exists."""
    return HERE / f"{locale}.json"


def locales() -> tuple[str, ...]:
    """The locales that have a model."""
    return tuple(sorted(file.stem for file in HERE.glob("*-*.json")))


def read(path: Path) -> dict[str, Any]:
    """A model as JSON. Raises BadModel with a message to show; a byte order mark is no matter."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadModel(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise BadModel(f"{path}: not UTF-8") from error
    except ValueError as error:
        raise BadModel(f"{path}: not JSON: {error}") from error
    if not isinstance(raw, dict):
        raise BadModel(f"{path}: not an object")
    return raw


def text_of(model: dict[str, Any]) -> str:
    """A model as it is written: two spaces, letters as they are, a final new line."""
    return json.dumps(model, indent=2, ensure_ascii=False) + "\n"


def language_model(model: dict[str, Any]) -> dict[str, Any]:
    """The part with intents and types."""
    part: dict[str, Any] = model["interactionModel"]["languageModel"]
    return part
