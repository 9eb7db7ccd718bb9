"""The ear: sound to one utterance and its meaning. Knows no loop, no mouth and no shop.

Sound is judged block by block; what belongs to speech, with what was just before it, goes to the recogniser as it
comes. At a pause the recogniser is asked for all it has, which takes some milliseconds; when more is to come, it is
fed again from the beginning.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from local_voice.audio import NOTHING, Source, SourceEnded, blocks_in
from local_voice.endpointing import Endpointer, Event, Patience, Words
from local_voice.grammar import Grammars
from local_voice.meaning import Meaning, meant
from local_voice.phrases import Phrases
from local_voice.recogniser import Recogniser, VoskModel
from local_voice.report import report
from local_voice.so_far import so_far
from local_voice.vocabulary import Vocabulary
from local_voice.voice import EnergyGate, Silero, level_db, silero_or_gate
from skill.dialogue.acts import Expectation
from skill.dialogue.heard import Heard
from skill.understanding.ear import Ear

_NO_WORD_MS = 500  # speech shorter than this without a word in it was none: a door, a cough
_TIMEOUT_SECONDS = 0.2
_PARTIAL_EVERY = 5  # blocks


class Model(Protocol):
    """A model of speech on disk."""

    @property
    def locale(self) -> str:
        """The locale it hears."""

    @property
    def path(self) -> Path:
        """Its folder."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said. Times are milliseconds on the clock of the source since listening began.

    `heard` is what was meant, to hand over as it is: where it was not `sure`, a question follows and never an
    action. `ended_ms` is the end of speech by voice activity, `decided_ms` when that was decided; `working_ms` is
    how long recognising and understanding took after that, in real time. `alternatives` are all readings, the
    likeliest first.
    """

    words: str
    heard: Heard
    sure: bool
    alternatives: tuple[str, ...]
    began_ms: float
    ended_ms: float
    decided_ms: float
    working_ms: float


@dataclass(frozen=True, slots=True)
class Silence:
    """Nobody said anything for so long."""

    waited_ms: float


class VoiceEar:
    """Hears one locale."""

    def __init__(
        self,
        model: Model,
        hear: Ear,
        names: Iterable[str],
        *,
        aliases: Mapping[str, str] | None = None,
        patience: Patience | None = None,
        voice: Callable[[], Silero | EnergyGate] = silero_or_gate,
    ) -> None:
        """`names` are those of the catalogue; `aliases` stand in for words that the model lacks (None: those of the
        report). Raises CannotHear."""
        self._model = VoskModel(model.path)
        self._hear = hear
        self.language = hear.understanding.language
        phrases = Phrases(hear.understanding, names)
        self.report = report(model.locale, model.path.name, phrases, self._model.has)
        said_for = self.report.aliases() if aliases is None else aliases
        self.vocabulary = Vocabulary(self._model.has, self.language, said_for)
        self._grammars = Grammars(phrases, self.vocabulary)
        self._patience = patience or Patience()
        self._voice = voice()

    @property
    def model(self) -> VoskModel:
        """The model in memory, for who listens for something else than an answer."""
        return self._model

    def know(self, names: Sequence[str]) -> None:
        """What this customer buys (`Reply.known`), to hear it better."""
        self._grammars.know(names)

    def prepare(self, expects: Expectation | None, asked: str = "") -> None:
        """Make what listening to this question needs, while there is time: the assistant is still speaking."""
        self._model.recogniser(self._grammars.of(expects, asked))

    def listen(
        self,
        source: Source,
        expects: Expectation | None,
        *,
        wait_ms: float,
        asked: str = "",
        on_partial: Callable[[str], None] | None = None,
        on_level: Callable[[float], None] | None = None,
    ) -> Utterance | Silence:
        """What is said next, or the silence after `wait_ms`. `asked` is the open question in words.

        `on_partial` gets the words so far whenever they change, `on_level` the level of each block in dB of full
        scale. A recording that ends in the middle of speech ends the utterance. Raises SourceEnded, SourceLost.
        """
        recogniser = self._model.recogniser(self._grammars.of(expects, asked))
        listening = _Listening(self, recogniser, expects, wait_ms=wait_ms, on_partial=on_partial, on_level=on_level)
        return listening.to(source)

    def _meaning(self, recogniser: Recogniser, expects: Expectation | None) -> Meaning:
        noisy = self._voice.room.noisy
        return meant(recogniser.finish(), expects, self._hear, self.vocabulary, noisy=noisy)


class _Listening:
    """One call of `VoiceEar.listen`."""

    def __init__(
        self,
        ear: VoiceEar,
        recogniser: Recogniser,
        expects: Expectation | None,
        *,
        wait_ms: float,
        on_partial: Callable[[str], None] | None,
        on_level: Callable[[float], None] | None,
    ) -> None:
        self._ear, self._recogniser, self._expects = ear, recogniser, expects
        self._on_partial, self._on_level = on_partial, on_level
        self._endpointer = Endpointer(wait_ms, ear._patience)  # one class in two pieces
        self._before: deque[bytes] = deque(maxlen=blocks_in(ear._patience.pre_roll + 2000))
        self._spoken: list[bytes] = []
        self._fed = 0
        self._meaning: Meaning | None = None
        self._partial = ""
        self._began_ms = self._working_ms = 0.0

    def to(self, source: Source) -> Utterance | Silence:
        """Listen until something has been said, or nothing."""
        while True:
            try:
                block = source.read(_TIMEOUT_SECONDS)
            except SourceEnded:
                if not self._spoken:
                    raise
                utterance = self._over(Event.ENDED)
                if utterance is None:
                    raise
                return utterance
            event = self._endpointer.missed(_TIMEOUT_SECONDS * 1000) if block is None else self._block(block)
            if event is Event.SILENCE:
                return Silence(self._endpointer.waited_ms)
            utterance = self._over(event)
            if utterance is not None:
                return utterance

    def _block(self, block: bytes) -> Event:
        if self._on_level is not None:
            self._on_level(level_db(block))
        self._before.append(block)
        event = self._endpointer.step(self._ear._voice.hears(block), self._so_far)
        if event is Event.BEGAN:
            self._began_ms = self._endpointer.now_ms
            self._spoken = self._led(self._endpointer.lead)
        elif event is Event.GOING:
            self._spoken.append(block)
        if event in (Event.BEGAN, Event.GOING):
            self._feed()
        return event

    def _led(self, lead: int) -> list[bytes]:
        """The latest blocks. Speech in the very first one gets the silence before it that a recogniser needs."""
        kept = list(self._before)[-lead:]
        return [NOTHING] * (lead - len(kept)) + kept

    def _feed(self) -> None:
        if self._endpointer.pausing and self._meaning is not None:
            return  # it has been asked in this very pause: fed again when speech goes on
        self._meaning = None
        self._feed_all()
        if self._on_partial is not None and self._fed % _PARTIAL_EVERY == 0:
            partial = self._ear.vocabulary.meant(self._recogniser.partial())
            if partial != self._partial:
                self._partial = partial
                self._on_partial(partial)

    def _so_far(self) -> Words:
        return so_far(self._understood(), self._expects, self._ear.language)

    def _understood(self) -> Meaning:
        if self._meaning is None:
            started = time.perf_counter()
            self._feed_all()
            self._meaning = self._ear._meaning(self._recogniser, self._expects)
            self._fed = 0  # what was finished has to be fed again, should more be said
            self._working_ms = (time.perf_counter() - started) * 1000
        return self._meaning

    def _feed_all(self) -> None:
        for block in self._spoken[self._fed :]:
            self._recogniser.take(block)
        self._fed = len(self._spoken)

    def _over(self, event: Event) -> Utterance | None:
        """The utterance, when it is over and had a word in it."""
        if event is Event.NOISE:
            self._forget()
        if event is not Event.ENDED:
            return None
        meaning = self._understood()
        endpointer = self._endpointer
        if meaning.nothing and endpointer.spoken_ms < _NO_WORD_MS:
            self._forget()
            return None
        return Utterance(
            words=meaning.words,
            heard=meaning.heard,
            sure=meaning.sure,
            alternatives=meaning.alternatives,
            began_ms=self._began_ms,
            ended_ms=endpointer.ended_ms,
            decided_ms=endpointer.now_ms,
            working_ms=self._working_ms,
        )

    def _forget(self) -> None:
        self._recogniser.forget()
        self._endpointer.forget()
        self._spoken, self._fed, self._meaning, self._partial = [], 0, None, ""
