"""The samples of a model as patterns: whatever a sample says is always understood.

Literal words are matched as they are, slots take one word or more. A hit whose slots all hold known
values is certain; one with an unknown value in an open slot is only evidence.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from skill.understanding.kinds import Kind
from skill.understanding.listed import Listed
from skill.understanding.model import Model, Place, parts
from skill.understanding.rows import bare_product

Span = tuple[int, int]  # of words, the end not included
_TRIES = 64  # alignments of one sample; a pathological one must not stall the ear


@dataclass(frozen=True, slots=True)
class Hit:
    """An utterance matched a sample: where its slots lie, and how much of it is literal."""

    intent: str
    spans: Mapping[str, Span] = field(default_factory=dict)
    literals: int = 0
    certain: bool = True  # every slot holds a known value
    bare: bool = False  # the sample is nothing but a product


class Templates:
    """All samples of a model, ready to be matched."""

    def __init__(self, model: Model, kinds: Mapping[str, Kind], language: str) -> None:
        self._kinds = kinds
        self._plain: dict[tuple[str, ...], list[str]] = defaultdict(list)
        slotted: list[tuple[str, tuple[str | Place, ...], Mapping[str, str]]] = []
        for intent in model.intents:
            for sample in intent.samples:
                pattern = parts(sample, language)
                if not pattern:
                    continue
                if any(isinstance(part, Place) for part in pattern):
                    slotted.append((intent.name, pattern, intent.slots))
                else:
                    self._plain[_flat(part for part in pattern if isinstance(part, str))].append(intent.name)
        counts = Counter(part for _, pattern, _ in slotted for part in set(pattern) if isinstance(part, str))
        self._by_word: dict[str, list[tuple[str, tuple[str | Place, ...], Mapping[str, str]]]] = defaultdict(list)
        for template in slotted:
            words = [part for part in template[1] if isinstance(part, str)]
            self._by_word[min(words, key=lambda word: (counts[word], word)) if words else ""].append(template)

    def hits(self, words: Sequence[str]) -> list[Hit]:
        """Every sample that matches all of `words`, the certain and most literal ones first."""
        found = [Hit(intent, literals=len(words)) for intent in self._plain.get(_flat(words), ())]
        known: dict[tuple[str, int, int], bool] = {}
        for key in ("", *dict.fromkeys(words)):
            for intent, pattern, slots in self._by_word.get(key, ()):
                if len(pattern) <= len(words):
                    hit = self._match(intent, pattern, slots, words, known)
                    if hit is not None:
                        found.append(hit)
        return sorted(found, key=lambda hit: (not hit.certain, -hit.literals, len(hit.spans)))

    def _match(
        self,
        intent: str,
        pattern: tuple[str | Place, ...],
        slots: Mapping[str, str],
        words: Sequence[str],
        known: dict[tuple[str, int, int], bool],
    ) -> Hit | None:
        best: tuple[int, dict[str, Span]] | None = None
        for tries, spans in enumerate(_align(pattern, words, 0, 0)):
            if tries >= _TRIES:
                break
            sure = 0
            for slot, (start, end) in spans.items():
                kind = self._kinds.get(slots.get(slot, ""))
                if kind is None:
                    continue
                key = (slots[slot], start, end)
                if key not in known:
                    known[key] = kind.knows(words[start:end], " ".join(words[start:end]))
                if known[key]:
                    sure += 1
                elif not kind.open or not kind.fits(words[start:end]):
                    break
            else:
                if best is None or sure > best[0]:
                    best = (sure, spans)
                if sure == len(spans):
                    break
        if best is None:
            return None
        literals = sum(isinstance(part, str) for part in pattern)
        certain = best[0] == len(best[1])
        bare = bare_product(pattern, slots, self._kinds)
        if bare and certain:  # alone, articles and "reorder my" are no part of a name
            kind = self._kinds[slots[next(iter(best[1]))]]
            certain = isinstance(kind, Listed) and kind.knows_fully(words)
        return Hit(intent, best[1], literals, certain, bare)


def _flat(words: Iterable[str]) -> tuple[str, ...]:
    """Words without apostrophes: recognisers write "what's" and "whats"."""
    return tuple(word.replace("'", "") for word in words)


def _align(pattern: Sequence[str | Place], words: Sequence[str], at: int, start: int) -> Iterator[dict[str, Span]]:
    if at == len(pattern):
        if start == len(words):
            yield {}
        return
    part = pattern[at]
    rest = len(pattern) - at - 1
    if isinstance(part, str):
        if start < len(words) and words[start] == part:
            yield from _align(pattern, words, at + 1, start + 1)
        return
    for end in range(start + 1, len(words) - rest + 1):
        following = pattern[at + 1] if rest else None
        if isinstance(following, str) and (end >= len(words) or words[end] != following):
            continue
        if following is None and end != len(words):
            continue
        for spans in _align(pattern, words, at + 1, end):
            yield {part.slot: (start, end), **spans}
