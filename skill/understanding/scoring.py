"""How well each product's names fit what was heard. Knows numbers and arrays, no policy.

Two shares, both weighted by how rare a word is: `found`, of the customer's words that a name has, and
`whole`, of the name's words that the customer said. Nothing is known of what an answer needs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from skill.understanding.names import Names

Ids = NDArray[np.int32]
Floats = NDArray[np.float32]
_NO_IDS = np.zeros(0, dtype=np.int32)
_NO_FLOATS = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Scored:
    """Entries that have anything in common with what was heard; one row an entry, in entry order."""

    entries: Ids = field(default_factory=lambda: _NO_IDS)
    found: Floats = field(default_factory=lambda: _NO_FLOATS)
    whole: Floats = field(default_factory=lambda: _NO_FLOATS)
    head: Floats = field(default_factory=lambda: _NO_FLOATS)


class Heard:
    """A customer's words, prepared: stems, their weights, and the known words they may be."""

    def __init__(self, every: tuple[str, ...], content: tuple[str, ...], names: Names) -> None:
        self.every = every
        self.content = self._joined(tuple(dict.fromkeys(content)), names)
        self.names = names
        numbers = [names.words.number(word) for word in self.content]
        idf = [names.idf_unknown if number is None else float(names.idf[number]) for number in numbers]
        self.plain: list[tuple[tuple[int, float], ...]] = [
            () if number is None else ((number, 1.0),) for number in numbers
        ]
        self._fuzzy: list[tuple[tuple[int, float], ...]] | None = None
        total = sum(idf) or 1.0
        self.weights = [value / total for value in idf]

    @staticmethod
    def _joined(content: tuple[str, ...], names: Names) -> tuple[str, ...]:
        """ "corn flakes" is "cornflakes" and the reverse, if only the other is a word of the catalogue."""
        known = names.words.number
        out: list[str] = []
        skip = False
        for left, right in pairwise((*content, "")):
            if skip:
                skip = False
                continue
            if right and known(left + right) is not None and (known(left) is None or known(right) is None):
                out.append(left + right)
                skip = True
                continue
            if known(left) is None and len(left) > 6:
                parts = [(left[:at], left[at:]) for at in range(3, len(left) - 2)]
                split = next((pair for pair in parts if all(known(part) is not None for part in pair)), None)
                if split:
                    out.extend(split)
                    continue
            out.append(left)
        return tuple(out)

    @property
    def fuzzy(self) -> list[tuple[tuple[int, float], ...]]:
        """For each word, the known words it may have been misheard for."""
        if self._fuzzy is None:
            self._fuzzy = [self.names.words.near(word) for word in self.content]
        return self._fuzzy

    def exact(self) -> list[int]:
        """Entries with a name that is exactly this, with or without the fillers."""
        return sorted(set(self.names.exact.get(self.every, ()) or self.names.exact.get(self.content, ())))


def best_in(entries: Iterable[int]) -> Scored:
    """Entries that fit entirely."""
    ids = np.asarray(sorted(set(entries)), dtype=np.int32)
    ones = np.ones(len(ids), dtype=np.float32)
    return Scored(ids, ones, ones, ones)


def score_few(heard: Heard, entries: Sequence[int], names: Names, *, fuzzy: bool) -> Scored:
    """Score these entries, word by word: right for a history or a choice, up to some hundreds."""
    options: list[dict[int, float]] = [dict(pairs) for pairs in (heard.fuzzy if fuzzy else heard.plain)]
    last = options[-1] if options else {}
    wanted = frozenset(word for option in options for word in option)
    rows: list[tuple[int, float, float, float]] = []
    for entry in sorted(set(entries)):
        best = (0.0, 0.0, 0.0)
        for name in names.of_entry(entry):
            words = names.words_in(name)
            if wanted.isdisjoint(words):
                continue
            found = mass = 0.0
            used: set[int] = set()
            for weight, option in zip(heard.weights, options, strict=True):
                likeness, word = max(((option[word], word) for word in words if word in option), default=(0.0, -1))
                found += weight * likeness
                if word >= 0 and word not in used:
                    used.add(word)
                    mass += likeness * float(names.idf[word])
            if found > 0.0:
                whole = mass / float(names.mass[name])
                head = last.get(int(names.heads[name]), 0.0)
                best = max(best, (found, whole, head), key=lambda row: row[0] + 0.15 * row[1])
        if best[0] > 0.0:
            rows.append((entry, *best))
    return _scored(rows)


def _scored(rows: list[tuple[int, float, float, float]]) -> Scored:
    if not rows:
        return Scored()
    table = np.asarray([row[1:] for row in rows], dtype=np.float32)
    return Scored(np.asarray([row[0] for row in rows], dtype=np.int32), table[:, 0], table[:, 1], table[:, 2])


def score_all(heard: Heard, names: Names, *, fuzzy: bool) -> Scored:
    """Score the whole catalogue through its index."""
    options = heard.fuzzy if fuzzy else heard.plain
    size = len(names.owner)
    found, mass = np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
    touched: list[Ids] = []
    for weight, pairs in zip(heard.weights, options, strict=True):
        if not pairs:
            continue
        if len(pairs) == 1:
            word, likeness = pairs[0]
            rows = names.with_word(word)
            found[rows] += np.float32(weight * likeness)
            mass[rows] += np.float32(likeness) * names.idf[word]
        else:
            rows = np.unique(np.concatenate([names.with_word(word) for word, _ in pairs]))
            part, part_mass = np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
            for word, likeness in reversed(pairs):  # the best likeness is written last and stays
                posted = names.with_word(word)
                part[posted] = np.float32(likeness)
                part_mass[posted] = np.float32(likeness) * names.idf[word]
            found[rows] += np.float32(weight) * part[rows]
            mass[rows] += part_mass[rows]
        touched.append(rows)
    if not touched:
        return Scored()
    rows = np.unique(np.concatenate(touched)) if len(touched) > 1 else touched[0]
    near_best = rows[found[rows] >= found[rows].max() - np.float32(0.1)]
    return _by_entry(near_best, found, mass, heard, names)


def _by_entry(rows: Ids, found: Floats, mass: Floats, heard: Heard, names: Names) -> Scored:
    """The best name of each entry."""
    share = found[rows]
    whole = (mass[rows] / np.maximum(names.mass[rows], np.float32(1e-6))).astype(np.float32)
    last = np.asarray([word for word, _ in (heard.plain[-1] or heard.fuzzy[-1])], dtype=np.int32)
    head: Floats = np.isin(names.heads[rows], last).astype(np.float32)
    owners = names.owner[rows]
    order = np.lexsort((-(share + np.float32(0.15) * whole), owners))
    first = np.ones(len(order), dtype=bool)
    first[1:] = owners[order][1:] != owners[order][:-1]
    kept = order[first]
    return Scored(owners[kept], share[kept], whole[kept], head[kept])
