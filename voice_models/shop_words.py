"""What is said in a shop, as plain sentences: its interaction model with values in the slots, and its catalogue.

Raises
------
NoWords    they cannot be read; the message says why
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from skill.bootstrap import build
from skill.settings import BadSetting, read_settings
from skill.storage.database import StorageError
from skill.understanding.ear import MODELS
from skill.understanding.normalise import spoken
from skill.understanding.numbers import number_words
from skill.understanding.rows import builtin_table

_SLOT = re.compile(r"\{([^{}]*)\}")
_TIMES = 3  # that each value stands in a sample, and each sample holds values
_MOST_BYTES = 50_000_000


class NoWords(Exception):
    """The words cannot be read."""


def of_file(file: Path) -> tuple[str, ...]:
    """The lines of a list of words or phrases. Raises NoWords."""
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise NoWords(f"{file} is too large for a list of words.")
        lines = file.read_text("utf-8").splitlines()
    except OSError as error:
        raise NoWords(f"{file} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise NoWords(f"{file} is not UTF-8 text: one word or phrase a line is wanted.") from error
    phrases = tuple(phrase for line in lines if (phrase := plain(line)))
    if not phrases:
        raise NoWords(f"{file} has no words: one word or phrase a line is wanted.")
    return phrases


def of_shop(locale: str) -> tuple[str, ...]:
    """What is said in the shop that the settings name. Raises NoWords."""
    file = MODELS / f"{locale}.json"
    if not file.is_file():
        raise NoWords(f"There is no interaction model of {locale}: {file.name} is not among them.")
    try:
        settings = read_settings()
        house = build(settings)
    except (BadSetting, StorageError) as error:
        raise NoWords(str(error)) from error
    try:
        names = house.shops.names(locale.partition("-")[0].lower())
    finally:
        house.database.close()
    model = json.loads(file.read_text("utf-8"))
    return sentences(model, names, locale.partition("-")[0].lower())


def sentences(model: Mapping[str, Any], names: Iterable[str], language: str) -> tuple[str, ...]:
    """The sentences of an interaction model and a catalogue, in a fixed order."""
    raw = model["interactionModel"]["languageModel"]
    values: dict[str, list[str]] = {}
    for type_ in raw.get("types", ()):
        values[type_["name"]] = list(_values(type_))
    catalogue = [called for name in names if (called := plain(name))]
    values["Product"] = [*values.get("Product", ()), *catalogue]
    numbers = sorted(number_words(language))
    plurals = [f"{name}s" for name in catalogue if name[-1] not in "sy"]  # people make them: "two shampoos"
    found = [*catalogue, *plurals, *numbers, *(word for every in values.values() for word in every)]
    found += [" ".join(words) for said in builtin_table(language).values() for words in said]
    turns = {name: cycle(every) for name, every in values.items() if every}
    for intent in raw["intents"]:
        types = {slot["name"]: slot["type"] for slot in intent.get("slots", ())}
        for sample in intent.get("samples", ()):
            found += _filled(sample, types, turns, numbers)
    return tuple(dict.fromkeys(sentence for each in found if (sentence := plain(each))))


def _values(type_: Mapping[str, Any]) -> Iterator[str]:
    for value in type_.get("values", ()):
        yield plain(value["name"]["value"])
        yield from (plain(synonym) for synonym in value["name"].get("synonyms", ()))


def _filled(
    sample: str, types: Mapping[str, str], turns: Mapping[str, Iterator[str]], numbers: Sequence[str]
) -> Iterator[str]:
    many = _TIMES if _SLOT.search(sample) else 1
    for turn in range(many):

        def value(slot: re.Match[str], turn: int = turn) -> str:
            type_ = types.get(slot[1].strip(), "")
            return next(turns[type_]) if type_ in turns else numbers[(len(sample) + turn) % len(numbers)]

        yield _SLOT.sub(value, sample)


def plain(text: str) -> str:
    """Lower case words with their apostrophes, as a recogniser has them; what has digits in it is said otherwise."""
    return " ".join(word for word in spoken(text) if not any(letter.isdigit() for letter in word))
