"""The mouth: sentences to sound, one after another, and which of them were heard. Knows no dialogue.

While one sentence plays the next is made. A voice that crashes or hangs is started again by its keeper; when it
fails twice in a row the mouth falls silent for good, and everything is only shown from there on.
"""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from local_voice.player import Part, Player, wait_for
from skill.phrasing.style import Pace
from skill.speech.kept import Kept
from skill.speech.sound import Mute, Sound, trimmed
from skill.speech.synthesiser import Synthesiser, Voice
from skill.speech.voices import rate_for

_REMEMBERED = 64  # sentences
_PAUSE_MS, _LAST_MS = 200, 20  # of silence behind a sentence, and behind the last: then somebody may answer


class Speaking(Protocol):
    """Sentences on their way out."""

    @property
    def heard(self) -> tuple[str, ...]:
        """The sentences that were played to their last sample."""

    @property
    def playing(self) -> str | None:
        """The sentence that is to be heard now."""

    @property
    def done(self) -> bool:
        """Whether nothing more comes: all was said, or it was stopped."""

    @property
    def began_at(self) -> float | None:
        """When the first sample left the device, in seconds of `time.monotonic()`."""

    @property
    def trouble(self) -> str:
        """Why not everything could be spoken; "" when nothing was in the way."""

    def stop(self) -> None:
        """Be silent, within a block or two."""


class Mouth:
    """One voice and one loudspeaker; one text at a time."""

    def __init__(
        self,
        voice: Synthesiser,
        player: Player,
        kept: Kept | None = None,
        fixed: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        """`fixed` gives the phrases that may be kept on disk; it is asked when there is time."""
        self._voice, self._player, self._kept = voice, player, kept
        self._phrases = fixed
        self._fixed: frozenset[str] | None = None
        self._voices: dict[tuple[str, int], Voice] = {}
        self._made: dict[tuple[str, str, int], Sound] = {}
        self._lock = threading.Lock()
        self.trouble = ""

    def prepare(self, sentences: Sequence[str], locale: str, pace: Pace) -> None:
        """Make them while there is time: what is likely to be said next."""
        wanted = (tuple(sentences), locale, rate_for(locale, pace))
        threading.Thread(target=self._prepare, args=wanted, daemon=True).start()

    def say(self, sentences: Sequence[str], locale: str, pace: Pace) -> Speaking:
        """Say them, one after another. Comes back at once."""
        return Spoken(self, self._player, tuple(sentences), locale, rate_for(locale, pace))

    def earcon(self, sound: Sound) -> None:
        """Play a short sound to its end."""
        if not self.trouble:
            wait_for(self._player.play(sound), lambda: self._player.lost)

    def close(self) -> None:
        """Let go of the loudspeaker, and end the voice."""
        self._player.close()
        self._voice.close()

    def sound(self, sentence: str, locale: str, rate: int) -> Sound:
        """A sentence as sound; of a voice that fails once, the second attempt. Raises Mute."""
        with self._lock:
            found = self._made.get((sentence, locale, rate))
            if found is None:
                try:
                    found = self._fresh(sentence, locale, rate)
                except Mute:
                    found = self._fresh(sentence, locale, rate)
                self._made[(sentence, locale, rate)] = found
                while len(self._made) > _REMEMBERED:
                    del self._made[next(iter(self._made))]
            return found

    def _fresh(self, sentence: str, locale: str, rate: int) -> Sound:
        if self._kept is None or self._fixed is None or sentence not in self._fixed:
            return self._voice.sound(sentence, locale, rate)
        voice = self._voices.get((locale, rate))
        if voice is None:
            voice = self._voices[(locale, rate)] = self._voice.voice(locale, rate)
        found = self._kept.find(voice.id, voice.rate, sentence)
        if found is None:
            found = self._voice.sound(sentence, locale, rate)
            self._kept.keep(voice.id, voice.rate, sentence, found)
        return found

    def _prepare(self, sentences: tuple[str, ...], locale: str, rate: int) -> None:
        if self._fixed is None:
            self._fixed = frozenset(self._phrases())
        try:
            for sentence in sentences:
                self.sound(sentence, locale, rate)
        except Mute:
            return  # it is told when it is to be said


class Spoken:
    """`Speaking` aloud."""

    def __init__(self, mouth: Mouth, player: Player, sentences: tuple[str, ...], locale: str, rate: int) -> None:
        self._mouth, self._player = mouth, player
        self._sentences, self._locale, self._rate = sentences, locale, rate
        self._parts: list[tuple[str, Part]] = []
        self._stopped = threading.Event()
        self.trouble = mouth.trouble
        self._only_shown = bool(mouth.trouble)
        self._thread = threading.Thread(target=self._speak, daemon=True)
        self._thread.start()

    @property
    def heard(self) -> tuple[str, ...]:
        """The sentences that were played to their last sample; of a mouth that is only read by now, all."""
        if self._only_shown:
            return self._sentences
        return tuple(sentence for sentence, part in list(self._parts) if part.played)

    @property
    def playing(self) -> str | None:
        """The sentence that is to be heard now, or is about to be."""
        return next((sentence for sentence, part in list(self._parts) if not part.over), None)

    @property
    def done(self) -> bool:
        """Whether nothing more comes."""
        return not self._thread.is_alive()

    @property
    def began_at(self) -> float | None:
        """When the first sample left the device."""
        return self._parts[0][1].began_at if self._parts else None

    def stop(self) -> None:
        """Be silent, within a block or two."""
        self._stopped.set()
        self._player.cut()
        self._thread.join()

    def _speak(self) -> None:
        if self._only_shown:
            return
        try:
            before: Part | None = None
            for place, sentence in enumerate(self._sentences, 1):
                pause = _LAST_MS if place == len(self._sentences) else _PAUSE_MS
                sound = trimmed(self._mouth.sound(sentence, self._locale, self._rate), pause)
                if before is not None:
                    self._until_nearly_over(before)
                if self._stopped.is_set():
                    break
                before = self._player.play(sound, sentence)
                self._parts.append((sentence, before))
            if before is not None:
                wait_for(before, lambda: self._player.lost or self._stopped.is_set())
        except Mute as error:
            self._mouth.trouble = f"The voice fails ({error}): replies are shown, and not spoken."
        if self._stopped.is_set():
            self._player.cut()  # what was put behind while it was being stopped
        elif self._player.lost:
            self._mouth.trouble = f"The loudspeaker ({self._player.device.name}) has gone: replies are only shown."
        self.trouble = self._mouth.trouble

    def _until_nearly_over(self, part: Part) -> None:
        """One sentence ahead is enough: until the last sample of the one before has been handed over."""
        while part.ends_at is None and part.cut_at is None and not self._stopped.is_set() and not self._player.lost:
            time.sleep(0.003)


class Shown:
    """A mouth without a voice: everything is shown at once, and counts as heard."""

    trouble = ""

    def prepare(self, sentences: Sequence[str], locale: str, pace: Pace) -> None:
        """Nothing."""

    def say(self, sentences: Sequence[str], locale: str, pace: Pace) -> Speaking:  # noqa: ARG002  # it is only shown
        """Shown already."""
        return Read(tuple(sentences))

    def earcon(self, sound: Sound) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


class Read:
    """`Speaking` that is read."""

    playing: str | None = None
    done = True
    trouble = ""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        self.heard = sentences
        self.began_at: float | None = None

    def stop(self) -> None:
        """There is nothing to stop."""
