"""A conversation with the assistant by ear: what was heard in, a reply out. Knows no sound.

A turn that fails is answered with an apology, and ends the conversation: nothing is guessed about what it did.
"""

import logging
import uuid
from typing import Protocol

from skill.assistant import Reply, Turn
from skill.dialogue.heard import Heard
from skill.logs import whereabouts
from skill.phrasing.style import Style

log = logging.getLogger("local_voice")


class Assistant(Protocol):
    """What a voice channel needs of the assistant."""

    def take(self, turn: Turn) -> Reply:
        """One turn, start to finish."""

    def trouble(self, locale: str) -> str:
        """What to say when a turn failed."""


class Talk:
    """One customer talking. After a closed conversation the next utterance begins a new one."""

    def __init__(self, assistant: Assistant, *, customer: str | None, locale: str) -> None:
        self._assistant = assistant
        self._customer = customer
        self.locale = locale
        self._session = ""

    def launch(self) -> Reply:
        """Open the conversation without a word, as a device does when it is called by name."""
        self._session = ""
        return self.hand(Heard("LaunchRequest"))

    def hand(self, heard: Heard) -> Reply:
        """The reply to what was heard."""
        session = self._session or f"voice:{uuid.uuid4()}"
        turn = Turn(heard, session, self._customer, self.locale, Style.VOICE, str(uuid.uuid4()))
        try:
            reply = self._assistant.take(turn)
        except Exception as failure:  # noqa: BLE001  # the customer is owed an answer, the log a reason
            log.error("turn failed\n%s", whereabouts(failure))  # a message may quote the utterance
            words = self._assistant.trouble(self.locale)
            reply = Reply(words=words, written=words, reprompt=None)
        self._session = "" if reply.closed else session
        return reply
