"""Utterances as weighted features: word n-grams (1-2), character n-grams within words (2-4), word classes
and the slot types of which a value is mentioned.

Fitted on samples only. Coverage is the share of an utterance that the samples know; it is what tells an
utterance outside the model from an odd wording inside it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from skill.understanding.classes import classes

Ids = NDArray[np.int32]
Floats = NDArray[np.float64]
Starts = NDArray[np.int64]
_SHARES = (0.28, 0.58, 0.14)  # of words, characters and classes in an utterance's length
_FAMILIAR = 0.3  # weight of what is unknown in a word that some slot type knows


@lru_cache(maxsize=16384)
def _characters(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(padded[at : at + size] for size in (2, 3, 4) for at in range(len(padded) - size + 1))


_Block = Mapping[str, int]


@lru_cache(maxsize=4096)
def _blocks(words: tuple[str, ...], types: tuple[str, ...], language: str) -> tuple[_Block, _Block, _Block]:
    """Counts of word n-grams, of character n-grams, and of classes and types; no two share a key."""
    flat = [word.replace("'", "") for word in words]
    by_word = Counter(f"w:{word}" for word in flat)
    by_word.update(f"w:{left} {right}" for left, right in pairwise(["^", *flat, "$"]))
    by_character: Counter[str] = Counter()
    by_class = Counter(f"t:{type_}" for type_ in types)
    known = classes(language)
    for word in flat:
        by_character.update(_characters(word))
        by_class.update(known.get(word, ()))
    return by_word, by_character, by_class


class Grams:
    """The features of a set of samples: numbers and inverse document frequencies."""

    def __init__(self, names: Sequence[str], idf: Sequence[float], unknown: float, language: str) -> None:
        self.names = list(names)
        self.idf = np.asarray(idf, dtype=np.float64)
        self.unknown = unknown
        self.language = language
        self._number = {name: at for at, name in enumerate(self.names)}
        self._idf = [float(value) for value in self.idf]

    @classmethod
    def fit(cls, rows: Iterable[tuple[Sequence[str], Sequence[str]]], language: str) -> "Grams":
        """Learn the features of `rows` (words, and types mentioned).

        They are numbered in order of first appearance, so the same in every process.
        """
        counts: Counter[str] = Counter()
        total = 0
        for words, types in rows:
            total += 1
            for block in _blocks(tuple(words), tuple(types), language):
                counts.update(block.keys())
        names = list(counts)
        idf = [float(np.log((1 + total) / (1 + counts[name])) + 1.0) for name in names]
        return cls(names, idf, float(np.log(1 + total) + 1.0), language)

    def vector(
        self, words: Sequence[str], types: Sequence[str] = (), familiar: Collection[str] = ()
    ) -> tuple[Ids, Floats, float]:
        """(numbers, weights, coverage). Words that are `familiar` count little against coverage.

        The weights of each kind of feature have a fixed share of the length; coverage is 0 to 1.
        """
        ids: list[int] = []
        weights: list[float] = []
        known_mass = mass = 0.0
        blocks = _blocks(tuple(words), tuple(types), self.language)
        excused = {gram for word in familiar for gram in _excused(word.replace("'", ""))}
        for kind, (block, share) in enumerate(zip(blocks, _SHARES, strict=True)):
            start = len(ids)
            squares = 0.0
            for gram, count in block.items():
                number = self._number.get(gram)
                if number is None:
                    if kind < 2:
                        mass += self.unknown * (_FAMILIAR if gram in excused else 1.0)
                    continue
                idf = self._idf[number]
                if kind < 2:  # every word that has a class is an ordinary one: no sign of anything
                    mass += idf
                    known_mass += idf
                weight = idf * (1.0 + float(np.log(count)) if count > 1 else 1.0)
                squares += weight * weight
                ids.append(number)
                weights.append(weight)
            scale = (share / squares) ** 0.5 if squares else 0.0
            weights[start:] = [weight * scale for weight in weights[start:]]
        return (
            np.asarray(ids, dtype=np.int32),
            np.asarray(weights, dtype=np.float64),
            known_mass / mass if mass else 0.0,
        )

    def table(self, rows: Iterable[tuple[Sequence[str], Sequence[str]]]) -> tuple[Ids, Floats, Starts]:
        """The vectors of many utterances at once: numbers, weights, and where each utterance starts."""
        numbers: list[int] = []
        counts: list[int] = []
        lengths: list[int] = []
        known = self._number.get
        for words, types in rows:
            for block in _blocks(tuple(words), tuple(types), self.language):
                numbers.extend([known(gram, -1) for gram in block])
                counts.extend(block.values())
                lengths.append(len(block))
        ids = np.asarray(numbers, dtype=np.int32)
        blocks = np.repeat(np.arange(len(lengths)), lengths)
        kept = ids >= 0
        ids, blocks = ids[kept], blocks[kept]
        weights = self.idf[ids] * (1.0 + np.log(np.asarray(counts, dtype=np.float64)[kept]))
        squares = np.bincount(blocks, weights * weights, minlength=len(lengths))
        weights *= np.sqrt(np.asarray(_SHARES)[blocks % len(_SHARES)] / squares[blocks])
        sizes = np.bincount(blocks // len(_SHARES), minlength=len(lengths) // len(_SHARES))
        return ids, weights, np.concatenate(([0], np.cumsum(sizes)))


def _excused(word: str) -> tuple[str, ...]:
    return (f"w:{word}", *_characters(word))
