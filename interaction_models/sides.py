"""What was expected beside what was understood, here and remotely: accuracy per intent, and what was taken for what."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interaction_models.measures import same_value
from interaction_models.utterances import Expected

_MOST = 12  # differences shown


@dataclass(frozen=True, slots=True)
class Answer:
    """An intent and its slots."""

    intent: str
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One utterance. `remote` is None where the service was not asked."""

    expected: Expected
    here: Answer
    remote: Answer | None = None


@dataclass(frozen=True, slots=True)
class _Side:
    """One understanding's figures for some rows."""

    right: int
    slots: int
    instead: Counter[str]


def table(rows: Sequence[Row], language: str) -> Iterator[str]:
    """A line for each intent, the worst first, and one for all: how many, intents right, and of those all slots right.

    The last column is the confusion table, row by row: what the others were taken for.
    """
    remote = any(row.remote for row in rows)
    by_intent: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_intent[row.expected.intent].append(row)
    width = max((len(name) for name in by_intent), default=0)
    heads = f"{'here':>11}" + (f"{'remote':>13}" if remote else "")
    yield f"{'':{width}}  utter-{heads}"
    yield f"{'intent':{width}}  ances" + "  intent  slots" * (2 if remote else 1) + "  taken for instead"

    def line(name: str, some: Sequence[Row]) -> str:
        sides = [_side([(one.expected, one.here) for one in some], language)]
        if remote:
            sides.append(_side([(one.expected, one.remote) for one in some if one.remote], language))
        shares = "".join(f"  {side.right / len(some):6.2f}  {_share(side.slots, side.right)}" for side in sides)
        told = [_taken(side.instead) for side in sides] if name != "all" else []
        both = [f"{who}{said}" for who, said in zip(("here: ", "remote: "), told, strict=False) if said]
        plain = both if remote else [said for said in told if said]
        return f"{name:{width}}  {len(some):5d}{shares}  {'; '.join(plain)}".rstrip()

    def worst(item: tuple[str, list[Row]]) -> tuple[float, str]:
        right = sum(one.here.intent == one.expected.intent for one in item[1])
        return right / len(item[1]), item[0]

    for name, some in sorted(by_intent.items(), key=worst):
        yield line(name, some)
    yield line("all", rows)


def differences(rows: Sequence[Row], language: str) -> Iterator[str]:
    """The utterances that the two understand differently, and which of them is right."""
    found = [row for row in rows if row.remote and not _same(row.here, row.remote, language)]
    if not found:
        return
    yield f"understood differently: {len(found)} of {len(rows)}"
    for row in found[:_MOST]:
        assert row.remote is not None  # noqa: S101  # for the type checker: filtered above
        wanted = Answer(row.expected.intent, row.expected.slots)
        right = [who for who, said in (("here", row.here), ("remote", row.remote)) if _same(said, wanted, language)]
        verdict = " and ".join(right) or "neither"
        both = f"here {_said(row.here)}, remote {_said(row.remote)}"
        yield f'  "{row.expected.utterance}"  {both}; right: {verdict}'
    if len(found) > _MOST:
        yield f"  and {len(found) - _MOST} more; --out has them all"


def _side(pairs: Sequence[tuple[Expected, Answer]], language: str) -> _Side:
    right = [(wanted, said) for wanted, said in pairs if wanted.intent == said.intent]
    slots = sum(_same(said, Answer(wanted.intent, wanted.slots), language) for wanted, said in right)
    return _Side(len(right), slots, Counter(said.intent for wanted, said in pairs if wanted.intent != said.intent))


def _same(one: Answer, other: Answer, language: str) -> bool:
    return (
        one.intent == other.intent
        and set(one.slots) == set(other.slots)
        and all(same_value(value, other.slots[name], language) for name, value in one.slots.items())
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:5.2f}" if whole else "    -"


def _taken(instead: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(instead.items(), key=lambda one: (-one[1], one[0])))


def _said(answer: Answer) -> str:
    slots = ", ".join(f"{name}={value}" for name, value in answer.slots.items())
    return answer.intent + (f" ({slots})" if slots else "")
