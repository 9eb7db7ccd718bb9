"""An assistant that remembers what reached it, and an app that serves it through the real endpoint."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import flask
from flask.testing import FlaskClient

from skill.alexa import channel
from skill.alexa.verification import Unverified, Verification
from skill.assistant import Reply, Turn
from skill.dialogue.heard import Heard
from skill.dialogue.possible import Answer, Possible

QUESTION = Reply("Hello. What would you like?", "Hello! What would you like?", "What would you like?")
GOODBYE = Reply("Goodbye.", "Goodbye!", None)
SORRY = "Sorry, that went wrong. Nothing was ordered."
MOMENT = "One moment."
UNKNOWN = "That takes too long; whether it worked is not known."


@dataclass
class RecordingAssistant:
    """Says `reply` (or fails with `error`) and keeps the turns it was handed; knows the token "known"."""

    reply: Reply = QUESTION
    error: Exception | None = None
    turns: list[Turn] = field(default_factory=list)
    told: Possible = Possible(Answer.NO, {})  # noqa: RUF009  # frozen
    asked: list[tuple[Heard, str]] = field(default_factory=list)

    def take(self, turn: Turn) -> Reply:
        """Remember `turn` and answer."""
        self.turns.append(turn)
        if self.error:
            raise self.error
        return self.reply

    def customer_for(self, access_token: str) -> str | None:
        """customer-1 for "known"."""
        return "customer-1" if access_token == "known" else None

    def waiting(self, locale: str) -> str:  # noqa: ARG002
        """The same in every locale."""
        return MOMENT

    def unknown(self, locale: str) -> str:  # noqa: ARG002
        """The same in every locale."""
        return UNKNOWN

    def could(self, heard: Heard, locale: str) -> Possible:
        """Remember what was asked, and give `told`."""
        self.asked.append((heard, locale))
        return self.told

    @property
    def turn(self) -> Turn:
        """The one turn that there was."""
        (turn,) = self.turns
        return turn


def serve(
    assistant: channel.Assistant,
    verification: Verification | Unverified,
    on_error: Callable[[str], str] = lambda _: SORRY,
    **others: Any,
) -> FlaskClient:
    """A client of an app that has the Alexa channel alone; `others` are `register`'s."""
    app = flask.Flask("tests")
    channel.register(app, assistant, verification=verification, shop="Corner Shop", on_error=on_error, **others)
    return app.test_client()
