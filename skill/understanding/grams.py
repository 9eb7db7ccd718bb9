"""Utterances as weighted n-grams: words (1-2) and characters within words (2-4). Fitted on samples only."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Floats = NDArray[np.float64]
_WORD, _CHARACTER = 0, 1


@lru_cache(maxsize=16384)
def _characters(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(padded[at : at + size] for size in (2, 3, 4) for at in range(len(padded) - size + 1))


def grams(words: Sequence[str]) -> tuple[Counter[str], Counter[str]]:
    """Counts of word n-grams and of character n-grams; the two never share a key."""
    flat = [word.replace("'", "") for word in words]
    edged = ["^", *flat, "$"]
    by_word = Counter(f"w:{word}" for word in flat)
    by_word.update(f"w:{left} {right}" for left, right in pairwise(edged))
    by_character: Counter[str] = Counter()
    for word in flat:
        by_character.update(_characters(word))
    return by_word, by_character


class Grams:
    """The n-grams of a set of samples: numbers and inverse document frequencies."""

    def __init__(self, names: Sequence[str], idf: Sequence[float], unknown: float) -> None:
        self.names = list(names)
        self.idf = np.asarray(idf, dtype=np.float64)
        self.unknown = unknown
        self._number = {name: at for at, name in enumerate(self.names)}
        self._idf = [float(value) for value in self.idf]

    @classmethod
    def fit(cls, rows: Iterable[Sequence[str]]) -> "Grams":
        """Learn the n-grams of `rows`; in order of first appearance, so the same in every process."""
        counts: Counter[str] = Counter()
        total = 0
        for words in rows:
            total += 1
            for block in grams(words):
                counts.update(block.keys())
        names = list(counts)
        idf = [float(np.log((1 + total) / (1 + counts[name])) + 1.0) for name in names]
        return cls(names, idf, float(np.log(1 + total) + 1.0))

    def vector(self, words: Sequence[str]) -> tuple[Ids, Floats, float]:
        """(numbers, weights, coverage): weights have length 1 within each block; coverage is 0 to 1."""
        ids: list[int] = []
        weights: list[float] = []
        known_mass = mass = 0.0
        for block in grams(words):
            start = len(ids)
            squares = 0.0
            for gram, count in block.items():
                number = self._number.get(gram)
                if number is None:
                    mass += self.unknown
                    continue
                idf = self._idf[number]
                mass += idf
                known_mass += idf
                weight = idf * (1.0 + float(np.log(count)) if count > 1 else 1.0)
                squares += weight * weight
                ids.append(number)
                weights.append(weight)
            scale = (0.5 / squares) ** 0.5 if squares else 0.0
            weights[start:] = [weight * scale for weight in weights[start:]]
        return (
            np.asarray(ids, dtype=np.int32),
            np.asarray(weights, dtype=np.float64),
            known_mass / mass if mass else 0.0,
        )
