"""How to converse, as it was asked for. Knows nothing of what does it, so that it is there at once."""

from dataclasses import dataclass

WAIT_MS = 8000.0  # for an answer
PHRASE = "hey shop"
MICROPHONE, STDIN, TEXT = "mic", "stdin", "text"
OPEN, PUSH, WAKE = "open", "push", "wake"
AUTO, FULL, KEY = "auto", "full", "key"


@dataclass(frozen=True, slots=True)
class Options:
    """How to converse. `input` is "mic", "stdin", "text" or the path of a WAV file; `speak` None: with a microphone."""

    locale: str = "en-US"
    customer: str | None = None
    input: str = MICROPHONE
    device: str | None = None
    loudspeaker: str | None = None
    mode: str = OPEN
    barge_in: str = AUTO
    phrase: str = PHRASE
    earcons: bool = True
    speak: bool | None = None
    greet: bool = True
    wait_ms: float = WAIT_MS

    @property
    def live(self) -> bool:
        """Whether a microphone is listened to."""
        return self.input == MICROPHONE

    @property
    def aloud(self) -> bool:
        """Whether replies are spoken."""
        return self.live if self.speak is None else self.speak
