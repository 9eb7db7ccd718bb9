"""How well a model is understood: train on it alone, hear every utterance, compare."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interaction_models.measures import auroc, quantile, recall_keeping, slot_f1
from interaction_models.utterances import Expected
from skill.understanding.normalise import language_of
from skill.understanding.understanding import Parse, Understanding

OUTSIDE = "AMAZON.FallbackIntent"
COLUMNS = ("utterance", "expected_intent", "intent", "expected_slots", "slots", "confidence")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One utterance: what it means, what was heard, and how long that took (ms)."""

    expected: Expected
    parse: Parse
    took: float

    @property
    def outside(self) -> bool:
        """Whether it belongs to no intent of the model."""
        return self.expected.intent == OUTSIDE

    @property
    def slots(self) -> Mapping[str, str]:
        """The slots of the decision."""
        return {name: slot.value for name, slot in self.parse.heard.slots.items()}

    def cells(self) -> tuple[str, ...]:
        """The row of the output table."""
        return (
            self.expected.utterance,
            self.expected.intent,
            self.parse.heard.intent,
            _pairs(self.expected.slots),
            _pairs(self.slots),
            f"{self.parse.confidence:.6f}",
        )


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All outcomes, and what training cost (seconds)."""

    outcomes: Sequence[Outcome]
    trained_in: float
    locale: str
    line: float

    def report(self) -> Iterator[str]:
        """The figures, line by line."""
        inside = [one for one in self.outcomes if not one.outside]
        outside = [one for one in self.outcomes if one.outside]
        right = [one for one in inside if one.parse.intent == one.expected.intent]
        kept = [one for one in inside if one.parse.heard.intent == one.expected.intent]
        yield f"utterances            {len(self.outcomes)} ({len(inside)} in scope, {len(outside)} out of scope)"
        if inside:
            yield f"intent accuracy       {len(right) / len(inside):.3f}  best intent, before refusing"
            yield f"                      {len(kept) / len(inside):.3f}  as decided (refused below {self.line:.3f})"
            micro, by_name = slot_f1(((one.expected.slots, one.slots) for one in inside), language_of(self.locale))
            if by_name:
                macro = sum(score.f1 for score in by_name.values()) / len(by_name)
                shares = f"{micro.precision:.3f} precision, {micro.recall:.3f} recall"
                yield f"slot F1               {micro.f1:.3f} micro ({shares})"
                yield f"                      {macro:.3f} macro over {len(by_name)} slots"
        yield from self._refused(inside, outside, [one.parse.confidence for one in right])
        took = [one.took for one in self.outcomes]
        yield f"time                  trained in {self.trained_in:.2f} s"
        p50, p95 = quantile(took, 0.5), quantile(took, 0.95)
        yield f"                      {p50:.2f} ms an utterance (p50), {p95:.2f} ms (p95)"
        yield from self._confused(inside)

    @staticmethod
    def _refused(inside: Sequence[Outcome], outside: Sequence[Outcome], right: Sequence[float]) -> Iterator[str]:
        if not outside:
            return
        refused_inside = sum(one.parse.heard.intent == OUTSIDE for one in inside)
        refused = sum(one.parse.heard.intent == OUTSIDE for one in outside)
        precision = refused / (refused + refused_inside) if refused + refused_inside else 1.0
        apart = auroc([one.parse.confidence for one in inside], [one.parse.confidence for one in outside])
        recall, line = recall_keeping(right, [one.parse.confidence for one in outside])
        yield f"out of scope          {refused / len(outside):.3f} recall, {precision:.3f} precision, AUROC {apart:.3f}"
        yield f"                      {recall:.3f} recall at {line:.3f}, which keeps 95 % of right answers"

    @staticmethod
    def _confused(inside: Sequence[Outcome]) -> Iterator[str]:
        wrong = Counter(
            (one.expected.intent, one.parse.intent) for one in inside if one.parse.intent != one.expected.intent
        )
        for (expected, got), count in sorted(wrong.items(), key=lambda pair: (-pair[1], pair[0]))[:5]:
            yield f"taken for another     {count:3d} x {expected} for {got}"


def evaluate(model: Mapping[str, object], expected: Sequence[Expected], locale: str) -> Evaluation:
    """Train on `model` alone and hear every utterance. Raises BadModel."""
    start = time.perf_counter()
    ear = Understanding.train(model, locale)
    trained_in = time.perf_counter() - start
    outcomes: list[Outcome] = []
    for each in expected:
        start = time.perf_counter()
        parse = ear.parse(each.utterance)
        outcomes.append(Outcome(each, parse, (time.perf_counter() - start) * 1000))
    return Evaluation(outcomes, trained_in, locale, ear.lines.refuse)


def _pairs(slots: Mapping[str, str]) -> str:
    return ";".join(f"{name}={' '.join(value.split())}" for name, value in slots.items())
