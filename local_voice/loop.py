"""One conversation by voice: say, listen, hand over, until it closes. Knows no device and no locale's words.

The microphone is open exactly when there is a question. A silence gets the question once more in short, a second one
a goodbye that says what did not happen (`dialogue/intents/conversation.py`); then nobody listens any more.
"""

import time
from dataclasses import dataclass, replace
from typing import Protocol

from local_voice.audio import SourceEnded, SourceLost
from local_voice.barge_in import GO_ON, Questions, doubted, echoes
from local_voice.ear import Silence, Utterance
from local_voice.hearing import By, Hears
from local_voice.mouth import Speaking
from local_voice.options import WAIT_MS
from local_voice.talk import Talk
from skill.assistant import Reply
from skill.dialogue.acts import Expectation
from skill.dialogue.heard import Heard
from skill.phrasing.style import Pace
from skill.speech.sentences import sentences

LOST_SECONDS = 30.0  # that a microphone is waited for which has gone
_FALSE_ALARMS = 2  # of one reply, then only a key cuts in
_BEGIN_SECONDS = 0.3  # that the ear waits for the mouth
_CUT_WAIT_MS = 1200.0  # for the words of a voice that cut in: it has begun already, or it was none
STOP = Heard("AMAZON.StopIntent")
SILENCE = Heard("Silence")


class Says(Protocol):
    """A mouth."""

    def prepare(self, sentences: tuple[str, ...], locale: str, pace: Pace) -> None:
        """What is likely to be said next."""

    def say(self, sentences: tuple[str, ...], locale: str, pace: Pace) -> Speaking:
        """Say it; at once."""


@dataclass(frozen=True, slots=True)
class Timings:
    """Of one answered utterance, in milliseconds: the silence that ended it, recognising and understanding, the
    assistant, and from its reply to the first sample. None: nothing was to be heard."""

    expects: Expectation | None
    tail: float
    hearing: float
    assistant: float
    speaking: float | None

    @property
    def whole(self) -> float | None:
        """From the end of speech to the first sample of the reply."""
        return self.tail + self.hearing + self.assistant + self.speaking if self.speaking is not None else None


