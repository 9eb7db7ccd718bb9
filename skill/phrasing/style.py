"""How wordy a reply is: VOICE is short and confirms more, TEXT may be read twice."""

from enum import Enum


class Style(Enum):
    """The two ways to word one act. VOICE is the message's own value in the phrase files, TEXT its `.text`."""

    VOICE = "voice"
    TEXT = "text"
