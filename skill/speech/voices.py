"""Which voice speaks a locale, and how fast; whether this machine can speak at all."""

import ctypes.util
import importlib.util
import sys
from collections.abc import Sequence

from skill.phrasing.style import Pace

WORDS_A_MINUTE = {"en": 165, "fr": 160}
RATES = {Pace.BRISK: 1.1, Pace.EVEN: 1.0, Pace.CALM: 0.85}  # as on a device
NO_VOICE = (
    "This machine has no voice. On Debian and Ubuntu: sudo apt-get install espeak-ng. "
    "The Python package is in requirements.txt: pip install -r requirements.txt"
)


def can_speak() -> bool:
    """Whether this machine has pyttsx3, and a synthesiser below it."""
    if importlib.util.find_spec("pyttsx3") is None:
        return False
    if sys.platform in ("darwin", "win32"):
        return True  # the system has its own
    return any(ctypes.util.find_library(name) for name in ("espeak-ng", "espeak"))


def rate_for(locale: str, pace: Pace = Pace.EVEN) -> int:
    """Words a minute."""
    return round(WORDS_A_MINUTE.get(locale.partition("-")[0].lower(), 165) * RATES[pace])


def voice_for(locale: str, voices: Sequence[tuple[str, tuple[str, ...]]]) -> str | None:
    """The voice of this locale, else of its language's own country, else of its language; None: the engine's own.

    `voices` are ids, each with its languages.
    """
    wanted = locale.lower()
    language = wanted.partition("-")[0]
    for tag in (wanted, {"en": "en-gb", "fr": "fr-fr"}.get(language, language), language):
        for voice, tags in voices:
            if tag in tags:
                return voice
    return next((voice for voice, tags in voices if any(tag.startswith(f"{language}-") for tag in tags)), None)
