"""Stand-ins for sound: a mouth whose sentences can be cut, ears that hear what a test says, a sound card of lists."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

from local_voice.audio import SourceEnded
from local_voice.ear import Silence, Utterance
from local_voice.hearing import By
from local_voice.loop import Timings
from skill.assistant import Reply
from skill.dialogue.acts import Expectation
from skill.dialogue.heard import Heard
from skill.phrasing.style import Pace

Hear = Callable[[str, Expectation | None], Heard]


class CutAfter:
    """Somebody cuts in after so many whole sentences."""

    def __init__(self, sentences: int, by: By = By.KEY) -> None:
        self.sentences, self.by = sentences, by


class Spoken:
    """`Speaking` that is done at once, or cut."""

    trouble = ""
    began_at = 0.0
    done = True
    playing: str | None = None

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(sentences)
        self.heard = tuple(sentences)

    def stop(self) -> None:
        """Cut."""


class Mouth:
    """Remembers what it was to say."""

    def __init__(self) -> None:
        self.said: list[tuple[str, ...]] = []

    def prepare(self, sentences: Sequence[str], locale: str, pace: Pace) -> None:
        """Nothing."""

    def say(self, sentences: Sequence[str], locale: str, pace: Pace) -> Spoken:  # noqa: ARG002  # as the real one
        """Remembered."""
        self.said.append(tuple(sentences))
        return Spoken(sentences)


class Customer:
    """`Hears` from a script: words, "" for a silence, and `CutAfter` before the words that cut in."""

    live = True

    def __init__(self, hear: Hear, *script: "str | CutAfter | Exception") -> None:
        self._hear, self._script = hear, list(script)
        self.by_voice: list[bool] = []
        self.known: list[str] = []

    @property
    def left(self) -> int:
        """What was not said yet."""
        return len(self._script)

    def know(self, names: Sequence[str]) -> None:
        """Remembered."""
        self.known = list(names)

    def prepare(self, expects: Expectation | None, asked: str) -> None:
        """Nothing."""

    def cut_in(self, speaking: Any, *, by_voice: bool) -> By | None:
        """As the script says."""
        self.by_voice.append(by_voice)
        if not self._script or not isinstance(self._script[0], CutAfter):
            return None
        cut = self._script.pop(0)
        assert isinstance(cut, CutAfter)
        speaking.heard = speaking.sentences[: cut.sentences]
        return cut.by

    def listen(self, expects: Expectation | None, asked: str, wait_ms: float) -> Utterance | Silence:  # noqa: ARG002  # as the real one
        """The next words of the script; afterwards it is over."""
        if not self._script:
            raise SourceEnded("nothing more is said")
        words = self._script.pop(0)
        if isinstance(words, Exception):
            raise words
        assert isinstance(words, str)
        if not words:
            return Silence(wait_ms)
        heard = self._hear(words, expects)
        return Utterance(words, heard, heard.sure, (words,), 0, 500, 720, 5)


class Screen:
    """Remembers what was shown."""

    def __init__(self) -> None:
        self.notices: list[str] = []
        self.words: list[str] = []
        self.times: list[Timings] = []

    def reply(self, reply: Reply) -> None:
        """Remembered."""
        self.words.append(reply.words)

    def understood(self, utterance: Utterance) -> None:
        """Nothing."""

    def silence(self) -> None:
        """Nothing."""

    def notice(self, text: str) -> None:
        """Remembered."""
        self.notices.append(text)

    def timings(self, timings: Timings) -> None:
        """Remembered."""
        self.times.append(timings)


class PortAudioError(Exception):
    """As sounddevice raises it."""


class Output:
    """A sounddevice with one loudspeaker, whose blocks a test fetches."""

    PortAudioError = PortAudioError

    def __init__(self, *, rates: Sequence[int] = (22050,), own: int = 48000) -> None:
        self.rates, self.own = rates, own
        self.default = SimpleNamespace(device=(-1, 0))
        self.stream: Any = None
        self.played = b""

    def query_devices(self) -> list[dict[str, object]]:
        """One."""
        return [{"name": "speaker", "max_input_channels": 0, "max_output_channels": 2, "default_samplerate": self.own}]

    def RawOutputStream(self, **asked: Any) -> Any:  # noqa: N802  # sounddevice's name
        """Opened, unless the card refuses the rate."""
        if asked["samplerate"] not in self.rates:
            raise PortAudioError("Invalid sample rate [PaErrorCode -9997]")
        self.stream = SimpleNamespace(**asked, start=lambda: None, abort=lambda: None, close=lambda: None)
        return self.stream

    def fetch(self, blocks: int = 1) -> bytes:
        """The device plays so many blocks."""
        fetched = b""
        for _ in range(blocks):
            out = bytearray(2 * self.stream.blocksize)
            told = SimpleNamespace(outputBufferDacTime=1.0, currentTime=1.0)
            self.stream.callback(memoryview(out), self.stream.blocksize, told, None)
            fetched += bytes(out)
        self.played += fetched
        return fetched
