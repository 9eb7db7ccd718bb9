"""The wake phrase: nothing else is listened for until it is said. Knows no conversation.

A small grammar of the phrase, of what sounds like it, and of anything else; an utterance that begins with the whole
phrase wakes.
"""

import json
from collections import deque
from collections.abc import Callable

from local_voice.audio import Source, blocks_in
from local_voice.options import PHRASE
from local_voice.recogniser import Recogniser, VoskModel
from local_voice.voice import level_db, silero_or_gate

_PAUSE_MS, _BEFORE_MS, _LONGEST_MS = 240, 400, 6000
_ALIKE = ("hey", "stop", "hey stop", "the shop", "they", "okay", "hello", "chop", "what", "yes", "no", "a", "the")
_TIMEOUT_SECONDS = 0.2


class BadPhrase(ValueError):
    """No such phrase can be heard; the message says what to do."""


class Wake:
    """Listens for one phrase."""

    def __init__(self, model: VoskModel, phrase: str = PHRASE) -> None:
        """Raises BadPhrase."""
        words = phrase.lower().split()
        unknown = [word for word in words if not model.has(word)]
        if unknown:
            raise BadPhrase(f"The model of speech does not know {', '.join(map(repr, unknown))}: choose other words.")
        if len(words) < 2:
            raise BadPhrase("A wake phrase of one word would be heard everywhere: take two or three words.")
        self._phrase, self._model = words, model
        alike = [each for each in _ALIKE if each.split() != words and all(map(model.has, each.split()))]
        self._grammar = json.dumps([" ".join(words), *alike, "[unk]"])

    def wait(self, source: Source, on_level: Callable[[float], None] = lambda _: None) -> None:
        """Until the phrase was said. Raises SourceEnded, SourceLost."""
        voice, recogniser = silero_or_gate(), self._model.recogniser(self._grammar)
        before = deque[bytes](maxlen=blocks_in(_BEFORE_MS))
        spoken = quiet = 0
        while True:
            block = source.read(_TIMEOUT_SECONDS)
            if block is None:
                continue
            on_level(level_db(block))
            if voice.hears(block):
                spoken, quiet = spoken + 1, 0
            elif spoken:
                quiet += 1
            if not spoken:
                before.append(block)
                continue
            for each in (*before, block):
                recogniser.take(each)
            before.clear()
            if quiet >= blocks_in(_PAUSE_MS) or spoken >= blocks_in(_LONGEST_MS):
                spoken = quiet = 0
                if self._said(recogniser):
                    return

    def _said(self, recogniser: Recogniser) -> bool:
        readings = recogniser.finish()
        return bool(readings) and readings[0].words.split()[: len(self._phrase)] == self._phrase
