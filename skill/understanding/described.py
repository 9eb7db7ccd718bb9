"""Everything that words may describe ("tea", "something for dogs"), where the Finder looks for the one thing meant.

A thing is described when every word that says anything is among its own. Where some of these *are* what was named
("green tea" is a tea, a tea kettle is none), only they are. Pure; knows no shop and no storage.
"""

from collections import defaultdict
from collections.abc import Iterable

from skill.understanding.fillers import fillers
from skill.understanding.names import Entry
from skill.understanding.normalise import LONGEST, fold
from skill.understanding.stems import stem

_HEAD_FIRST = frozenset({"fr", "es", "it", "pt"})  # "thé vert", where English says "green tea"
_SAY_NOTHING = {
    "en": "something anything everything what which have there is are do does you sell from by about product item gift",
    "fr": "quelque chose quoi produit article cadeau est ce a il y qui qu' n' importe chez par sur dans",
}


class Described:
    """Things by all their words. `entries` come in the order in which they are to be given."""

    def __init__(self, entries: Iterable[Entry], language: str) -> None:
        self.language = language
        quiet = {*fillers(language), *fold(_SAY_NOTHING.get(language, ""), language)}
        self._quiet = frozenset(stem(word, language) for word in quiet)
        self._ids: list[str] = []
        self._with: dict[str, set[int]] = defaultdict(set)
        self._is: dict[str, set[int]] = defaultdict(set)
        for place, entry in enumerate(entries):
            self._ids.append(entry.id)
            for name in filter(None, (fold(name, language) for name in entry.names)):
                self._is[stem(name[0 if language in _HEAD_FIRST else -1], language)].add(place)
                for word in name:
                    self._with[stem(word, language)].add(place)

    def says_anything(self, words: str) -> bool:
        """Whether any of the words could describe something ("something" does not)."""
        return bool(self._content(words))

    def by(self, words: str) -> tuple[str, ...]:
        """The ids of all that has every word that says anything, or of those among them that are one of these
        things, if any is; none when no word says anything."""
        content = self._content(words)
        if not content:
            return ()
        fitting = set.intersection(*(self._with.get(word, set()) for word in content))
        are = fitting & set().union(*(self._is.get(word, set()) for word in content))
        return tuple(self._ids[place] for place in sorted(are or fitting))

    def _content(self, words: str) -> set[str]:
        folded = fold(words[:LONGEST], self.language)
        return {stemmed for word in folded if (stemmed := stem(word, self.language)) not in self._quiet}
