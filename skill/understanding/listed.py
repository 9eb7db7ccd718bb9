"""A custom slot type: its listed values, and the products of a catalogue if it is a product type."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from skill.dialogue.heard import Slot
from skill.understanding.fillers import fillers
from skill.understanding.finder import Entry, Finder, Match
from skill.understanding.normalise import fold

_LONGEST = 5  # words of a value that is looked for inside an utterance
_SURE = 0.9  # score of a match, to take bare words for a value
# Values of the model that answer a question ("broken", "either one") and name nothing that is sold: they are
# recognised by exactly their words, so that none of these words makes anything else look like a product.
ANSWERS = frozenset({"ref:damaged", "ref:wrong", "ref:unwanted", "ref:any", "ref:cheapest"})


class Listed:
    """A custom type: its listed values, and the products of a catalogue if it is a product type."""

    open = True
    _MOST_EXAMPLES = 300

    def __init__(
        self, entries: Iterable[Entry], language: str, catalogue: Finder | None = None, *, product: bool = False
    ) -> None:
        every = list(entries)
        self.product = product
        self._quiet = fillers(language)
        listed = [entry for entry in every if entry.id not in ANSWERS]
        self._answers = {
            " ".join(fold(name, language)): entry.id for entry in every if entry.id in ANSWERS for name in entry.names
        }
        self._own = Finder(listed, language)
        self._ids = frozenset(entry.id for entry in every)
        self._catalogue = catalogue
        self._meant = lru_cache(maxsize=256)(self._search)  # one utterance asks for the same words several times
        names = [name for entry in listed for name in entry.names]
        step = max(1, len(names) // self._MOST_EXAMPLES)
        self._examples = tuple(dict.fromkeys(names[::step]))

    def knows(self, words: Sequence[str], spoken: str) -> bool:  # noqa: ARG002  # names are folded
        said = " ".join(words)
        known = said in self._answers or self._own.knows(said)
        return known or (self._catalogue is not None and self._catalogue.knows(said))

    def answers(self, words: Sequence[str]) -> bool:
        """Whether the words are, exactly, a value that answers a question and names nothing."""
        return " ".join(words) in self._answers

    def fits(self, words: Sequence[str]) -> bool:
        return bool(words)

    def found(self, words: Sequence[str]) -> bool:
        """Whether anything here may be meant, misheard or in part."""
        said = " ".join(words)
        return bool(self._meant(said).ids)

    def knows_fully(self, words: Sequence[str]) -> bool:
        """Whether the words are a value as they are, articles and all ("the quiet harbour")."""
        said = " ".join(words)
        known = said in self._answers or self._own.names(said)
        return known or (self._catalogue is not None and self._catalogue.names(said))

    def mentioned(self, words: Sequence[str]) -> bool:
        """Whether one of the model's own values stands somewhere in the words (articles and "it" do not count)."""
        known = [self._own.has_word(word) for word in words]
        for start in range(len(words)):
            for end in range(min(len(words), start + _LONGEST) if known[start] else start, start, -1):
                if (
                    known[end - 1]
                    and not self._quiet.issuperset(words[start:end])
                    and self._own.names(" ".join(words[start:end]))
                ):
                    return True
        return False

    def has_id(self, id_: str) -> bool:
        """Whether a listed value has this id."""
        return id_ in self._ids

    def surely(self, words: Sequence[str]) -> bool:
        """Whether all of the words are found in a value, or the words are its name but for a letter."""
        said = " ".join(words)
        match = self._meant(said)
        return bool(match.ids) and match.scores[0] >= _SURE

    def read(self, words: Sequence[str], spoken: str) -> Slot:
        """The words as spoken, and the ids they resolve to: a listed value before the catalogue's."""
        said = " ".join(words)
        match = self._meant(said)
        return Slot(spoken, match.ids)

    def _search(self, said: str) -> Match:
        if said in self._answers:
            return Match((self._answers[said],), (1.0,))
        match = self._own.meant(said)
        if self._catalogue is not None and (not match.ids or match.scores[0] < 0.99):
            other = self._catalogue.meant(said)
            if other.ids and (not match.ids or other.scores[0] > match.scores[0]):
                return other
        return match

    def has_word(self, word: str) -> bool:
        return self._own.has_word(word) or (self._catalogue is not None and self._catalogue.has_word(word))

    def examples(self) -> tuple[str, ...]:
        return self._examples
