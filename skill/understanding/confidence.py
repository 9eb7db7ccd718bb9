"""Where to draw the lines between accepted, doubtful and refused: from the samples alone.

The samples are split in folds; each fold is understood by a classifier trained on the rest. The line below
which an utterance is refused would lose 6 % of what is right, the one for doubt 12 %. That is too strict where
samples are near-duplicates of each other and too lenient where they were made to differ, so each line is
half-way between this and a usual one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from skill.understanding.classifier import Classifier
from skill.understanding.rows import OUTSIDE, Row

_FOLDS = 5
_FILLS = 2
_ROUGH = 3e-3  # faster; the lines need no more
_REFUSE, _DOUBT = 0.06, 0.12
_USUAL_REFUSE, _USUAL_DOUBT = 0.27, 0.44  # about right on other assistants' models, whatever their samples


@dataclass(frozen=True, slots=True)
class Lines:
    """Confidence below `refuse` is outside the model; below `doubt` it is better asked about."""

    refuse: float = 0.12
    doubt: float = 0.25


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What a held-out row was taken for."""

    row: Row
    intent: str
    confidence: float

    @property
    def right(self) -> bool:
        """Whether that is its intent."""
        return self.intent == self.row.intent


def held_out(rows: Sequence[Row], language: str, folds: int = _FOLDS) -> list[HeldOut]:
    """Every row understood by a classifier that never saw its sample; intents with one sample are passed over."""
    results: list[HeldOut] = []
    for fold in range(folds):
        training = [row for row in rows if row.sample % folds != fold]
        intents = {row.intent for row in training}
        tested = [row for row in rows if row.sample % folds == fold and row.intent in intents and row.intent != OUTSIDE]
        if len(intents - {OUTSIDE}) < 1 or not tested:
            continue
        classifier = Classifier.fit(training, language, tolerance=_ROUGH)
        for row in tested:
            guesses = classifier.guess(row.words, row.types)
            best = (guesses[0].intent, guesses[0].confidence) if guesses else (OUTSIDE, 0.0)
            results.append(HeldOut(row, *best))
    return results


def draw(rows: Sequence[Row], language: str) -> Lines:
    """The lines for a model with these training rows."""
    right = sorted(result.confidence for result in held_out(_thinned(rows), language) if result.right)
    if len(right) < 20:
        return Lines()
    refuse = (_quantile(right, _REFUSE) + _USUAL_REFUSE) / 2
    return Lines(refuse, max(refuse, (_quantile(right, _DOUBT) + _USUAL_DOUBT) / 2))


def _thinned(rows: Sequence[Row]) -> list[Row]:
    """At most two rows a sample, with the weight of all: quicker, and the lines need no more."""
    counts = Counter(row.sample for row in rows)
    seen: Counter[int] = Counter()
    kept: list[Row] = []
    for row in rows:
        seen[row.sample] += 1
        if seen[row.sample] <= _FILLS:
            kept.append(replace(row, weight=row.weight * counts[row.sample] / min(counts[row.sample], _FILLS)))
    return kept


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
