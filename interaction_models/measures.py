"""Figures of an evaluation: intents, slots, what was refused. Knows no files and no training."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from skill.understanding.normalise import fold, same_text
from skill.understanding.numbers import digits


@dataclass(frozen=True, slots=True)
class F1:
    """Precision, recall and F1 of slots."""

    found: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the slots given that are right."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of the slots expected that were given."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        every = 2 * self.found + self.wrong + self.missed
        return 2 * self.found / every if every else 1.0


def same_value(left: str, right: str, language: str) -> bool:
    """Equal after folding case and space; a number may be words on one side and digits on the other."""
    if same_text(left, right):
        return True
    number = digits(fold(left, language), language)
    return number is not None and number == digits(fold(right, language), language)


def slot_f1(pairs: Iterable[tuple[Mapping[str, str], Mapping[str, str]]], language: str) -> tuple[F1, dict[str, F1]]:
    """Of (expected, given): over all slots (micro), and by slot name (their mean is macro)."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for expected, given in pairs:
        for name in sorted(set(expected) | set(given)):
            if name in expected and name in given and same_value(expected[name], given[name], language):
                counts[name][0] += 1
                continue
            counts[name][1] += name in given
            counts[name][2] += name in expected
    by_name = {name: F1(*count) for name, count in sorted(counts.items())}
    return F1(*(sum(column) for column in zip(*counts.values(), strict=True))) if counts else F1(0, 0, 0), by_name


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """Probability that an utterance inside the model is surer than one outside; ties count half."""
    if not inside or not outside:
        return float("nan")
    ranked = sorted([(value, True) for value in inside] + [(value, False) for value in outside])
    total, at = 0.0, 0
    below = 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        positives = sum(1 for _, is_inside in ranked[at:end] if is_inside)
        negatives = end - at - positives
        total += positives * (below + negatives / 2)
        below += negatives
        at = end
    return total / (len(inside) * len(outside))


def recall_keeping(right: Sequence[float], outside: Sequence[float], keep: float = 0.95) -> tuple[float, float]:
    """(share of the outside utterances below, the line): the line keeps `keep` of the right answers."""
    if not right or not outside:
        return float("nan"), float("nan")
    ordered = sorted(right)
    line = ordered[int(len(ordered) * (1 - keep))]
    return sum(value < line for value in outside) / len(outside), line


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
