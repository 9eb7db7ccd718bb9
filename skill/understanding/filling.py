"""The slots of an utterance whose intent is known: the best of several readings.

Readings: the tagger's; a sample's that matched but for its values; the longest known values wherever they
stand; and what is left after the carrier words, for intents with one open slot. Values are then trimmed to
what is known of them ("battery life like on" -> "battery life"), and dropped if they are ordinary words only.
"""

from collections.abc import Mapping, Sequence

from skill.dialogue.heard import Slot
from skill.understanding.fillers import fillers, packs
from skill.understanding.kinds import Free, Kind, Numbers, Times
from skill.understanding.listed import Listed
from skill.understanding.normalise import Word
from skill.understanding.tagger import Tagger
from skill.understanding.templates import Hit, Span

_LONGEST_NUMBER = 9  # words
_LONGEST_NAME = 7


def spoken(text: str, words: Sequence[Word], span: Span) -> str:
    """The words of a span as they stand in the utterance."""
    return text[words[span[0]].start : words[span[1] - 1].end]


class Filler:
    """Fills the slots of one intent. `ordinary` are words that make no name by themselves."""

    def __init__(
        self,
        slots: Mapping[str, str],
        kinds: Mapping[str, Kind],
        tagger: Tagger | None,
        language: str,
        ordinary: frozenset[str],
    ) -> None:
        self._kinds = {slot: kinds[type_] for slot, type_ in slots.items() if type_ in kinds}
        self._tagger = tagger
        self._open = [slot for slot, kind in self._kinds.items() if isinstance(kind, Listed | Free)]
        joints = packs(language)
        self._quiet = fillers(language) | joints[0] | joints[1]
        self._ordinary = ordinary | self._quiet

    def fill(self, text: str, words: Sequence[Word], hits: Sequence[Hit]) -> dict[str, Slot]:
        """Slots by name; a value that its type cannot hold is left out."""
        folded = [word.text for word in words]
        readings: list[Mapping[str, Span]] = []
        if self._tagger is not None:
            readings.append(self._tagger.tag(folded))
        readings.extend(hit.spans for hit in hits[:2] if hit.literals >= 2)
        readings.append(self._known(folded))
        if not any(map(readings[-1].get, self._open)):  # a known name is better than any remainder
            readings.append(self._left_over(folded))
        trimmed = [self._trimmed(reading, folded) for reading in readings]
        best = max(trimmed, key=lambda reading: self._worth(reading, folded), default={})
        return self.read(text, words, self._with_number(best, folded))

    def read(self, text: str, words: Sequence[Word], spans: Mapping[str, Span]) -> dict[str, Slot]:
        """The slots of these spans."""
        folded = [word.text for word in words]
        out: dict[str, Slot] = {}
        for slot, span in sorted(spans.items(), key=lambda pair: pair[1]):
            kind = self._kinds.get(slot)
            said = spoken(text, words, span)
            out[slot] = kind.read(folded[slice(*span)], said) if kind else Slot(said)
        return out

    def read_hit(self, text: str, words: Sequence[Word], hit: Hit) -> dict[str, Slot]:
        """The slots of a sample that surely matched; a value keeps its span if nothing in it is known better."""
        folded = [word.text for word in words]
        return self.read(text, words, {**hit.spans, **self._trimmed(hit.spans, folded)})

    def _trimmed(self, spans: Mapping[str, Span], folded: Sequence[str]) -> dict[str, Span]:
        kept: dict[str, Span] = {}
        for slot, span in spans.items():
            kind = self._kinds.get(slot)
            better: Span | None = span
            if isinstance(kind, Listed):
                better = self._name(kind, span, folded)
            elif isinstance(kind, Numbers):
                better = self._number(kind, span, folded)
            elif kind is not None and not kind.fits(folded[slice(*span)]):
                better = self._inside(kind, span, folded) or (span if isinstance(kind, Times) else None)
            if better is not None:
                kept[slot] = better
        return kept

    def _name(self, kind: Listed, span: Span, folded: Sequence[str]) -> Span | None:
        """The known part of a span, if only ordinary words stand around it; else the span.

        A product loses articles and packaging at its ends, and is no name at all if only ordinary words are left:
        "the courier" must not be looked for in the shop. Other types may hold any words.
        """
        start, end = span
        if kind.knows_fully(folded[start:end]):
            titled = (
                kind.product
                and start > 0
                and folded[start - 1] in self._quiet
                and kind.knows_fully(folded[start - 1 : end])
            )
            return (start - 1, end) if titled else span  # "where is the {product}", and it is "the quiet harbour"
        inside = self._inside(kind, span, folded)
        if inside is not None:
            dropped = [*folded[start : inside[0]], *folded[inside[1] : end]]
            if all(word in self._ordinary for word in dropped):  # else they may be the rest of an unknown name
                return inside
        if not kind.product:
            return None if all(word in self._quiet for word in folded[start:end]) else span
        while start < end and folded[start] in self._quiet:
            start += 1
        while start < end and folded[end - 1] in self._quiet:
            end -= 1
        rest = folded[start:end]
        if not rest or all(map(self._numeric, rest)):
            return None
        return None if all(word in self._ordinary for word in rest) and not kind.surely(rest) else (start, end)

    @staticmethod
    def _number(kind: Numbers, span: Span, folded: Sequence[str]) -> Span | None:
        """The longest number that shares a word with the span: taggers lose digits at the ends."""
        sizes = range(min(len(folded), _LONGEST_NUMBER), 0, -1)
        spans = ((start, start + size) for size in sizes for start in range(len(folded) - size + 1))
        return next(
            (
                (start, end)
                for start, end in spans
                if start < span[1] and end > span[0] and kind.has_word(folded[end - 1]) and kind.fits(folded[start:end])
            ),
            None,
        )

    def _inside(self, kind: Kind, span: Span, folded: Sequence[str]) -> Span | None:
        """The longest known value within a span (the first of equals)."""
        for size in range(min(span[1] - span[0], _LONGEST_NAME), 0, -1):
            for start in range(span[0], span[1] - size + 1):
                words = folded[start : start + size]
                if kind.has_word(words[0]) and kind.has_word(words[-1]) and self._is_value(kind, words):
                    return start, start + size
        return None

    def _is_value(self, kind: Kind, words: Sequence[str]) -> bool:
        if not isinstance(kind, Listed):
            return kind.knows(words, "")
        return kind.knows_fully(words) and not all(word in self._quiet for word in words)

    def _known(self, folded: Sequence[str]) -> dict[str, Span]:
        """The longest known value of each listed slot, longer ones first, none overlapping.

        Slots of one type share what is found of it, in the order in which it was said.
        """
        found: list[tuple[int, int, str]] = []
        for slot in self._open:
            kind = self._kinds[slot]
            if isinstance(kind, Listed) and all(self._kinds[earlier] is not kind for _, _, earlier in found):
                sharing = [other for other in self._open if self._kinds[other] is kind]
                spans = self._apart(kind, folded, len(sharing))
                found.extend((span[0] - span[1], span[0], to) for span, to in zip(spans, sharing, strict=False))
        kept: dict[str, Span] = {}
        for minus, start, slot in sorted(found):
            end = start - minus
            if all(end <= first or last <= start for first, last in kept.values()):
                kept[slot] = (start, end)
        return kept

    def _apart(self, kind: Listed, folded: Sequence[str], most: int) -> list[Span]:
        """The longest known values that do not overlap, at most so many, in the order in which they were said."""
        spans: list[Span] = []
        free: list[Span] = [(0, len(folded))]
        while free and len(spans) < most:
            inside = [span for span in (self._inside(kind, room, folded) for room in free) if span is not None]
            if not inside:
                break
            longest = max(inside, key=lambda span: (span[1] - span[0], -span[0]))
            spans.append(longest)
            room = next(each for each in free if each[0] <= longest[0] and longest[1] <= each[1])
            free.remove(room)
            free.extend(each for each in ((room[0], longest[0]), (longest[1], room[1])) if each[0] < each[1])
        return sorted(spans)

    def _worth(self, spans: Mapping[str, Span], folded: Sequence[str]) -> float:
        """Known values count most, the more words the more; then anything found; the first reading wins a tie."""
        worth = 0.0
        for slot, (start, end) in spans.items():
            kind = self._kinds.get(slot)
            words = folded[start:end]
            if kind is None:
                worth += 0.5
            elif kind.knows(words, ""):
                worth += 1.0 + 0.02 * len(words)
            elif isinstance(kind, Listed):
                worth += 0.8 if kind.surely(words) else 0.4 if kind.found(words) else 0.2
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
        kind = self._kinds[self._open[0]]
        if best[1] == best[0] or (isinstance(kind, Listed) and not kind.found(folded[slice(*best)])):
            return {}
        return {self._open[0]: best}

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
