"""Training rows out of a model: every sample with values in its slots, and what lies outside the model."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from skill.understanding.kinds import Kind
from skill.understanding.listed import Listed
from skill.understanding.model import Model, Place, parts
from skill.understanding.normalise import fold

OUTSIDE = "AMAZON.FallbackIntent"
YES = "AMAZON.YesIntent"  # never learnt: it is understood by its table alone
NONE = "O"
_BUILT_IN = 0.2  # weight of Amazon's utterances: they are matched as they are, and must not crowd out the model's own


@dataclass(frozen=True, slots=True)
class Row:
    """An utterance to learn from: its words, a slot name (or NONE) for each, and which sample it came from."""

    words: tuple[str, ...]
    intent: str
    tags: tuple[str, ...]
    sample: int
    weight: float = 1.0
    types: tuple[str, ...] = ()  # listed types of which a value is mentioned


@lru_cache(maxsize=8)
def builtin_table(language: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """What Alexa brings for its own intents (and "polite", "hedges"), as folded words; English as fallback."""
    own = language if language in ("en", "fr") else "en"
    text = resources.files("skill.understanding").joinpath("data", f"builtin.{own}.json").read_text("utf-8")
    raw: Mapping[str, Sequence[str]] = json.loads(text)
    return {name: tuple(dict.fromkeys(fold(said, own) for said in table)) for name, table in raw.items()}


@lru_cache(maxsize=8)
def background(language: str) -> tuple[tuple[str, ...], ...]:
    """Utterances that belong to no shop; none for a language that we have not written any for."""
    if language not in ("en", "fr"):
        return ()
    text = resources.files("skill.understanding").joinpath("data", f"background.{language}.txt").read_text("utf-8")
    return tuple(fold(line, language) for line in text.splitlines() if line.strip())


def filled(model: Model, kinds: Mapping[str, Kind], language: str, fills: int) -> list[Row]:
    """Each sample with `fills` different sets of values in its slots (once, if it has none)."""
    rows: list[Row] = []
    number = 0
    table = builtin_table(language)
    for intent in model.intents:
        examples = {slot: _examples(kinds.get(type_), language) for slot, type_ in intent.slots.items()}
        for sample in intent.samples if intent.name != YES else ():
            pattern = parts(sample, language)
            if not pattern or bare_product(pattern, intent.slots, kinds):
                continue
            slotted = any(isinstance(part, Place) for part in pattern)
            rng = random.Random(f"{intent.name} {sample}")  # noqa: S311  # not secret: the same in every process
            count = fills if slotted else 1
            for _ in range(count):
                words: list[str] = []
                tags: list[str] = []
                for part in pattern:
                    if isinstance(part, str):
                        words.append(part)
                        tags.append(NONE)
                    else:
                        value = rng.choice(examples.get(part.slot) or (("something",),))
                        words.extend(value)
                        tags.extend([part.slot] * len(value))
                weight = _BUILT_IN if tuple(words) in table.get(intent.name, ()) else 1.0
                rows.append(Row(tuple(words), intent.name, tuple(tags), number, weight / count))
            number += 1
    return rows


def bare_product(pattern: Sequence[str | Place], slots: Mapping[str, str], kinds: Mapping[str, Kind]) -> bool:
    """A sample that is nothing but a product ("{product}"): it has no words to learn, and any product would be it."""
    if len(pattern) != 1 or not isinstance(pattern[0], Place):
        return False
    kind = kinds.get(slots.get(pattern[0].slot, ""))
    return isinstance(kind, Listed) and kind.product


def _examples(kind: Kind | None, language: str) -> tuple[tuple[str, ...], ...]:
    folded = (fold(example, language) for example in kind.examples()) if kind else ()
    return tuple(words for words in folded if words)


def built_in_rows(model: Model, language: str, first: int) -> list[Row]:
    """Amazon's own utterances for those of its intents that the model declares."""
    table = builtin_table(language)
    rows: list[Row] = []
    taken = {parts(sample, language) for intent in model.intents for sample in intent.samples}
    for intent in model.intents:
        for words in table.get(intent.name, ()) if intent.built_in and intent.name != YES else ():
            if words not in taken:
                rows.append(Row(words, intent.name, (NONE,) * len(words), first + len(rows), _BUILT_IN))
    return rows
