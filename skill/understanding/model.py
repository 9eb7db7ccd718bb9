"""An Alexa interaction model, read: intents, their slots and samples, and the types of slots.

Any published shape is read: with the wrapper "interactionModel", with "languageModel" alone, or bare.
Unknown keys are left alone. Old samples with an example in the braces ("{ten|number}") are understood.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from skill.understanding.normalise import fold

_BRACES = re.compile(r"\{([^{}]*)\}")


class BadModel(ValueError):
    """The file is no interaction model; the message says where it goes wrong."""


@dataclass(frozen=True, slots=True)
class SlotValue:
    """One value of a slot type: its id (its name, where the model gives none) and all it is called."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Intent:
    """An intent: slot name -> type name, and its sample utterances as written.

    `several` are the slots that take more than one value in a breath ("multipleValues").
    """

    name: str
    slots: Mapping[str, str] = field(default_factory=dict)
    samples: tuple[str, ...] = ()
    several: frozenset[str] = frozenset()

    @property
    def built_in(self) -> bool:
        """Amazon's own intents bring utterances that the model does not list."""
        return self.name.startswith("AMAZON.")


@dataclass(frozen=True, slots=True)
class Model:
    """Everything of an interaction model that tells utterances apart."""

    intents: tuple[Intent, ...]
    types: Mapping[str, tuple[SlotValue, ...]]

    @classmethod
    def read(cls, raw: object) -> "Model":
        """Read parsed JSON. Raises BadModel."""
        language = _part(_part(_mapping(raw, "the model"), "interactionModel"), "languageModel")
        if "intents" not in language:
            raise BadModel("no languageModel.intents: this is no interaction model")
        intents = tuple(_intents(language["intents"]))
        if len({intent.name for intent in intents}) < len(intents):
            raise BadModel("two intents have the same name")
        types = language.get("types") or ()
        return cls(intents, dict(_types(types)))


def _part(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return _mapping(raw[name], name) if name in raw else raw


def _mapping(raw: object, where: str) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise BadModel(f"{where} is not an object")
    return raw


def _list(raw: object, where: str) -> Sequence[Any]:
    if raw is None:
        return ()
    if not isinstance(raw, list | tuple):
        raise BadModel(f"{where} is not a list")
    return raw


def _name(raw: Mapping[str, Any], where: str) -> str:
    name = raw.get("name")
    if not isinstance(name, str) or not name:
        raise BadModel(f"{where} has no name")
    return name


def _intents(raw: object) -> Iterator[Intent]:
    for at, each in enumerate(_list(raw, "languageModel.intents")):
        intent = _mapping(each, f"intent {at + 1}")
        name = _name(intent, f"intent {at + 1}")
        slots: dict[str, str] = {}
        several: set[str] = set()
        for slot in _list(intent.get("slots"), f"{name}.slots"):
            one = _mapping(slot, f"a slot of {name}")
            slots[_name(one, f"a slot of {name}")] = str(one.get("type") or "")
            multiple = one.get("multipleValues")
            if isinstance(multiple, Mapping) and multiple.get("enabled") is True:
                several.add(one["name"])
        samples = _list(intent.get("samples"), f"{name}.samples")
        yield Intent(name, slots, tuple(dict.fromkeys(str(sample) for sample in samples)), frozenset(several))


def _types(raw: object) -> Iterator[tuple[str, tuple[SlotValue, ...]]]:
    for at, each in enumerate(_list(raw, "languageModel.types")):
        type_ = _mapping(each, f"type {at + 1}")
        name = _name(type_, f"type {at + 1}")
        values: list[SlotValue] = []
        for value in _list(type_.get("values"), f"{name}.values"):
            one = _mapping(value, f"a value of {name}")
            said = one.get("name")
            said = said if isinstance(said, Mapping) else {"value": said}
            first = str(said.get("value") or "")
            names = (first, *(str(other) for other in _list(said.get("synonyms"), f"{name}.synonyms")))
            if first:
                values.append(SlotValue(str(one.get("id") or first), tuple(dict.fromkeys(names))))
        yield name, tuple(values)


@dataclass(frozen=True, slots=True)
class Place:
    """A slot's place in a sample."""

    slot: str


def parts(sample: str, language: str) -> tuple[str | Place, ...]:
    """A sample as folded words and places of slots."""
    out: list[str | Place] = []
    at = 0
    for braces in _BRACES.finditer(sample):
        out.extend(fold(sample[at : braces.start()], language))
        slot = braces[1].rsplit("|", 1)[-1].strip()
        out.append(Place(slot))
        at = braces.end()
    out.extend(fold(sample[at:], language))
    return tuple(out)
