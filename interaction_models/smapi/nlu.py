"""Amazon's understanding of a table of utterances: an annotation set uploaded, an evaluation run, its results read."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from interaction_models.sides import Answer
from interaction_models.smapi.problems import Refused, Unreachable
from interaction_models.smapi.service import Service
from interaction_models.utterances import Expected


def remote_answers(
    service: Service,
    locale: str,
    expected: Sequence[Expected],
    note: Callable[[str], None],
    *,
    between: float = 2.0,
    looks: int = 450,
    sleep: Callable[[float], None] = time.sleep,
) -> list[Answer]:
    """What Amazon understands of each row. The set is named by what is in it, so a second run uses the same.

    Raises Refused where the evaluation fails, Unreachable where it does not end or an utterance has no result.
    """
    data = annotations(expected)
    name = f"utterances {locale} {hashlib.sha256(json.dumps(data).encode()).hexdigest()[:12]}"
    note(f"{locale}  annotation set {name!r}: {len(data)} utterances")
    run = service.evaluate(locale, service.annotation_set(locale, name, data))
    note(f"{locale}  evaluation {run} runs")
    for _ in range(looks):
        told = service.evaluation(run)
        if told.get("status") != "IN_PROGRESS":
            break
        sleep(between)
    else:
        raise Unreachable(f"{locale}: evaluation {run} has not ended after {looks} looks.")
    if told.get("status") == "ERROR":
        raise Refused(f"{locale}: Amazon's evaluation failed: {told.get('errorMessage') or 'it does not say why'}")
    found = {_folded(one["inputs"]["utterance"]): _answer(one) for one in service.results(run)}
    missing = [one.utterance for one in expected if _folded(one.utterance) not in found]
    if missing:
        raise Unreachable(f"{locale}: Amazon's results lack {len(missing)} utterances, the first is {missing[0]!r}.")
    return [found[_folded(one.utterance)] for one in expected]


def annotations(expected: Sequence[Expected]) -> list[dict[str, Any]]:
    """The entries of an annotation set: an utterance once, with all the meanings it may have."""
    entries: dict[str, dict[str, Any]] = {}
    for one in expected:
        slots = {name: {"value": value} for name, value in one.slots.items()}
        entry = entries.setdefault(_folded(one.utterance), {"inputs": {"utterance": one.utterance}, "expected": []})
        entry["expected"].append({"intent": {"name": one.intent, "slots": slots}})
    return list(entries.values())


def _answer(case: Mapping[str, Any]) -> Answer:
    intent = (case.get("actual") or {}).get("intent") or {}
    slots = {name: str(slot["value"]) for name, slot in (intent.get("slots") or {}).items() if slot.get("value")}
    return Answer(str(intent.get("name") or ""), slots)


def _folded(utterance: str) -> str:
    return " ".join(utterance.lower().split())
