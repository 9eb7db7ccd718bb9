"""When an utterance has begun and when it is over. Pure: its clock counts blocks, and it hears no sound.

How much silence ends an utterance depends on what has been said so far: a complete yes, no or number needs little,
an open command more, a hesitation ("um", "two bags of ...") the most (facts: voice, Endpointing).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from local_voice.audio import BLOCK_MS


class Words(Enum):
    """What has been said so far, as the ear reads it."""

    COMPLETE = "complete"  # nothing more can belong to it
    OPEN = "open"
    UNFINISHED = "unfinished"  # more is to come


@dataclass(frozen=True, slots=True)
class Patience:
    """Milliseconds. `least` is how much speech makes an utterance: a word has 250, a cough or a door less than 120."""

    complete: int = 220
    open: int = 500
    unfinished: int = 900
    pre_roll: int = 400
    onset: int = 60
    least: int = 120
    longest: int = 15_000
    early_until: int = 3_000  # of speech: a longer utterance is no plain answer and is not looked at early


class Event(Enum):
    """What a block meant."""

    QUIET = "quiet"  # nobody speaks
    BEGAN = "began"  # somebody does, since `Endpointer.lead` blocks
    GOING = "going"  # it belongs to the utterance
    NOISE = "noise"  # what began was too short to be a word: forget it
    ENDED = "ended"  # the utterance is over
    SILENCE = "silence"  # nobody has spoken for as long as was to be waited


_SOON = 100 // BLOCK_MS  # blocks between two pieces of one onset


class Endpointer:
    """One utterance, or the silence instead of it."""

    def __init__(self, wait_ms: float, patience: Patience | None = None) -> None:
        self.patience = patience or Patience()
        self._wait = wait_ms
        self._now = 0  # blocks
        self._waited = 0.0  # milliseconds in which nobody spoke
        self._first, self._last = 0, -_SOON - 1  # first and last block of speech; none yet
        self._voiced = 0
        self._speaking = False
        self._early: Words | None = None
        self._late: Words | None = None

    @property
    def now_ms(self) -> float:
        """The clock of the source: the end of the last block."""
        return self._now * BLOCK_MS

    @property
    def ended_ms(self) -> float:
        """Where the last speech ended, on the same clock."""
        return self._last * BLOCK_MS

    @property
    def waited_ms(self) -> float:
        """How long nobody has spoken."""
        return self._waited

    @property
    def spoken_ms(self) -> float:
        """How much of the utterance was speech."""
        return self._voiced * BLOCK_MS

    @property
    def speaking(self) -> bool:
        """Whether an utterance has begun and not ended."""
        return self._speaking

    @property
    def lead(self) -> int:
        """At BEGAN: how many of the latest blocks belong to the utterance, its pre-roll included."""
        return self._now - self._first + 1 + self.patience.pre_roll // BLOCK_MS

    @property
    def pausing(self) -> bool:
        """Whether the latest block was none of speech."""
        return self._last < self._now

    def forget(self) -> None:
        """What began was no utterance: wait on."""
        self._speaking = False
        self._early = self._late = None

    def missed(self, milliseconds: float) -> Event:
        """Time went by without a block: a device that starts slowly. It counts as waiting."""
        self._waited += milliseconds
        return Event.SILENCE if not self._speaking and self._waited >= self._wait else Event.QUIET

    def step(self, voiced: bool, said: Callable[[], Words]) -> Event:
        """One block, and whether it is speech. `said` is asked for the words so far when they matter."""
        self._now += 1
        if voiced:
            return self._voice()
        return self._pause(said) if self._speaking else self._idle()

    def _voice(self) -> Event:
        if not self._speaking and self._now - self._last > _SOON:
            self._first, self._voiced = self._now, 0
        self._last = self._now
        self._voiced += 1
        self._early = self._late = None
        if not self._speaking:
            if self.spoken_ms < self.patience.onset:
                return self._idle()
            self._speaking = True
            return Event.BEGAN
        return Event.ENDED if self._too_long() else Event.GOING

    def _pause(self, said: Callable[[], Words]) -> Event:
        silent = (self._now - self._last) * BLOCK_MS
        patience = self.patience
        if silent < patience.complete and not self._too_long():
            return Event.GOING
        if self.spoken_ms < patience.least:
            self._speaking = False
            return Event.NOISE
        if self._too_long() or silent >= patience.unfinished:
            return Event.ENDED
        if self._early is None and self.spoken_ms <= patience.early_until:
            self._early = said()
        if self._early is Words.COMPLETE:
            return Event.ENDED
        if silent >= patience.open and self._late is None:
            self._late = said()
        ended = self._late is not None and self._late is not Words.UNFINISHED
        return Event.ENDED if ended else Event.GOING

    def _idle(self) -> Event:
        self._waited += BLOCK_MS
        return Event.SILENCE if self._waited >= self._wait else Event.QUIET

    def _too_long(self) -> bool:
        return (self._now - self._first + 1) * BLOCK_MS >= self.patience.longest
