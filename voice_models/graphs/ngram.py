"""Sentences as a language model of three words: absolute discounting with back-off, and its graph."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from voice_models.graphs.fst import Fst

History = tuple[str, ...]
ORDER = 3
SEEN_MORE_THAN = (0, 0, 2)  # times, for an n-gram of 1, 2, 3 words to be kept
DISCOUNT = 0.6
UNIFORM = 0.12  # of the probability of single words, shared by all of them alike
BEGIN, END = "<s>", "</s>"


class Ngrams:
    """Probabilities of words after histories of up to two words."""

    def __init__(self, sentences: Iterable[str], words: Collection[str]) -> None:
        counts: list[Counter[History]] = [Counter() for _ in range(ORDER)]
        for sentence in sentences:
            said = [BEGIN, *sentence.split(), END]
            for place in range(1, len(said)):
                for size in range(min(ORDER, place + 1)):
                    counts[size][tuple(said[place - size : place + 1])] += 1
        every = sum(counts[0].values())
        single = {word: UNIFORM / len(words) for word in words}
        for (word,), count in counts[0].items():
            single[word] = single.get(word, 0) + (1 - UNIFORM) * count / every
        self.after: dict[History, dict[str, float]] = {(): single}
        self.back_off: dict[History, float] = {}
        for size in range(1, ORDER):
            self._size(size, counts[size])

    def _size(self, size: int, counts: Counter[History]) -> None:
        kept: dict[History, dict[str, int]] = defaultdict(dict)
        whole: Counter[History] = Counter()
        for ngram, count in counts.items():
            whole[ngram[:-1]] += count
            if count > SEEN_MORE_THAN[size]:
                kept[ngram[:-1]][ngram[-1]] = count
        for history, words in kept.items():
            if size > 1 and history[-1] == BEGIN:
                continue
            likely = {word: (count - DISCOUNT) / whole[history] for word, count in words.items()}
            left = max(1e-4, 1 - sum(likely.values()))
            lower = max(1e-6, 1 - sum(self.likelihood(history[1:], word) for word in likely))
            self.after[history] = likely
            self.back_off[history] = min(left / lower, 1.0)

    def likelihood(self, history: History, word: str) -> float:
        """How likely `word` is after `history`."""
        known = self.after.get(history)
        if known is not None and word in known:
            return known[word]
        if not history:
            return 1e-9
        return self.back_off.get(history, 1.0) * self.likelihood(history[1:], word)


def graph(sentences: Iterable[str], words: Collection[str], word_id: Mapping[str, int]) -> str:
    """The language model of these sentences over these words, as OpenFst's text."""
    model = Ngrams(sentences, words)
    fst = Fst()

    def state(history: History) -> int:
        """A history that was not kept is its longest end that was."""
        while history not in model.after:
            history = history[1:]
        return fst.state(history)

    start = state((BEGIN,))
    for history, following in model.after.items():
        here = state(history)
        for word, likely in following.items():
            if word == END:
                fst.final[here] = -math.log(likely)
            elif word in word_id:
                fst.add(here, state((*history, word)[-2:]), word_id[word], word_id[word], -math.log(likely))
        if history:
            fst.add(here, state(history[1:]), 0, 0, -math.log(model.back_off[history]))
    return fst.text(start)
