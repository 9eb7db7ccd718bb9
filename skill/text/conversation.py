"""A written conversation: words in, a reply out. Knows no terminal and no web."""

import uuid
from collections.abc import Callable
from typing import Protocol

from skill.assistant import Reply, Turn
from skill.dialogue.acts import Expectation
from skill.dialogue.heard import Heard
from skill.phrasing.style import Style


class Assistant(Protocol):
    """What a text channel needs of the assistant."""

    def take(self, turn: Turn) -> Reply:
        """One turn, start to finish."""


Hear = Callable[[str, Expectation | None], Heard]


class Conversation:
    """One customer talking. After a closed conversation the next words begin a new one.

    `hear` understands words in the light of what the open question expects.
    """

    def __init__(
        self, assistant: Assistant, hear: Hear, *, customer: str | None, locale: str, style: Style = Style.TEXT
    ) -> None:
        self._assistant = assistant
        self._hear = hear
        self._customer = customer
        self._locale = locale
        self._style = style
        self._session = ""
        self._expects: Expectation | None = None
        self.heard: Heard | None = None

    def launch(self) -> Reply:
        """Open the conversation without a word, as a device does when it is called by name."""
        return self._turn(Heard("LaunchRequest"))

    def say(self, words: str) -> Reply:
        """The reply to these words; to nothing at all it is what a silence gets."""
        heard = self._hear(words, self._expects) if words.strip() else Heard("Silence")
        return self._turn(heard)

    def _turn(self, heard: Heard) -> Reply:
        self.heard = heard
        session = self._session or f"text:{uuid.uuid4()}"
        turn = Turn(
            heard=heard,
            session=session,
            customer=self._customer,
            locale=self._locale,
            style=self._style,
            request_id=str(uuid.uuid4()),
        )
        reply = self._assistant.take(turn)
        self._session = "" if reply.closed else session
        self._expects = reply.expects
        return reply
