"""How wordy a reply is, and how fast it is said."""

from enum import Enum


class Style(Enum):
    """The two ways to word one act. VOICE is the message's own value in the phrase files, TEXT its `.text`."""

    VOICE = "voice"
    TEXT = "text"


class Pace(Enum):
    """How a customer wants to be spoken to. BRISK leaves out what is not needed, CALM is said slower."""

    BRISK = "brisk"
    EVEN = "even"
    CALM = "calm"
