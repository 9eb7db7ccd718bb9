"""The words of a catalogue, and which of them a heard word may be. Knows words, not products."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import JaroWinkler, Levenshtein

from skill.understanding import phonetics
from skill.understanding.stems import stem

Ids = NDArray[np.int32]
ALIKE = 0.66  # least likeness of two words to be taken for each other
_SAME_SOUND = 0.9
_LOOKS_ALIKE = 0.55  # least likeness of spelling for words of one sound
_SHORTLIST = 24


def likeness(left: str, right: str, left_sound: str, right_sound: str) -> float:
    """How likely one of two folded words was heard for the other, 0 to 1."""
    if left == right:
        return 1.0
    spelt = max(Levenshtein.normalized_similarity(left, right), JaroWinkler.similarity(left, right) - 0.12)
    if left_sound == right_sound and spelt >= _LOOKS_ALIKE:
        return max(_SAME_SOUND, spelt) if len(left_sound) > 1 else max(0.75, spelt)
    if left_sound == right_sound:  # keys are coarse: "hello" and "all" share one
        return 0.6 * spelt + 0.3
    sounds = Levenshtein.normalized_similarity(left_sound, right_sound)
    return min(0.95, 0.6 * spelt + 0.4 * sounds)


def _grams(word: str) -> set[str]:
    padded = f"_{word}_"
    return {padded[at : at + 3] for at in range(len(padded) - 2)} | {padded[at : at + 2] for at in (0, len(padded) - 2)}


class Vocabulary:
    """Stemmed words, numbered; found exactly or by likeness of spelling and sound."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words: list[str] = []
        self._number: dict[str, int] = {}
        self._sounds: list[str] = []
        self._by_sound: dict[str, list[int]] = defaultdict(list)
        self._by_gram: dict[str, Ids] = {}
        self._near: dict[str, tuple[tuple[int, float], ...]] = {}

    def add(self, stemmed: str) -> int:
        """The number of a stemmed word, new or old."""
        number = self._number.get(stemmed)
        if number is None:
            number = self._number[stemmed] = len(self.words)
            self.words.append(stemmed)
        return number

    def close(self) -> None:
        """Index what was added; to be called once, before `near`."""
        grams: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            sound = phonetics.key(word, self.language)
            self._sounds.append(sound)
            self._by_sound[sound].append(number)
            for gram in _grams(word):
                grams[gram].append(number)
        self._by_gram = {gram: np.asarray(numbers, dtype=np.int32) for gram, numbers in grams.items()}

    def number(self, stemmed: str) -> int | None:
        """The number of exactly this stemmed word."""
        return self._number.get(stemmed)

    def near(self, stemmed: str) -> tuple[tuple[int, float], ...]:
        """Words that may have been meant: (number, likeness), best first; the word itself is among them."""
        known = self._near.get(stemmed)
        if known is None:
            if len(self._near) > 20_000:  # a bound on memory, not a policy: start over
                self._near.clear()
            known = self._near[stemmed] = self._search(stemmed)
        return known

    def _search(self, word: str) -> tuple[tuple[int, float], ...]:
        sound = phonetics.key(word, self.language)
        candidates = set(self._by_sound.get(sound, ())[:_SHORTLIST])
        postings = [self._by_gram[gram] for gram in sorted(_grams(word)) if gram in self._by_gram]
        if postings:
            counts = np.bincount(np.concatenate(postings), minlength=len(self.words))
            top = min(_SHORTLIST, len(counts))
            best = np.argpartition(-counts, top - 1)[:top]
            candidates.update(int(number) for number in best if counts[number] > 1)
        exact = self._number.get(word)
        if exact is not None:
            candidates.add(exact)
        scored = [(number, likeness(word, self.words[number], sound, self._sounds[number])) for number in candidates]
        kept = [pair for pair in scored if pair[1] >= ALIKE]
        return tuple(sorted(kept, key=lambda pair: (-pair[1], self.words[pair[0]]))[:12])

    def stems(self, folded: Sequence[str]) -> list[str]:
        """Folded words, stemmed."""
        return [stem(word, self.language) for word in folded]
