"""Which product was meant: one function for every channel. Pure; knows no shop and no storage.

The customer's own purchases come first: people reorder, and in their own history the last word of a
name is often enough. Only if nothing there fits is the catalogue consulted. Where several products fit
equally well, all of them are returned (five at most), for somebody to ask; a guess is not ours to make.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from skill.understanding.fillers import fillers, packs
from skill.understanding.names import Entry, Names
from skill.understanding.normalise import LONGEST, fold
from skill.understanding.scoring import Heard, Scored, best_in, score_all, score_few
from skill.understanding.stems import stem

__all__ = ["Entry", "Finder", "Match"]

MOST = 5  # answers at most
FEW = 400  # up to so many candidates are scored one by one
SURE = 0.93  # every word of the customer's was found, but for a sound or a letter
FITS = 0.62  # least share of the customer's words (by weight) that must be found
FITS_BOUGHT = 0.55
ALONE = 0.8  # the same when none of the customer's words is a word of the catalogue
ALONE_BOUGHT = 0.8
MARGIN = 0.06
KEPT = 256  # answers remembered
SMALL = 64  # products bought or to choose from, up to which they are


@dataclass(frozen=True, slots=True)
class Match:
    """What may have been meant, best first: no id is "none", one is "this one", two to five are "which?".

    `scores` are 0 to 1, one an id. `bought` tells that they come from the customer's own history.
    """

    ids: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()
    bought: bool = False


class Finder:
    """The products of a catalogue (or the values of a slot type), found by what they are called."""

    def __init__(self, entries: Iterable[Entry], language: str) -> None:
        self.language = language
        self._names = Names(entries, language)
        self._fillers = frozenset(self._names.words.stems(sorted(fillers(language))))
        self._packs, self._of = packs(language)
        self._kept = lru_cache(maxsize=KEPT)(self._found)

    def __len__(self) -> int:
        return len(self._names.ids)

    def meant(
        self, words: str, bought: Mapping[str, float] | None = None, among: Collection[str] | None = None
    ) -> Match:
        """The product or products that `words` may mean.

        `bought`: product id -> how much this customer buys it. `among`: only these ids (an open choice).
        """
        own = tuple((bought or {}).items())
        choice = None if among is None else tuple(sorted(among))
        small = len(own) + len(choice or ()) <= SMALL and len(words) <= LONGEST
        return (self._kept if small else self._found)(words, own, choice)

    def _found(self, words: str, purchases: tuple[tuple[str, float], ...], among: tuple[str, ...] | None) -> Match:
        bought = dict(purchases)
        folded = fold(words, self.language)
        if not folded:
            return Match()
        every = tuple(self._names.words.stems(folded))
        content = self._content(folded)
        heard = Heard(every, content, self._names)
        if among is not None:
            return self._among(heard, among, bought)
        history = self._numbers(bought)
        weight = {self._names.number[id_]: value for id_, value in bought.items() if id_ in self._names.number}
        exact = heard.exact()
        mine = [number for number in exact if number in set(history)]
        if mine:  # a whole name of something bought before
            return self._answer(best_in(mine), 0.0, weight, bought=True)
        if len(set(exact)) == 1:  # a whole name of something else beats a part of what was bought
            return Match((self._names.ids[exact[0]],), (1.0,), exact[0] in weight)
        if history and not exact:
            own = self._answer(score_few(heard, history, self._names, fuzzy=False), SURE, weight, bought=True)
            if own.ids:
                return own
        if not content:
            return self._answer(best_in(exact), 0.0, weight)
        certain = any(heard.plain)
        if history and not exact:
            least = FITS_BOUGHT if certain else ALONE_BOUGHT
            own = self._answer(score_few(heard, history, self._names, fuzzy=True), least, weight, bought=True)
            if own.ids:
                return own
        if exact:
            return self._answer(best_in(exact), 0.0, weight)
        plain = self._answer(score_all(heard, self._names, fuzzy=False), SURE, weight)
        return (
            plain
            if plain.ids
            else self._answer(score_all(heard, self._names, fuzzy=True), FITS if certain else ALONE, weight)
        )

    def names(self, words: str) -> bool:
        """Whether `words` are a name of something here as they are, fillers included."""
        return tuple(self._names.words.stems(fold(words, self.language))) in self._names.exact

    def knows(self, words: str) -> bool:
        """Whether `words` are, wholly, a name of something here; fillers do not count."""
        folded = fold(words, self.language)
        stems = tuple(self._names.words.stems(folded))
        exact = self._names.exact
        return bool(stems) and (stems in exact or self._content(folded) in exact)

    def one_thing(self, words: str) -> bool:
        """Whether some one thing here has all of these words in its names ("house blend coffee"); fillers aside."""
        content = self._content(fold(words, self.language))
        return bool(content) and self._names.hold(content)

    def has_word(self, word: str) -> bool:
        """Whether a folded word is part of any name here."""
        return self._names.words.number(stem(word, self.language)) is not None

    def _content(self, folded: tuple[str, ...]) -> tuple[str, ...]:
        """The words that tell products apart: no fillers, no "bag of"; stemmed."""
        kept: list[str] = []
        for at, word in enumerate(folded):
            following = folded[at + 1] if at + 1 < len(folded) else ""
            if word in self._packs and following in self._of and at + 2 < len(folded):
                continue
            kept.append(word)
        stems = self._names.words.stems(kept)
        return tuple(word for word in stems if word not in self._fillers)

    def _numbers(self, ids: Iterable[str]) -> list[int]:
        known = self._names.number
        return [known[id_] for id_ in ids if id_ in known]

    def _among(self, heard: Heard, among: tuple[str, ...], bought: Mapping[str, float]) -> Match:
        numbers = self._numbers(among)
        weight = {number: bought.get(self._names.ids[number], 0.0) for number in numbers}
        exact = sorted(set(heard.exact()) & set(numbers))
        if exact:
            return self._answer(best_in(exact), 0.0, weight)
        for fuzzy, least in ((False, SURE), (True, FITS_BOUGHT)):
            found = self._answer(score_few(heard, numbers, self._names, fuzzy=fuzzy), least, weight)
            if found.ids:
                return found
        return Match()

    def _answer(self, scored: Scored, least: float, weight: Mapping[int, float], *, bought: bool = False) -> Match:
        """The best of `scored`: those as good as the very best, ranked; none below `least`."""
        if not len(scored.entries):
            return Match()
        top = float(scored.found.max())
        if top < least:
            return Match()
        whole = scored.found + np.float32(0.5) * (scored.whole >= 0.995)  # a whole name beats a part of one
        kept = np.flatnonzero(whole >= whole.max() - np.float32(MARGIN))
        entries = scored.entries[kept]
        most = max(weight.values(), default=0.0) or 1.0
        habit = np.asarray([weight.get(int(entry), 0.0) / most for entry in entries], dtype=np.float32)
        rank = (
            scored.found[kept]
            + np.float32(0.15) * scored.whole[kept]
            + np.float32(0.1) * scored.head[kept]
            + np.float32(0.25) * habit
            + np.float32(0.15) * self._names.popularity[entries]
        )
        order = np.lexsort((entries, -rank))[:MOST]
        ids = tuple(self._names.ids[int(entries[at])] for at in order)
        scores = tuple(round(min(1.0, float(scored.found[kept[at]])), 4) for at in order)
        return Match(ids, scores, bought or any(int(entries[at]) in weight for at in order[:1]))
