"""Where to draw the lines between accepted, doubtful and refused: from the samples alone.

The samples are split in folds; each fold is understood by a classifier trained on the rest. The line below
which an utterance is refused loses 4 % of what is right, the one for doubt 12 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from skill.understanding.classifier import Classifier
from skill.understanding.rows import OUTSIDE, Row

_FOLDS = 5
_ROUGH = 1e-2  # faster; the lines need no more
_REFUSE, _DOUBT = 0.04, 0.12
_CEILING = 0.42  # samples that are near-duplicates of each other would draw the lines too high


@dataclass(frozen=True, slots=True)
class Lines:
    """Confidence below `refuse` is outside the model; below `doubt` it is better asked about."""

    refuse: float = 0.15
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
    right = sorted(result.confidence for result in held_out(rows, language) if result.right)
    if len(right) < 20:
        return Lines()
    refuse = min(_quantile(right, _REFUSE), _CEILING)
    return Lines(refuse, max(refuse, min(_quantile(right, _DOUBT), _CEILING + 0.1)))


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
