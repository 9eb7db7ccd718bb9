"""What the page shows of a turn, as plain JSON: the reply, what was understood, the open question, the changes."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from skill.assistant import Reply
from skill.codec import Codec
from skill.dialogue.acts import Ask, Tell
from skill.dialogue.commands import CommandBase
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.state import State
from skill.phrasing.screens import Screen
from skill.storage.watch import Change
from skill.understanding.understanding import Parse

Json = dict[str, Any]

LONGEST_VALUE = 160  # characters of one database value
_KEYS = frozenset({"token", "key", "instead_of"})
_CODEC = Codec(Tell, Ask, CommandBase)


def reply_shown(reply: Reply) -> Json:
    """The answer in writing, and in the words of a voice."""
    return {
        "text": reply.written,
        "voice": reply.words,
        "reprompt": reply.reprompt,
        "closed": reply.closed,
        "acts": list(reply.acts),
        "screen": _screen(reply.screen, reply.question) if reply.screen else None,
    }


def heard_shown(heard: Heard, how: str, parse: Parse | None = None) -> Json:
    """What was understood; `how` is "launch", "silence" or "press" where no ear was needed."""
    return {
        "intent": heard.intent,
        "sure": heard.sure,
        "slots": {name: _slot(slot) for name, slot in heard.slots.items()},
        "how": parse.how if parse else how,
        "confidence": parse.confidence if parse else 1.0,
        "candidates": [{"intent": intent, "confidence": sure} for intent, sure in parse.candidates] if parse else [],
    }


def question_of(state: str | None) -> Ask | None:
    """The open question in a stored state; None when there is none, or it cannot be read any more."""
    if state is None:
        return None
    try:
        return _CODEC.loads(State, state).ask
    except ValueError:
        return None


def question_shown(ask: Ask | None, reply: Reply) -> Json | None:
    """The dialogue's open question: its name, what it expects, and what each answer would do."""
    if ask is None or reply.closed:
        return None
    return {
        "id": reply.question,
        "name": type(ask).__name__,
        "expects": ask.expects.value,
        "yes": _command(ask.if_yes),
        "choices": [_command(choice.then) for choice in ask.choices],
        "undone": type(ask.undone).__name__ if ask.undone else None,
    }


def changes_shown(changes: Iterable[Change]) -> list[Json]:
    """Rows that are not what they were; of a changed row the columns that are."""
    return [
        {
            "table": change.table,
            "kind": change.kind,
            "bookkeeping": change.bookkeeping,
            "key": _row(change.key),
            "before": _row(change.before, but=change.after),
            "after": _row(change.after, but=change.before),
        }
        for change in changes
    ]


def _screen(screen: Screen, question: str | None) -> Json:
    return {
        "kind": screen.kind,
        "title": screen.title,
        "header": list(screen.header),
        "rows": [{"cells": list(row.cells), "press": _press(row.heard, question)} for row in screen.rows],
        "footer": screen.footer,
        "buttons": [{"label": each.label, "press": _press(each.heard, question)} for each in screen.buttons],
    }


def _press(heard: Heard | None, question: str | None) -> Json | None:
    """What is sent back when it is pressed."""
    if heard is None:
        return None
    slots = {name: _slot(slot) for name, slot in heard.slots.items()}
    return {"question": question, "intent": heard.intent, "slots": slots}


def _slot(slot: Slot) -> Json:
    return {"value": slot.value, "ids": list(slot.ids), "more": [_slot(each) for each in slot.more]}


def _command(command: CommandBase | None) -> Json | None:
    """A command by its name and what it is about, without the keys that mean nothing to a reader."""
    if command is None:
        return None
    fields: Json = json.loads(_CODEC.dumps(command))
    return {
        "command": type(command).__name__,
        "about": {name: value for name, value in fields.items() if name != "_" and name not in _KEYS},
    }


def _row(values: Mapping[str, object] | None, but: Mapping[str, object] | None = None) -> Json | None:
    if values is None:
        return None
    if but is None:  # a whole row: what is empty in it says nothing
        return {name: _value(value) for name, value in values.items() if value is not None}
    return {name: _value(value) for name, value in values.items() if but[name] != value}


def _value(value: object) -> str | int | float | bool | None:
    if value is None or isinstance(value, bool | int | float):
        return value
    text = value.isoformat() if isinstance(value, datetime | date) else str(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
