"""The golden transcripts as utterances with their meaning: what customers say, and the intent it must be heard as."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from interaction_models.utterances import BadUtterances, Expected

FOLDER = Path(__file__).parents[1] / "tests" / "conversations"


def spoken(folder: Path = FOLDER) -> tuple[str, ...]:
    """The locales that have transcripts."""
    return tuple(sorted(path.name for path in folder.glob("*-*") if path.is_dir()))


def transcripts(locale: str, intents: Collection[str], folder: Path = FOLDER) -> list[Expected]:
    """Each utterance once a meaning, for the intents a model has (silence and launching are none).

    A region without transcripts of its own has its language's. Of several things named in one slot the first counts,
    because a model alone hears no lists. Raises BadUtterances.
    """
    own = [folder / locale] if (folder / locale).is_dir() else sorted(folder.glob(f"{locale[:2]}-*"))
    found: dict[tuple[str, str, tuple[tuple[str, str], ...]], Expected] = {}
    for file in (path for place in own for path in sorted(place.glob("*.yaml"))):
        for one in _read(file):
            if one.utterance and one.intent in intents:
                found.setdefault((one.utterance, one.intent, tuple(sorted(one.slots.items()))), one)
    if not found:
        raise BadUtterances(f"There are no transcripts for {locale} in {folder}: name a file with --utterances.")
    return list(found.values())


def _read(file: Path) -> Iterator[Expected]:
    try:
        raw: Any = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # a safe loader that leaves "no" alone
        for turn in raw.get("turns", ()):
            heard: Mapping[str, Any] = turn.get("heard") or {}
            slots = {name: said[0] if isinstance(said, list) else said for name, said in heard.get("slots", {}).items()}
            yield Expected(turn.get("U", ""), heard.get("intent", ""), slots)
    except (OSError, yaml.YAMLError, AttributeError, IndexError) as error:
        raise BadUtterances(f"{file}: not a transcript: {error}") from error
