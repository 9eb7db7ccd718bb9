"""The embedded model made to hear a shop's words: a new graph under the same weights, without training.

The words come on top of those the model was trained with, and what is said in the shop into its language model.
The same words give the same bytes.
"""

import random
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from voice_models.find import EMBEDDED
from voice_models.graphs import files
from voice_models.graphs.openfst import available, piped
from voice_models.lexicon import lexicon
from voice_models.training.sentences import sentences, vocabulary

SEED = 1
MADE = 60_000  # sentences of voice shopping in general
TIMES = 10  # that a sentence of this shop counts


@dataclass(frozen=True, slots=True)
class Adapted:
    """What was made. `unpronounced` are words left out because nobody knows how they sound."""

    path: Path
    words: int
    sentences: int
    unpronounced: tuple[str, ...]


def adapt(phrases: Iterable[str], out: Path | None = None) -> Adapted:
    """Write the embedded model with these phrases' words to `out` (default: over itself).

    Raises NoOpenFst, NoPronunciation.
    """
    if not available():
        piped("")  # says what is missing
    source, target = EMBEDDED["en"], out or EMBEDDED["en"]
    said = tuple(phrases)
    known, unpronounced = lexicon(vocabulary() | _words(said))
    general = (each for each in sentences(random.Random(SEED), MADE))  # noqa: S311  the same ones each time
    every = [each for each in (*general, *said * TIMES) if all(word in known for word in each.split())]
    if target != source:
        for part in ("am", "conf"):
            shutil.copytree(source / part, target / part, dirs_exist_ok=True)
    files.write(target / "graph", known, every)
    return Adapted(target, len(known), len(every), unpronounced)


def missing(phrases: Iterable[str], model: Path | None = None) -> tuple[str, ...]:
    """The words of these phrases that the model in this folder (default: the embedded one) has not."""
    table = (model or EMBEDDED["en"]) / "graph" / "words.txt"
    here = {line.partition(" ")[0] for line in table.read_text("utf-8").splitlines()}
    return tuple(sorted(_words(phrases) - here))


def _words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in phrase.split())
