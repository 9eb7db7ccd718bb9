"""The slots of an utterance whose intent is known: the best of several candidates.

Candidates: the CRF's, a sample's that matched but for its values, and "what is left after the carrier
words" for intents with one open slot. A candidate counts by how many of its values are known.
"""

from collections.abc import Mapping, Sequence

from skill.dialogue.heard import Slot
from skill.understanding.kinds import Free, Kind, Listed, Numbers
from skill.understanding.normalise import Word
from skill.understanding.tagger import Tagger
from skill.understanding.templates import Hit, Span

_LONGEST_NUMBER = 9  # words


def spoken(text: str, words: Sequence[Word], span: Span) -> str:
    """The words of a span as they stand in the utterance."""
    return text[words[span[0]].start : words[span[1] - 1].end]


class Filler:
    """Fills the slots of one intent."""

    def __init__(self, slots: Mapping[str, str], kinds: Mapping[str, Kind], tagger: Tagger | None) -> None:
        self._kinds = {slot: kinds[type_] for slot, type_ in slots.items() if type_ in kinds}
        self._tagger = tagger
        self._open = [slot for slot, kind in self._kinds.items() if isinstance(kind, Listed | Free)]

    def fill(self, text: str, words: Sequence[Word], hits: Sequence[Hit]) -> dict[str, Slot]:
        """Slots by name; a value that its type cannot hold is left out."""
        folded = [word.text for word in words]
        candidates: list[dict[str, Span]] = []
        if self._tagger is not None:
            candidates.append(self._valid(self._tagger.tag(folded), folded))
        candidates.extend(self._valid(hit.spans, folded) for hit in hits[:2] if hit.literals >= 2)
        left = self._left_over(folded)
        if left:
            candidates.append(left)
        best = max(candidates, key=lambda spans: self._worth(spans, folded), default={})
        best = self._with_number(best, folded)
        return self.read(text, words, best)

    def read(self, text: str, words: Sequence[Word], spans: Mapping[str, Span]) -> dict[str, Slot]:
        """The slots of these spans."""
        folded = [word.text for word in words]
        out: dict[str, Slot] = {}
        for slot, span in sorted(spans.items(), key=lambda pair: pair[1]):
            kind = self._kinds.get(slot)
            said = spoken(text, words, span)
            out[slot] = kind.read(folded[slice(*span)], said) if kind else Slot(said)
        return out

    def _valid(self, spans: Mapping[str, Span], folded: Sequence[str]) -> dict[str, Span]:
        kept: dict[str, Span] = {}
        for slot, span in spans.items():
            kind = self._kinds.get(slot)
            if kind is None or kind.fits(folded[slice(*span)]):
                kept[slot] = span
        return kept

    def _worth(self, spans: Mapping[str, Span], folded: Sequence[str]) -> float:
        """Known values count most; then anything found; the first candidate wins a tie."""
        worth = 0.0
        for slot, (start, end) in spans.items():
            kind = self._kinds.get(slot)
            words = folded[start:end]
            if kind is None:
                worth += 0.5
            elif kind.knows(words, " ".join(words)):
                worth += 1.0
            elif isinstance(kind, Listed):
                worth += 0.8 if kind.found(words) else 0.3
            else:
                worth += 0.6
        return worth

    def _left_over(self, folded: Sequence[str]) -> dict[str, Span]:
        """The longest run of words that no sample of this intent has, for an intent with one open slot."""
        if self._tagger is None or len(self._open) != 1:
            return {}
        carriers = self._tagger.carriers
        best: Span = (0, 0)
        start: int | None = None
        for at, word in enumerate([*folded, None]):
            inside = word is not None and word not in carriers and not self._numeric(word)
            if inside and start is None:
                start = at
            elif not inside and start is not None:
                best = max(best, (start, at), key=lambda span: span[1] - span[0])
                start = None
        return {self._open[0]: best} if best[1] > best[0] else {}

    def _numeric(self, word: str) -> bool:
        return any(isinstance(kind, Numbers) and kind.has_word(word) for kind in self._kinds.values())

    def _with_number(self, spans: dict[str, Span], folded: Sequence[str]) -> dict[str, Span]:
        """A number that was said and belongs to no slot goes to the only number slot, if that is empty."""
        slots = [slot for slot, kind in self._kinds.items() if isinstance(kind, Numbers)]
        if len(slots) != 1 or slots[0] in spans:
            return spans
        kind = self._kinds[slots[0]]
        free = [not any(start <= at < end for start, end in spans.values()) for at in range(len(folded))]
        for size in range(min(_LONGEST_NUMBER, len(folded)), 0, -1):
            for start in range(len(folded) - size + 1):
                end = start + size
                if all(free[start:end]) and kind.has_word(folded[start]) and kind.fits(folded[start:end]):
                    return {**spans, slots[0]: (start, end)}
        return spans
