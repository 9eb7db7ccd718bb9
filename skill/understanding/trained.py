"""Everything that is learnt from a model: the classifier, the lines and one tagger an intent."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from skill.understanding.classifier import Classifier
from skill.understanding.confidence import Lines, draw
from skill.understanding.kinds import Kind, mentions
from skill.understanding.model import Model
from skill.understanding.rows import NONE, OUTSIDE, Row, background, built_in_rows, filled
from skill.understanding.tagger import Tagger

_FILLS = 5  # values tried in each sample for the classifier
_TAGGED = 8  # and for the taggers
_SLOTLESS = 4  # times a sample without slots is shown to a tagger, which would else find slots everywhere
_TOO_NEAR = 0.35  # cosine: an outside utterance this close to a sample is not outside *this* model


@dataclass(frozen=True, slots=True)
class Trained:
    """The learnt parts of one model."""

    classifier: Classifier
    lines: Lines
    taggers: Mapping[str, Tagger]


def training_rows(model: Model, kinds: Mapping[str, Kind], language: str) -> list[Row]:
    """What the classifier learns from: samples, Amazon's own utterances, and what is outside."""
    rows = filled(model, kinds, language, _FILLS)
    first = max((row.sample for row in rows), default=-1) + 1
    rows += built_in_rows(model, language, first)
    first = max((row.sample for row in rows), default=-1) + 1
    if not rows:
        return rows
    inside = Classifier.fit(rows, language, quick=True)
    for words in background(language):
        if inside.likeness(words) < _TOO_NEAR:
            rows.append(Row(words, OUTSIDE, (NONE,) * len(words), first, 0.5))
            first += 1
    return [replace(row, types=mentions(row.words, kinds)) for row in rows]


def train(model: Model, kinds: Mapping[str, Kind], language: str) -> Trained:
    """Learn a model. On one thread: the matrices are small, more threads only wait for each other."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # noqa: PLC0415  # a warm start learns nothing

    with threadpool_limits(1):
        rows = training_rows(model, kinds, language)
        return Trained(Classifier.fit(rows, language), draw(rows, language), _taggers(model, kinds, language))


def _taggers(model: Model, kinds: Mapping[str, Kind], language: str) -> dict[str, Tagger]:
    taggers: dict[str, Tagger] = {}
    by_intent: dict[str, list[Row]] = defaultdict(list)
    for row in filled(model, kinds, language, _TAGGED):
        by_intent[row.intent].extend([row] if set(row.tags) != {NONE} else [row] * _SLOTLESS)
    for intent in model.intents:
        learnt = by_intent.get(intent.name, [])
        if intent.slots and any(set(row.tags) != {NONE} for row in learnt):
            used = {type_: kinds[type_] for type_ in sorted(set(intent.slots.values()))}
            taggers[intent.name] = Tagger.fit(learnt, used)
    return taggers