class Screen(Protocol):
    """Who sees the conversation."""

    def reply(self, reply: Reply) -> None:
        """What is about to be said."""

    def understood(self, utterance: Utterance) -> None:
        """What was heard, and what it means."""

    def silence(self) -> None:
        """Nobody said anything."""

    def notice(self, text: str) -> None:
        """Something to know."""

    def timings(self, timings: Timings) -> None:
        """How long the turn took."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """Somebody cut in: how, in which sentence, and what was not heard, that one included."""

    by: By
    sentence: str
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """When an utterance was understood, for the timings of its reply."""

    utterance: Utterance
    expects: Expectation | None
    at: float
    decided_at: float = 0.0


class Loop:
    """Holds conversations, one after another."""

    def __init__(
        self,
        talk: Talk,
        hears: Hears,
        mouth: Says,
        screen: Screen,
        *,
        wait_ms: float = WAIT_MS,
        lost_seconds: float = LOST_SECONDS,
    ) -> None:
        self._talk, self._hears, self._mouth, self._screen = talk, hears, mouth, screen
        self._wait_ms, self._lost_seconds = wait_ms, lost_seconds
        self._language = talk.locale.partition("-")[0].lower()
        self._questions = Questions()
        self._mark: _Mark | None = None
        self._told = ""
        self._over: SourceEnded | None = None

    def converse(self, *, greet: bool = True) -> None:
        """One conversation, until it closes. Without a greeting the customer begins, or nothing comes of it. Raises
        SourceEnded when a recording is over."""
        reply = self._talk.launch() if greet else self._begun()
        while reply is not None:
            reply = self._exchange(reply)

    def _begun(self) -> Reply | None:
        while isinstance(heard := self._hears.listen(None, "", self._wait_ms), Silence):
            if self._hears.live:
                return None
        return self._handed(heard, None, interrupted=False)

    def _exchange(self, reply: Reply) -> Reply | None:
        """Say a reply, and get the next; None when the conversation is over."""
        if reply.known:
            self._hears.know([name for each in reply.known for name in each.names])
        if not reply.silent:
            self._screen.reply(reply)
        self._questions.put(reply)
        rest, alarms, said_again = tuple(sentences(reply.words)), 0, False
        while True:
            cut = self._say(rest, reply, by_voice=alarms < _FALSE_ALARMS and not reply.closed)
            if reply.closed:
                if self._over is not None:
                    raise self._over
                return None
            heard = self._listen(reply, cut)
            if heard is None:
                return self._left()
            if cut is not None and self._goes_on(heard, cut):
                rest, alarms = cut.rest, alarms + (cut.by is By.VOICE)
                continue
            if isinstance(heard, Silence):
                self._screen.silence()
                return self._talk.hand(SILENCE)
            if not self._questions.binds(heard.heard, reply.expects):
                self._screen.understood(heard)
                self._screen.notice("That question was not heard to its end: here it is again.")
                rest, said_again = self._questions.whole, True
                self._screen.reply(replace(reply, words=" ".join(rest)))
                continue
            if cut is not None and cut.by is By.VOICE:
                heard = doubted(heard)
            return self._handed(heard, reply.expects, interrupted=cut is not None and not said_again)

    def _say(self, rest: tuple[str, ...], reply: Reply, *, by_voice: bool) -> _Cut | None:
        """Say these sentences; how they were cut short, if they were."""
        speaking = self._mouth.say(rest, self._talk.locale, reply.pace)
        if not reply.closed:
            _until_begun(speaking)
            self._hears.prepare(reply.expects, reply.words)
        by = self._hears.cut_in(speaking, by_voice=by_voice)
        heard = speaking.heard
        self._questions.heard(heard)
        self._timed(speaking)
        if speaking.trouble and speaking.trouble != self._told:
            self._told = speaking.trouble
            self._screen.notice(speaking.trouble)
        if reply.reprompt is not None:
            self._mouth.prepare(tuple(sentences(reply.reprompt)), self._talk.locale, reply.pace)
        if by is None or len(heard) == len(rest):
            return None
        return _Cut(by, rest[len(heard)], rest[len(heard) :])

    def _listen(self, reply: Reply, cut: _Cut | None) -> Utterance | Silence | None:
        """What is said; None when nobody can be heard any more. A microphone that has gone is waited for."""
        since: float | None = None
        wait_ms = _CUT_WAIT_MS if cut is not None and cut.by is By.VOICE else self._wait_ms
        while True:
            try:
                return self._hears.listen(reply.expects, reply.words, wait_ms)
            except SourceEnded as error:
                self._over = error
                return None
            except SourceLost as error:
                if since is None:
                    since = time.monotonic()
                    self._screen.notice(f"{error} Waiting for it ...")
                if time.monotonic() - since > self._lost_seconds:
                    self._screen.notice("Nobody can be heard any more.")
                    return None

    def _goes_on(self, heard: Utterance | Silence, cut: _Cut) -> bool:
        """Whether the assistant goes on where it was cut: it was no voice or its own, or it is asked to."""
        if isinstance(heard, Silence):
            return cut.by is By.VOICE
        if cut.by is By.VOICE and (not heard.words or echoes(heard.words, cut.sentence, self._language)):
            return True
        if heard.heard.intent != GO_ON:
            return False
        self._screen.understood(heard)
        return True

    def _handed(self, heard: Utterance, expects: Expectation | None, *, interrupted: bool) -> Reply:
        self._screen.understood(heard)
        at = time.monotonic()
        reply = self._talk.hand(replace(heard.heard, interrupted=interrupted))
        self._mark = _Mark(heard, expects, at, time.monotonic())
        return reply

    def _left(self) -> Reply:
        """Who can't be heard any more has left: a goodbye that says what did not happen."""
        return self._talk.hand(STOP)

    def _timed(self, speaking: Speaking) -> None:
        mark, self._mark = self._mark, None
        if mark is None:
            return
        began = speaking.began_at
        self._screen.timings(
            Timings(
                mark.expects,
                tail=mark.utterance.decided_ms - mark.utterance.ended_ms,
                hearing=mark.utterance.working_ms,
                assistant=1000 * (mark.decided_at - mark.at),
                speaking=1000 * (began - mark.decided_at) if began is not None else None,
            )
        )


def _until_begun(speaking: Speaking) -> None:
    """Leave the machine to the first sentence, as long as it is being made."""
    until = time.monotonic() + _BEGIN_SECONDS
    while speaking.began_at is None and not speaking.done and time.monotonic() < until:
        time.sleep(0.002)
