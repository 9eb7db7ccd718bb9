"""Yes and no, by the table alone. A yes buys things: it is never guessed.

An utterance is a yes only if it consists, wholly, of phrases of the yes table and of politeness. Anything
mixed ("yes but make it two", "yes no", "hmm yes maybe") is not; what follows the yes or no may then be
understood by itself, but only as one of the model's own samples.
"""

import re
from collections.abc import Mapping, Sequence

from skill.understanding.expecting import NO, YES
from skill.understanding.model import Model, Place, parts
from skill.understanding.rows import builtin_table

_BUT = {"en": ("but", "and", "except", "only"), "fr": ("mais", "et", "sauf", "seulement")}

_DO_NOT = {"en": (("do", "not"), ("don't",), ("please", "don't"), ("please", "do", "not")), "fr": ()}
_NEGATIONS = {
    "en": frozenset(["no", "not", "don't", "nope", "nah", "never", "none", "nothing", "cannot", "can't", "won't"]),
    "fr": frozenset(("non", "pas", "nan", "jamais", "rien", "ne", "n'", "aucun")),
}

Phrases = frozenset[tuple[str, ...]]


class Consent:
    """The yes and no phrases of a language, and those that a model adds in its samples."""

    def __init__(self, model: Model, language: str) -> None:
        table = builtin_table(language)
        own = {intent.name: [parts(sample, language) for sample in intent.samples] for intent in model.intents}
        self._yes = self._phrases(table, own, YES)
        self._no = self._phrases(table, own, NO)
        self._polite: Phrases = frozenset(table["polite"])
        self._hedges: Phrases = frozenset(table["hedges"])
        self._do_not = _DO_NOT.get(language, _DO_NOT["en"])
        self._negations = _NEGATIONS.get(language, _NEGATIONS["en"])
        self._but = _BUT.get(language, _BUT["en"])
        self._declared = {intent.name for intent in model.intents}
        self._longest = max(map(len, self._yes | self._no | self._polite | self._hedges))

    @staticmethod
    def _phrases(
        table: Mapping[str, Sequence[tuple[str, ...]]], own: Mapping[str, list[tuple[str | Place, ...]]], intent: str
    ) -> Phrases:
        added = {words for words in own.get(intent, ()) if words and all(isinstance(word, str) for word in words)}
        return frozenset(table.get(intent, ())) | frozenset(tuple(map(str, words)) for words in added)

    def answer(self, words: Sequence[str]) -> str | None:
        """YES, NO or None (neither, or not clearly)."""
        said = tuple(words)
        if said in self._no and NO in self._declared:
            return NO
        for negation in self._do_not:  # "do not place the order"
            rest = said[len(negation) :]
            if said[: len(negation)] == negation and NO in self._declared and rest in self._yes:
                return NO
        if YES in self._declared and self._made_of(said, self._yes, self._polite):
            return YES
        if NO in self._declared and self._made_of(said, self._no, self._polite):
            return NO
        return None

    def allows(self, intent: str, words: Sequence[str]) -> bool:
        """Whether statistics may call this utterance `intent`: never a yes, and a no only with a negation in it."""
        if intent == NO:
            return bool(self._negations.intersection(words))
        return intent != YES

    def polite(self, words: Sequence[str]) -> bool:
        """Nothing but politeness and doubt ("thanks", "hmm")."""
        return self._made_of(tuple(words), self._polite | self._hedges, frozenset())

    def unclear(self, words: Sequence[str]) -> bool:
        """Nothing but yes, no, politeness and doubt, in a mixture that decides nothing."""
        everything = self._yes | self._no | self._hedges
        return self.answer(words) is None and self._made_of(tuple(words), everything, self._polite)

    def rest(self, words: Sequence[str]) -> tuple[str, ...]:
        """The words after a leading yes or no (and "but"); all of them if there is none."""
        said = tuple(words)
        for size in range(min(self._longest, len(said) - 1), 0, -1):
            if said[:size] in self._yes or said[:size] in self._no:
                after = said[size:]
                return after[1:] if after[0] in self._but and len(after) > 1 else after
        return said

    def _made_of(self, said: tuple[str, ...], needed: Phrases, allowed: Phrases) -> bool:
        """Whether `said` splits into phrases of both sets, at least one of them of `needed`."""
        reached: list[bool | None] = [False] + [None] * len(said)  # at each place: None, or whether one was needed
        for at in range(len(said)):
            if reached[at] is None:
                continue
            for end in range(at + 1, min(len(said), at + self._longest) + 1):
                piece = said[at:end]
                if piece in needed:
                    reached[end] = True
                elif piece in allowed:
                    reached[end] = bool(reached[at]) or bool(reached[end])
        return reached[-1] is True


_ORDERING = {
    "en": re.compile(r"\b(?:order|buy|place|please)\b"),
    "fr": re.compile(r"\b(?:command\w*|passe[zr]?|achet\w*|s'il (?:te|vous) pla[iî]t)\b"),
}
_BARE_YES = {"en": re.compile(r"\byes|yeah|yep|sure|okay|ok\b"), "fr": re.compile(r"\boui|ouais|d'accord|ok\b")}


def clear_yes(words: str, language: str, *, to_order: bool) -> bool:
    """Whether what the table takes for a yes answers the question that is open.

    A question mark asks. "Order it" and a mere "please" agree to a quote and to nothing else: said to "shall I
    cancel it?" they mean the opposite.
    """
    said = words.strip().lower()
    if said.endswith("?"):
        return False
    ordering, bare = _ORDERING.get(language), _BARE_YES.get(language)
    if to_order or ordering is None or bare is None or not ordering.search(said):
        return True
    polite_only = not re.search(r"order|buy|place|command|passe|achet", said)
    return polite_only and bool(bare.search(said))
