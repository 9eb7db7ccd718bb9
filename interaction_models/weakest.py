"""Which intents would fail a customer who words things a little differently: each sample held out in turn."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from skill.understanding.confidence import held_out
from skill.understanding.kinds import kinds
from skill.understanding.model import Model
from skill.understanding.normalise import language_of
from skill.understanding.trained import training_rows

_FOLDS = 20


@dataclass(frozen=True, slots=True)
class Weakness:
    """An intent: share of its held-out samples that were understood, and what the others were taken for."""

    intent: str
    share: float
    samples: int
    instead: tuple[tuple[str, int], ...]


def weakest(model: Mapping[str, object], locale: str, folds: int = _FOLDS) -> list[Weakness]:
    """The intents with samples of their own, weakest first. Raises BadModel."""
    read, language = Model.read(model), language_of(locale)
    rows = training_rows(read, kinds(read, language, None, ()), language)
    own = {intent.name for intent in read.intents if intent.samples}
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    instead: dict[str, Counter[str]] = defaultdict(Counter)
    for result in held_out(rows, language, folds):
        if result.row.intent in own and not result.row.intent.startswith("AMAZON."):
            total[result.row.intent] += 1
            right[result.row.intent] += result.right
            if not result.right:
                instead[result.row.intent][result.intent] += 1
    samples = {intent.name: len(intent.samples) for intent in read.intents}
    found = [
        Weakness(name, right[name] / total[name], samples[name], tuple(instead[name].most_common(3))) for name in total
    ]
    return sorted(found, key=lambda weakness: (weakness.share, weakness.intent))
