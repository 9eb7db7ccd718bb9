"""Where the slots of an utterance lie: one linear-chain CRF an intent. Knows no values, only their look.

Trained on samples filled with values, and copies with recognition errors, so that an unknown or misheard
value is still found by what stands around it.
"""

import random
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pycrfsuite  # type: ignore[import-untyped]

from skill.understanding.kinds import Kind
from skill.understanding.rows import NONE, Row
from skill.understanding.templates import Span

MOST_ROWS = 600  # of one intent
_LETTERS = "aeioulnrst"


def features(
    words: Sequence[str], kinds: Mapping[str, Kind], carriers: frozenset[str], forget: Callable[[], bool] | None = None
) -> list[list[str]]:
    """The features of each word; `forget` drops the known-value flags now and then (only when training)."""
    flags = [
        [f"known:{type_}" for type_, kind in kinds.items() if kind.has_word(word) and not (forget and forget())]
        for word in words
    ]
    out: list[list[str]] = []
    for at, word in enumerate(words):
        here = ["bias", f"w:{word}", f"p2:{word[:2]}", f"p3:{word[:3]}", f"s2:{word[-2:]}", f"s3:{word[-3:]}"]
        here.append("carrier" if word in carriers else "rare")
        here.extend(flags[at])
        for step in (-2, -1, 1, 2):
            there = at + step
            if 0 <= there < len(words):
                here.append(f"{step}:{words[there]}")
                here.append(f"{step}:{'carrier' if words[there] in carriers else 'rare'}")
                if abs(step) == 1:
                    here.extend(f"{step}:{flag}" for flag in flags[there])
            else:
                here.append(f"{step}:edge")
        if at:
            here.append(f"-1+0:{words[at - 1]} {'carrier' if word in carriers else 'rare'}")
        out.append(here)
    return out


class Tagger:
    """The trained CRF of one intent; `blob` is crfsuite's own file, to be kept by a cache."""

    def __init__(self, blob: bytes, kinds: Mapping[str, Kind], carriers: frozenset[str]) -> None:
        self.blob = blob  # open_inmemory reads from these bytes for as long as the tagger lives
        self.carriers = carriers
        self._kinds = kinds
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self.blob)

    @classmethod
    def fit(cls, rows: Sequence[Row], kinds: Mapping[str, Kind]) -> "Tagger":
        """Learn from the rows of one intent."""
        carriers = frozenset(word for row in rows for word, tag in zip(row.words, row.tags, strict=True) if tag == NONE)
        rng = random.Random(7)  # noqa: S311  # the same in every process
        trainer = pycrfsuite.Trainer(verbose=False)
        trainer.select("lbfgs")
        trainer.set_params({"c1": 0.02, "c2": 0.2, "max_iterations": 60, "feature.possible_transitions": True})
        chosen = list(rows)
        rng.shuffle(chosen)
        for row in chosen[:MOST_ROWS]:
            trainer.append(features(row.words, kinds, carriers, lambda: rng.random() < 0.5), _bio(row.tags))
            if NONE in row.tags and len(set(row.tags)) > 1 and rng.random() < 0.3:
                noisy = [
                    _misheard(word, rng) if tag != NONE else word for word, tag in zip(row.words, row.tags, strict=True)
                ]
                trainer.append(features(noisy, kinds, carriers, lambda: rng.random() < 0.5), _bio(row.tags))
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "tagger.crfsuite"
            trainer.train(str(file))
            return cls(file.read_bytes(), kinds, carriers)

    def tag(self, words: Sequence[str]) -> dict[str, Span]:
        """The most likely span of each slot (the first, where one was found twice)."""
        spans: dict[str, Span] = {}
        start, slot = 0, NONE
        for at, tag in enumerate([*self._tagger.tag(features(words, self._kinds, self.carriers)), NONE]):
            name, begins = tag[2:], tag.startswith("B-")
            if slot != NONE and (tag == NONE or begins or name != slot):
                spans.setdefault(slot, (start, at))
                slot = NONE
            if tag != NONE and slot == NONE:
                start, slot = at, name
        return spans


def _bio(tags: Sequence[str]) -> list[str]:
    out: list[str] = []
    for at, tag in enumerate(tags):
        if tag == NONE:
            out.append(NONE)
        else:
            out.append(f"{'I' if at and tags[at - 1] == tag else 'B'}-{tag}")
    return out


def _misheard(word: str, rng: random.Random) -> str:
    if len(word) < 4:
        return word
    cut = rng.randrange(1, len(word))
    return word[:cut] + rng.choice(_LETTERS) + word[cut + 1 :]
