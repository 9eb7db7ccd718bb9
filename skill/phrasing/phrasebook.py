"""Acts become words: the message of the same name, in the style and the locale of the turn."""

import re
from dataclasses import dataclass, fields
from datetime import date

from skill.dialogue.acts import Ask, Step, Tell
from skill.phrasing.bundles import bundle, known
from skill.phrasing.style import Pace, Style
from skill.phrasing.values import Values, Variables

_CAPITALS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SENTENCES = re.compile(r"(^|[.?!] +)(\w)")
_HIDDEN = frozenset({"if_yes", "if_no", "fill", "undone", "expects", "basket", "search", "if_verified", "again"})


@dataclass(frozen=True, slots=True)
class Words:
    """What is said, and what is said again after a silence; None when the conversation closes."""

    words: str
    reprompt: str | None


_MESSAGES: dict[type, tuple[str, tuple[str, ...]]] = {}


def message_of(act: type) -> str:
    """The id of an act's message: ConfirmOrder is `confirm-order`."""
    return _known(act)[0]


def _known(act: type) -> tuple[str, tuple[str, ...]]:
    """The message id of a class of acts and the fields its phrase may use, worked out once."""
    found = _MESSAGES.get(act)
    if found is None:
        names = tuple(field.name for field in fields(act) if field.name not in _HIDDEN)
        found = _MESSAGES[act] = (_CAPITALS.sub("-", act.__name__).lower(), names)
    return found


def say(step: Step, style: Style, locale: str, today: date, pace: Pace = Pace.EVEN) -> Words:
    """The step in words. Raises PhraseError when a phrase is missing.

    In VOICE a phrase may have another form for a customer in a hurry (`.brisk`) or one who hesitates (`.calm`).
    """
    values = Values(known(locale), style, today, pace)
    said = [_in_style(act, values, variables(act, values)) for act in step.tell]
    if step.ask is None:
        return Words(sentences(" ".join(said)), None)
    fields_ = variables(step.ask, values)
    again = _line(step.ask, values, "reprompt", fields_)
    said.append(again if step.brief else _in_style(step.ask, values, fields_))
    return Words(sentences(" ".join(said)), sentences(again))


def line(act: Tell | Ask, values: Values, attribute: str | None = None) -> str:
    """One act as one phrase; without an attribute it is the phrase of the style."""
    spoken = variables(act, values)
    return _line(act, values, attribute, spoken) if attribute else _in_style(act, values, spoken)


def _in_style(act: Tell | Ask, values: Values, spoken: Variables) -> str:
    return _line(act, values, _attribute(message_of(type(act)), values), spoken)


def _attribute(message: str, values: Values) -> str | None:
    """Which form of a phrase the style and the pace want, as far as it has one."""
    if values.style is Style.TEXT:
        return "text"
    pace = values.pace.value
    return pace if values.pace is not Pace.EVEN and values.phrases.has(message, pace) else None


def _line(act: Tell | Ask, values: Values, attribute: str | None, spoken: Variables) -> str:
    return values.phrases.line(message_of(type(act)), attribute, **spoken)


def variables(act: Tell | Ask, values: Values) -> Variables:
    """What the phrase of an act may use."""
    shown = {name: getattr(act, name) for name in _known(type(act))[1]}
    if isinstance(act, Ask) and not act.choices:
        shown.pop("choices")
    return values.variables(shown)


def card(act: Tell, locale: str, today: date) -> tuple[str, str] | None:
    """Title and text of the card an act leaves behind, if its phrase has one."""
    values = Values(known(locale), Style.TEXT, today)
    if not values.phrases.has(message_of(type(act)), "card"):
        return None
    return line(act, values, "card-title"), line(act, values, "card")


def plain(message: str, locale: str) -> str:
    """A phrase that is no act and has no variables."""
    return sentences(bundle(known(locale)).line(message))


def sentences(text: str) -> str:
    """Every sentence begins with a capital letter, whatever name it begins with."""
    return _SENTENCES.sub(lambda match: match[1] + match[2].upper(), text)
