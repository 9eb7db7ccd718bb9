"""All names of all products as arrays: which words each name has, and which names have a word."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skill.understanding.fillers import fillers
from skill.understanding.normalise import fold
from skill.understanding.vocabulary import Vocabulary

Ids = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be meant: its id, everything it is called, and how often it is sold (any scale)."""

    id: str
    names: tuple[str, ...]
    popularity: float = 0.0


class Names:
    """The inverted index of a catalogue. Built once, read only."""

    def __init__(self, entries: Iterable[Entry], language: str) -> None:
        self.language = language
        self.words = Vocabulary(language)
        self.ids: list[str] = []
        self.exact: dict[tuple[str, ...], list[int]] = defaultdict(list)  # stemmed whole name -> entries
        self._spans: list[tuple[int, int]] = []  # entry -> its names, numbered from first to past the last
        self._of_name: list[tuple[int, ...]] = []
        owners: list[int] = []
        popularity: list[float] = []
        quiet = fillers(language)
        for number, entry in enumerate(entries):
            self.ids.append(entry.id)
            popularity.append(entry.popularity)
            first = len(owners)
            together: dict[str, None] = {}
            for name in dict.fromkeys(entry.names):
                stems = tuple(self.words.stems(fold(name, language)))
                if not stems:
                    continue
                self.exact[stems].append(number)
                content = tuple(word for word in stems if word not in quiet) or stems
                if content != stems:
                    self.exact[content].append(number)
                self._of_name.append(tuple(dict.fromkeys(self.words.add(word) for word in content)))
                owners.append(number)
                together.update(dict.fromkeys(content))
            if len(owners) - first > 1:  # "house blend coffee" may take its words from two of the names
                self._of_name.append(tuple(self.words.add(word) for word in together))
                owners.append(number)
            self._spans.append((first, len(owners)))
        self.words.close()
        self.number = {id_: number for number, id_ in enumerate(self.ids)}
        self.owner: Ids = np.asarray(owners, dtype=np.int32)
        top = max(popularity, default=0.0) or 1.0
        self.popularity: Floats = np.asarray(popularity, dtype=np.float32) / np.float32(top)
        self._index()

    def _index(self) -> None:
        lengths = np.asarray([len(words) for words in self._of_name], dtype=np.int32)
        every = (word for words in self._of_name for word in words)
        flat = np.fromiter(every, dtype=np.int32, count=int(lengths.sum()))
        names = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        order = np.argsort(flat, kind="stable")
        self._posted: Ids = names[order]
        counts = np.bincount(flat, minlength=len(self.words.words))
        self._starts = np.concatenate(([0], np.cumsum(counts)))
        total = max(len(lengths), 1)
        self.idf: Floats = np.log1p(total / np.maximum(counts, 1)).astype(np.float32)
        self.idf_unknown = float(np.log1p(total))
        self.mass: Floats = np.zeros(len(lengths), dtype=np.float32)
        np.add.at(self.mass, names, self.idf[flat])
        self.heads: Ids = np.asarray(
            [words[0 if self.language in ("fr", "es", "it", "pt") else -1] for words in self._of_name], dtype=np.int32
        )

    def with_word(self, word: int) -> Ids:
        """The names that have the word of this number."""
        return self._posted[self._starts[word] : self._starts[word + 1]]

    def hold(self, stems: Sequence[str]) -> bool:
        """Whether the names of one entry have all of these words."""
        numbers = [self.words.number(word) for word in stems]
        holders = [set(self.owner[self.with_word(number)].tolist()) for number in numbers if number is not None]
        return len(holders) == len(numbers) and bool(set.intersection(*holders))

    def of_entry(self, number: int) -> range:
        """The names of one entry."""
        return range(*self._spans[number])

    def words_in(self, name: int) -> tuple[int, ...]:
        """The words of one name."""
        return self._of_name[name]
