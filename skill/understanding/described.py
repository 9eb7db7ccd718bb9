"""Everything that words may describe ("tea", "something for dogs"), where the Finder looks for the one thing meant.

A thing is described when every word that says anything is among its own. Pure; knows no shop and no storage.
"""

from collections import defaultdict
from collections.abc import Iterable

from skill.understanding.fillers import fillers
from skill.understanding.names import Entry
from skill.understanding.normalise import LONGEST, fold
from skill.understanding.stems import stem

_EMPTY_WORDS = {
    "en": "something anything everything what which have there is are do does you sell product item gift idea",
    "fr": "quelque chose quoi produit article cadeau idee est ce a il y qui qu' n' importe",
}


class Described:
    """Things by all their words. `entries` come in the order in which they are to be given."""

    def __init__(self, entries: Iterable[Entry], language: str) -> None:
        self.language = language
        quiet = {*fillers(language), *fold(_EMPTY_WORDS.get(language, ""), language)}
        self._quiet = frozenset(stem(word, language) for word in quiet)
        self._ids: list[str] = []
        self._with: dict[str, set[int]] = defaultdict(set)
        for place, entry in enumerate(entries):
            self._ids.append(entry.id)
            for word in {word for name in entry.names for word in fold(name, language)}:
                self._with[stem(word, language)].add(place)

    def says_anything(self, words: str) -> bool:
        """Whether any of the words could describe something ("something" does not)."""
        return bool(self._content(words))

    def by(self, words: str) -> tuple[str, ...]:
        """The ids of all that has every word that says anything; none when no word does."""
        content = self._content(words)
        if not content:
            return ()
        fitting = set.intersection(*(self._with.get(word, set()) for word in content))
        return tuple(self._ids[place] for place in sorted(fitting))

    def _content(self, words: str) -> set[str]:
        folded = fold(words[:LONGEST], self.language)
        return {stemmed for word in folded if (stemmed := stem(word, self.language)) not in self._quiet}
