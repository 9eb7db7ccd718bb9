"""The embedded model made to hear a shop's words: a new graph under the same weights, without training.

The words come on top of those the model was trained with, and what is said in the shop into its language model.
The same words give the same bytes.

Raises
------
NotAdapted    the model could not be written; what was there is untouched
"""

import json
import random
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from voice_models.find import ABOUT, EMBEDDED
from voice_models.graphs import files
from voice_models.graphs.openfst import needed
from voice_models.lexicon import lexicon
from voice_models.training.sentences import sentences, vocabulary

SEED = 1
MADE = 60_000  # sentences of voice shopping in general
TIMES = 10  # that a sentence of this shop counts


class NotAdapted(Exception):
    """The model could not be written."""


@dataclass(frozen=True, slots=True)
class Adapted:
    """What was made. `unpronounced` are words left out because nobody knows how they sound."""

    path: Path
    words: int
    sentences: int
    unpronounced: tuple[str, ...]


def adapt(phrases: Iterable[str], out: Path | None = None) -> Adapted:
    """Write the embedded model with these phrases' words to `out` (default: over itself), whole or not at all.

    Raises NoOpenFst, NoPronunciation, NotAdapted.
    """
    needed()
    source, target = EMBEDDED["en"], out or EMBEDDED["en"]
    said = tuple(phrases)
    known, unpronounced = lexicon(vocabulary() | _words(said))
    general = (each for each in sentences(random.Random(SEED), MADE))  # noqa: S311  the same ones each time
    every = [each for each in (*general, *said * TIMES) if all(word in known for word in each.split())]
    try:
        _place(source, target, lambda folder: files.write(folder, known, every))
    except OSError as error:
        raise NotAdapted(f"{target} cannot be written ({error.strerror}).") from error
    return Adapted(target, len(known), len(every), unpronounced)


def _place(source: Path, target: Path, write: Callable[[Path], None]) -> None:
    """Put a model with a new graph at `target`: the graph is exchanged only when all of it is there."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".adapting-", dir=target) as work:
        made = Path(work)
        write(made / "graph")
        if target != source:
            for part in ("am", "conf"):
                shutil.copytree(source / part, target / part, dirs_exist_ok=True)
            about = {"name": target.name, "locale": source.name, "licence": "Apache-2.0"}
            (target / ABOUT).write_text(json.dumps(about, indent=1), "utf-8")
        graph = target / "graph"
        if graph.exists():
            graph.rename(made / "old")
        (made / "graph").rename(graph)


def missing(phrases: Iterable[str], model: Path | None = None) -> tuple[str, ...]:
    """The words of these phrases that the model in this folder (default: the embedded one) has not."""
    table = (model or EMBEDDED["en"]) / "graph" / "words.txt"
    here = {line.partition(" ")[0] for line in table.read_text("utf-8").splitlines()}
    return tuple(sorted(_words(phrases) - here))


def _words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in phrase.split())
