"""Pronunciations as a graph: HCL, written directly, because phones have one state and no context.

A tree in which a word stands on the first arc that identifies it; tails are shared; every state carries the
self-loop of the phone just entered (Kaldi's "reorder" convention); silence is optional between words; [unk] is a
penalised loop over all phones behind a disambiguation symbol.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from voice_models.graphs.fst import Fst
from voice_models.graphs.phones import (
    ARPABET,
    NUM_TIDS,
    Pronunciation,
    forward_tid,
    placed,
    self_loop_tid,
    unk_tids,
)

UNKNOWN = "[unk]"
START, ROOT = "start", "root"
SIL_COST, NO_SIL_COST = -math.log(0.2), -math.log(0.8)
UNK_ENTER, UNK_PHONE = 5.0, 2.5  # chosen on voices of the training's kind, never on those it is tested with


class Hcl:
    """The graph of a lexicon. `disambiguation` are the symbols that tell homophones, and [unk], apart."""

    def __init__(self, lexicon: Iterable[tuple[str, Pronunciation]], word_id: Mapping[str, int]) -> None:
        self._word_id = word_id
        self.fst = fst = Fst()
        self.start, self._root, self._silence = fst.state(START), fst.state(ROOT), fst.state("sil")
        fst.add(self._silence, self._silence, self_loop_tid("SIL"), 0)
        fst.add(self._silence, self._root, 0, 0)
        fst.add(self.start, self._silence, forward_tid("SIL"), 0)
        fst.add(self.start, self._root, 0, 0, 3.0)
        fst.final[self._silence] = 0.0
        self._end = fst.state("end")
        self._finish(self._end)
        spoken: dict[Pronunciation, list[str]] = defaultdict(list)
        for word, pronunciation in lexicon:
            spoken[placed(pronunciation)].append(word)
        homophones = max(len(set(words)) for words in spoken.values())
        unknown = NUM_TIDS + 1
        self.disambiguation = [unknown, *(NUM_TIDS + 2 + each for each in range(homophones))]
        self._tree(spoken)
        self._unknown(unknown)

    def _finish(self, state: int) -> None:
        """A word ends here."""
        self.fst.add(state, self._root, 0, 0, NO_SIL_COST)
        self.fst.add(state, self._silence, forward_tid("SIL"), 0, SIL_COST)
        self.fst.final[state] = NO_SIL_COST

    def _tail(self, phone: str, rest: Pronunciation) -> int:
        """The state just after entering `phone`, with `rest` to come and the word said already."""
        state, new = self.fst.made(("tail", phone, rest))
        if new:
            self.fst.add(state, state, self_loop_tid(phone), 0)
            if rest:
                self.fst.add(state, self._tail(rest[0], rest[1:]), forward_tid(rest[0]), 0)
            else:
                self._finish(state)
        return state

    def _tree(self, spoken: Mapping[Pronunciation, list[str]]) -> None:
        below = Counter(phones[:size] for phones in spoken for size in range(1, len(phones) + 1))
        node: dict[Pronunciation, int] = {(): self._root}
        for phones, listed in sorted(spoken.items()):
            words = sorted(set(listed))
            for size in range(1, len(phones) + 1):
                begun, phone = phones[:size], phones[size - 1]
                if begun in node:
                    continue
                if below[begun] == 1 and len(words) == 1:  # the word is known from here
                    tail = self._tail(phone, phones[size:])
                    self.fst.add(node[phones[: size - 1]], tail, forward_tid(phone), self._word_id[words[0]])
                    break
                state = node[begun] = self.fst.state()
                self.fst.add(state, state, self_loop_tid(phone), 0)
                self.fst.add(node[phones[: size - 1]], state, forward_tid(phone), 0)
            if len(words) > 1:
                self._leaves(node[phones], words)

    def _leaves(self, state: int, words: list[str]) -> None:
        for word, symbol in zip(words, self.disambiguation[1:], strict=False):
            self.fst.add(state, self._end, symbol, self._word_id[word])

    def _unknown(self, symbol: int) -> None:
        """[unk]: any two or more phones."""
        fst = self.fst
        first, more = fst.state(), fst.state()
        fst.add(self._root, first, symbol, self._word_id[UNKNOWN], UNK_ENTER)
        for phone in range(1, len(ARPABET) + 1):
            loop, go_on, last = unk_tids(phone)
            inside, end = fst.state(), fst.state()
            fst.add(inside, inside, loop, 0)
            fst.add(inside, more, 0, 0)
            fst.add(first, inside, go_on, 0, UNK_PHONE)
            fst.add(more, inside, go_on, 0, UNK_PHONE)
            fst.add(end, end, loop, 0)
            fst.add(more, end, last, 0, UNK_PHONE)
            self._finish(end)
