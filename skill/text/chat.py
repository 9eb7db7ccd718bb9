"""One turn of the page: who speaks, in which conversation, what was meant; and all there is to see of the answer.

It keeps nothing: any process can take the next turn. A request that is sent again gets the very same answer.
"""

import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from skill.assistant import Reply, Turn
from skill.dialogue.heard import Heard
from skill.phrasing.style import Style
from skill.storage.talks import Talks
from skill.storage.watch import Watch
from skill.text.asked import GUEST, Asked
from skill.text.ears import Ears
from skill.text.shown import Json, changes_shown, heard_shown, question_of, question_shown, reply_shown

_OURS = re.compile(r"page:[\w-]{22}")
_BEGUN = "page"  # the name under which the beginnings of conversations are kept


class NotFound(LookupError):
    """There is no such customer or locale; the message says which there are."""


class Assistant(Protocol):
    """What the page needs of the assistant."""

    def take(self, turn: Turn) -> Reply:
        """One turn, start to finish."""

    def trouble(self, locale: str) -> str:
        """What to say when a turn failed."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the page may speak as."""

    id: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Chat:
    """The page's conversations.

    `people` gives whom it may speak as, besides a guest. `on_alexa` gives the Alexa response of the same reply.
    """

    assistant: Assistant
    people: Callable[[], tuple[Person, ...]]
    locales: tuple[str, ...]
    ears: Ears
    talks: Talks
    watch: Watch
    on_alexa: Callable[[Reply], Mapping[str, object]]

    def answer(self, asked: Asked, patience: float) -> str:
        """The answer as JSON text. Raises NotFound, Learning, and whatever stops a turn."""
        customer = self._customer(asked)
        if asked.locale not in self.locales:
            raise NotFound(f"there is no locale of this name; there are: {', '.join(self.locales)}")
        request = asked.request_id
        session = self._going_on(asked, customer)
        if session is None and asked.session and request and (kept := self._kept(asked.session, request)):
            return kept  # the turn that closed the conversation
        if session is None:
            session = self._begun(request, asked, customer)
        if request and (kept := self._kept(session, request)):
            return kept
        answer = json.dumps(self._turn(asked, session, customer, patience), ensure_ascii=False)
        return self.talks.keep(_answers(session), request, answer) if request else answer

    def _turn(self, asked: Asked, session: str, customer: str | None, patience: float) -> Json:
        heard, understood = self._heard(asked, session, customer, patience)
        turn = Turn(
            heard=heard,
            session=session,
            customer=customer,
            locale=asked.locale,
            style=Style.VOICE,
            request_id=asked.request_id or secrets.token_urlsafe(16),
            question=asked.press.question if asked.press else None,
        )
        with self.watch.turn() as changes:
            reply = self.assistant.take(turn)
        return {
            "session": session,
            "reply": reply_shown(reply),
            "understood": understood,
            "question": question_shown(question_of(self.talks.state(session, customer)), reply),
            "changes": changes_shown(changes.rows()),
            "alexa": self.on_alexa(reply),
        }

    def _heard(self, asked: Asked, session: str, customer: str | None, patience: float) -> tuple[Heard, Json]:
        if asked.words is not None:
            ask = question_of(self.talks.state(session, customer))
            parse = self.ears.explain(asked.locale, asked.words, ask.expects if ask else None, patience)
            return parse.heard, heard_shown(parse.heard, parse.how, parse)
        self.ears.begin(asked.locale)  # words are likely to follow
        if asked.press is not None:
            heard = asked.press.heard()
            return heard, heard_shown(heard, "press")
        heard = Heard("Silence" if asked.silence else "LaunchRequest")
        return heard, heard_shown(heard, "silence" if asked.silence else "launch")

    def _customer(self, asked: Asked) -> str | None:
        if asked.customer == GUEST:
            return None
        known = [person.id for person in self.people()]
        if asked.customer not in known:
            raise NotFound(f"there is no customer of this name here; there are: {', '.join([*known, GUEST])}")
        return asked.customer

    def _going_on(self, asked: Asked, customer: str | None) -> str | None:
        """The conversation that goes on: one that this page began, with this customer, with an open question."""
        session = asked.session
        if asked.launch or session is None or not _OURS.fullmatch(session):
            return None
        return session if question_of(self.talks.state(session, customer)) is not None else None

    def _begun(self, request: str | None, asked: Asked, customer: str | None) -> str:
        """The name of a new conversation; the same one when the request that begins it is sent again."""
        new = f"page:{secrets.token_urlsafe(16)}"
        if request is None:
            return new
        first = f"{request} {customer or GUEST} {asked.session or ''}"
        return self.talks.keep(_BEGUN, first, new)

    def _kept(self, session: str, request: str) -> str | None:
        return self.talks.kept(_answers(session), request)


def _answers(session: str) -> str:
    return f"{session} on the page"
