"""What may be sent to POST /chat and POST /speech. Whatever else is sent is refused with what to do instead."""

import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from skill.dialogue.heard import Heard, Slot
from skill.dialogue.intents import INTENTS
from skill.understanding.normalise import LONGEST

GUEST = "guest"
LONGEST_SPEECH = 600  # characters; a reply is a few sentences

# What a channel or the assistant says by itself; nobody presses these.
_NOT_PRESSED = frozenset({"LaunchRequest", "Outdated", "SessionEndedRequest", "Silence", "Verified"})


def _clean(text: str) -> str:
    """No control characters: no voice has them, and not every database takes them."""
    return "".join(" " if unicodedata.category(each) == "Cc" else each for each in text)


_CLEAN = AfterValidator(_clean)
Name = Annotated[str, Field(max_length=100, pattern=r"^[\w.:-]+$")]


class BadRequest(ValueError):
    """This cannot be answered; the message says what to send instead."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PressedSlot(_Strict):
    """One slot of what was pressed, as `Slot`."""

    value: Annotated[str, Field(max_length=200), _CLEAN]
    ids: tuple[Annotated[str, Field(max_length=100), _CLEAN], ...] = Field(default=(), max_length=20)
    more: tuple["PressedSlot", ...] = Field(default=(), max_length=20)

    def slot(self) -> Slot:
        """The slot as the dialogue knows it."""
        return Slot(self.value, self.ids, tuple(each.slot() for each in self.more))


class Press(_Strict):
    """A button or a row that was pressed: what it says, and the question it was shown with."""

    question: Name | None = None
    intent: Name
    slots: dict[Name, PressedSlot] = Field(default_factory=dict, max_length=20)

    @model_validator(mode="after")
    def _sayable(self) -> "Press":
        if self.intent not in INTENTS or self.intent in _NOT_PRESSED:
            raise ValueError("no button says this intent: send one that a reply's screen came with")
        return self

    def heard(self) -> Heard:
        """The utterance that the button stands for."""
        return Heard(self.intent, {name: slot.slot() for name, slot in self.slots.items()})


class Asked(_Strict):
    """One turn as the page sends it: exactly one of `words`, `press`, `silence` and `launch`."""

    session: Annotated[str, Field(max_length=100)] | None = None
    customer: Annotated[str, Field(max_length=100), _CLEAN] = GUEST
    locale: Annotated[str, Field(max_length=20), _CLEAN]
    words: Annotated[str, Field(max_length=LONGEST), _CLEAN] | None = None
    press: Press | None = None
    silence: Literal[True] | None = None
    launch: Literal[True] | None = None
    request_id: Name | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> "Asked":
        if sum(each is not None for each in (self.words, self.press, self.silence, self.launch)) != 1:
            raise ValueError("send exactly one of words, press, silence and launch")
        if self.words is not None and not self.words.strip():
            raise ValueError("words is empty: send silence to say nothing")
        return self


class ToSay(_Strict):
    """Words to be spoken in the voice of a locale."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_SPEECH), _CLEAN]
    locale: Annotated[str, Field(max_length=20), _CLEAN]


def read_asked(body: bytes) -> Asked:
    """The turn in this JSON body. Raises BadRequest."""
    try:
        return Asked.model_validate_json(body)
    except ValidationError as error:
        raise BadRequest(_advice(error)) from error


def read_to_say(body: bytes) -> ToSay:
    """What to speak. Raises BadRequest."""
    try:
        return ToSay.model_validate_json(body)
    except ValidationError as error:
        raise BadRequest(_advice(error)) from error


def _advice(error: ValidationError) -> str:
    """All that is wrong, field by field; never what was sent."""
    told = []
    for wrong in error.errors(include_input=False, include_url=False, include_context=False):
        place = ".".join(str(part) for part in wrong["loc"] if wrong["type"] != "extra_forbidden" or part != "")
        message = "there is no such field: leave it out" if wrong["type"] == "extra_forbidden" else wrong["msg"]
        message = message.removeprefix("Value error, ")
        told.append(f"{place}: {message}" if place else message)
    return "; ".join(told)
