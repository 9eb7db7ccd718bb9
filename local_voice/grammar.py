"""The grammar of each open question, as Vosk takes it. Knows no sound.

A question narrows by weight, never by refusal: its answers are in the grammar several times, and everything else
that can be said is in it as well, so that "stop", "make it three" or "is it vegan" are heard at any question.
"[unk]" is always in, and stands behind carriers too: a product that the shop has not is then an unknown sound
rather than the nearest product.
"""

import json
from collections.abc import Iterable, Sequence

from local_voice.phrases import Phrases
from local_voice.vocabulary import UNKNOWN, Vocabulary
from skill.dialogue.acts import Expectation

_ANSWERS = 10  # times that an answer to the open question is in the grammar
_UNKNOWN_EVERY = 10  # carriers to one that ends in an unknown sound


class BadGrammar(ValueError):
    """Vosk would end the process over this grammar."""


def written(phrases: Iterable[str]) -> str:
    """Phrases as Vosk's JSON. Raises BadGrammar when there are none: an empty list ends the process."""
    listed = [phrase for phrase in phrases if phrase.strip()]
    if not listed:
        raise BadGrammar("a grammar needs a phrase")
    return json.dumps([*listed, UNKNOWN], ensure_ascii=False)


class Grammars:
    """The grammars of one locale and one customer."""

    def __init__(self, phrases: Phrases, vocabulary: Vocabulary) -> None:
        self._phrases = phrases
        self._vocabulary = vocabulary
        every = self._heard(phrases.everything())
        carriers = sorted({phrase.rpartition(" ")[0] for phrase in every if phrase.count(" ") > 1})
        self._always = (*every, *(f"{carrier} {UNKNOWN}" for carrier in carriers[::_UNKNOWN_EVERY]))
        self._answers = {question: self._heard(self._answering(question)) * _ANSWERS for question in Expectation}
        self._known: tuple[str, ...] = ()
        self._kept: dict[tuple[Expectation, tuple[str, ...]], str] = {}

    def know(self, names: Sequence[str]) -> None:
        """What this customer buys, by the names it is called."""
        self._known = self._heard(self._phrases.favoured(tuple(dict.fromkeys(names))))
        self._kept.clear()

    def of(self, question: Expectation | None, asked: str = "") -> str:
        """The grammar while `question` is open (None: no question); `asked` are its words, for what it offers."""
        expects = question or Expectation.OPEN
        offered = self._phrases.named_in(asked) if expects is Expectation.CHOICE else ()
        grammar = self._kept.get((expects, offered))
        if grammar is None:
            favoured = self._heard(self._phrases.favoured(offered)) * 2
            grammar = written((*self._always, *self._known, *self._answers[expects], *favoured))
            self._kept[expects, offered] = grammar
        return grammar

    def _answering(self, question: Expectation) -> Sequence[str]:
        phrases = self._phrases
        match question:
            case Expectation.YES_NO | Expectation.ORDER:
                return (*phrases.yes, *phrases.no)
            case Expectation.NUMBER:
                return phrases.counts
            case Expectation.CODE:
                return phrases.codes
            case Expectation.CHOICE:
                return (*phrases.ordinals, *phrases.reasons, *phrases.no)
            case Expectation.OPEN:
                return ()

    def _heard(self, phrases: Iterable[str]) -> tuple[str, ...]:
        """The phrases in words that the model has. One of which nothing can be heard is left out."""
        every = (self._vocabulary.words(phrase) for phrase in phrases)
        return tuple(" ".join(words) for words in every if words and words.count(UNKNOWN) < len(words))
