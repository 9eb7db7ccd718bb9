"""Cutting in: what of a question was heard, so what a yes to it is worth; and whose words a hypothesis repeats. Pure.

A yes counts only for what was played to the end: with a quote interrupted before the total, "yes" orders nothing and
the quote is put again (house rule 7: only a yes to the very quote that was just read).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from local_voice.ear import Utterance
from skill.assistant import Reply
from skill.dialogue.acts import Expectation
from skill.dialogue.heard import Heard
from skill.speech.sentences import sentences
from skill.speech.spelled import spelled
from skill.understanding.normalise import fold

YES = "AMAZON.YesIntent"
GO_ON = "ContinueIntent"
_PLAIN = frozenset(f"AMAZON.{name}Intent" for name in ("Stop", "Cancel", "No", "Help", "Repeat"))
_BINDING = frozenset({Expectation.YES_NO, Expectation.ORDER})


class Questions:
    """What has been heard of the open question, over all the times it was put."""

    def __init__(self) -> None:
        self._question: str | None = None
        self._whole: tuple[str, ...] = ()
        self._heard: set[str] = set()

    def put(self, reply: Reply) -> None:
        """A reply is about to be said. The same question put again in short is still the one that was put in full."""
        same = reply.question is not None and reply.question == self._question
        if not same:
            self._question, self._heard = reply.question, set()
        if not same or not _brief(reply):
            self._whole = tuple(sentences(reply.words))

    def heard(self, played: Iterable[str]) -> None:
        """These sentences were played to their last sample."""
        self._heard.update(played)

    def binds(self, heard: Heard, expects: Expectation | None) -> bool:
        """Whether this may be handed over: anything but a yes to what was not heard."""
        if heard.intent != YES or expects not in _BINDING:
            return True
        return set(self._needed) <= self._heard

    @property
    def whole(self) -> tuple[str, ...]:
        """The question with all that belongs to it, to be put again."""
        return self._whole

    @property
    def _needed(self) -> Sequence[str]:
        """Everything but the bare question at the end ("Order it?"); of a single sentence, that one."""
        return self._whole[:-1] or self._whole


def _brief(reply: Reply) -> bool:
    """Whether the question was put in its short form."""
    return reply.reprompt is not None and reply.words.endswith(reply.reprompt)


def echoes(words: str, said: str, language: str) -> bool:
    """Whether all words of a hypothesis stand in what the assistant itself was saying."""
    own, theirs = set(fold(spelled(said, language), language)), fold(spelled(words, language), language)
    return bool(theirs) and set(theirs) <= own


def doubted(utterance: Utterance) -> Utterance:
    """What was said over the assistant's own voice. A single word of that is believed only when it does no more than
    stop, decline or ask again: an echo canceller leaves of "stop" what may be heard as "oh"."""
    if len(utterance.words.split()) > 1 or utterance.heard.intent in _PLAIN:
        return utterance
    return replace(utterance, sure=False, heard=replace(utterance.heard, sure=False))
