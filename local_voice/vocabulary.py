"""The words a model of speech has, and what is said for those it lacks. Knows no grammar.

A word the model lacks may have an alias: words it does have and that sound alike ("shea" -> "shay"). An alias goes
into the grammar, and what was heard is turned back afterwards.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

from skill.understanding.normalise import spoken

UNKNOWN = "[unk]"


class Vocabulary:
    """The words of one model. `has` tells whether it has a word; `aliases` are word -> words that it has."""

    def __init__(self, has: Callable[[str], bool], language: str, aliases: Mapping[str, str] | None = None) -> None:
        self.language = language
        self.has = lru_cache(maxsize=65_536)(has)
        self.aliases = dict(aliases or {})
        self._back = {said: word for word, said in self.aliases.items()}
        self._longest = max((len(said.split()) for said in self._back), default=0)

    def words(self, phrase: str) -> tuple[str, ...]:
        """The words of a phrase as this model writes them; one it cannot hear is "[unk]"."""
        said = spoken(phrase, self.language)
        out: list[str] = []
        at = 0
        while at < len(said):
            joined = said[at] + said[at + 1] if at + 1 < len(said) and said[at].endswith("'") else ""
            if joined and self.has(joined):  # some French models have "l'eau" as one word, some as two
                out.append(joined)
                at += 2
                continue
            out.extend(self._one(said[at]))
            at += 1
        return tuple(out)

    def missing(self, phrase: str) -> tuple[str, ...]:
        """The words of a phrase that this model has not, aliases or not."""
        return tuple(word for word in spoken(phrase, self.language) if self._one(word, aliases=False) == (UNKNOWN,))

    def meant(self, heard: str) -> str:
        """What was heard, with the words that its aliases stand for."""
        if not self._back:
            return heard
        said = heard.split()
        out: list[str] = []
        at = 0
        while at < len(said):
            for size in range(min(self._longest, len(said) - at), 0, -1):
                word = self._back.get(" ".join(said[at : at + size]))
                if word is not None:
                    out.append(word)
                    at += size
                    break
            else:
                out.append(said[at])
                at += 1
        return " ".join(out)

    def _one(self, word: str, *, aliases: bool = True) -> tuple[str, ...]:
        if self.has(word):
            return (word,)
        if aliases and word in self.aliases:
            return tuple(self.aliases[word].split())
        parts = word.replace("'", "' ").split()
        if len(parts) > 1 and all(self.has(part) for part in parts):
            return tuple(parts)
        return (UNKNOWN,)
