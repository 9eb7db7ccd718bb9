"""Things named in one breath: "coffee, two shampoos and batteries". Knows small words and numbers, no product.

A recogniser gives no commas, so a count between two known names parts them as well, and so does nothing at
all where both sides are known and no one thing has all the words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from skill.commerce.product import Part
from skill.understanding.fillers import fillers
from skill.understanding.normalise import Word, words_of
from skill.understanding.numbers import digits

Knows = Callable[[str], bool]

_JOINTS = {
    "en": ("as well as", "and also", "along with", "and then", "and", "plus"),
    "fr": ("ainsi que", "et aussi", "et puis", "et", "plus"),
}
_MORE = {"fr": "plus"}  # a joint only before a count or an article: "le plus cher" joins nothing
_ARTICLES = frozenset({"un", "une", "des", "du", "le", "la", "les", "l'"})
_COMMAS = frozenset(",;\n")
_SIGNS = frozenset("&+")
_LONGEST_COUNT = 5  # words
_MOST_DIGITS = 3  # of a count: "1042" is an order
_LONGEST_NAME = 8  # words, where names are told apart without a joint
_Span = tuple[int, int]  # of words, the end not included


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the things named: with its count it is `text[start:end]`, without it `text[name:end]`."""

    start: int
    name: int
    end: int
    quantity: int | None = None


def parts(words: str, language: str, knows: Knows, one_thing: Knows | None = None) -> tuple[Part, ...]:
    """The things named in one breath, each with its own count; one for a single name, none for no words.

    `knows` tells whether words are, wholly, a name; `one_thing` whether one thing may be meant by all of these
    words together, which need not be a name. Without `one_thing`, names are never told apart by nothing at all.
    Articles and packaging stay: whoever looks for a name passes over them. Never raises. What stands beyond the
    length that is read at all (`normalise.LONGEST`) belongs to the last part.
    """
    found = pieces(words, language, knows, one_thing)
    return tuple(Part(words[piece.name : piece.end], piece.quantity) for piece in found)


def joined(words: str, language: str, knows: Knows) -> bool:
    """Whether more than one thing is named, the first of which is known."""
    found = pieces(words, language, knows)
    return len(found) > 1 and knows(words[found[0].name : found[0].end])


def pieces(words: str, language: str, knows: Knows, one_thing: Knows | None = None) -> tuple[Piece, ...]:
    """What `parts` gives, as places in `words`."""
    said = words_of(words, language)
    if not said:
        return ()
    splitter = _Splitter(words, said, language, knows, one_thing)
    found = [splitter.piece(span) for joint in splitter.joined() for span in splitter.unjoined(joint)]
    last = found[-1]
    rest = len(words.rstrip()) if said[-1].end >= last.end and len(words) > said[-1].end + 1 else last.end
    return (*found[:-1], Piece(last.start, last.name, max(last.end, rest), last.quantity))


class _Splitter:
    def __init__(self, text: str, said: Sequence[Word], language: str, knows: Knows, one_thing: Knows | None) -> None:
        self._text, self._said, self._language = text, said, language
        self._folded = tuple(word.text for word in said)
        self._knows, self._one_thing = knows, one_thing
        self._joints = tuple(tuple(joint.split()) for joint in _JOINTS.get(language, ()))
        self._fillers = fillers(language)

    def joined(self) -> list[_Span]:
        """The spans between commas and joining words; neighbours that are one name together stay together."""
        spans: list[_Span] = []
        firm: list[bool] = []  # whether a comma stands before the span
        at = start = 0
        comma = False
        while at < len(self._folded):
            past = self._past_joint(at)
            here = at > 0 and self._between(at, _COMMAS)
            if past == at and not here:
                at += 1
                continue
            if at > start and (past == len(self._folded) or not self._bare_count(start, at)):
                spans.append((start, at))
                firm.append(comma)
                start, comma = past, here
            elif at == start:  # a joint after a comma, or at the very beginning
                start, comma = past, comma or here
            at = max(past, at + 1)
        if start < len(self._folded) or not spans:
            spans.append((min(start, len(self._folded) - 1), len(self._folded)))
            firm.append(comma)
        return self._one_name(spans, firm)

    def _past_joint(self, at: int) -> int:
        """Where the joint that begins at this word ends; `at` itself if there is none."""
        if at > 0 and self._between(at, _SIGNS):
            return at
        for joint in self._joints:
            end = at + len(joint)
            if self._folded[at:end] != joint or self._inside_number(at):
                continue
            if joint == (_MORE.get(self._language),):
                following = self._folded[end] if end < len(self._folded) else ""
                if following not in _ARTICLES and self._count(end, len(self._folded))[0] == end:
                    continue
            return end
        return at

    def _between(self, at: int, signs: frozenset[str]) -> bool:
        """Whether one of these signs stands before the word."""
        return not signs.isdisjoint(self._text[self._said[at - 1].end : self._said[at].start])

    def _inside_number(self, at: int) -> bool:
        """ "Vingt et un", "a hundred and five"."""
        for start in range(max(0, at - _LONGEST_COUNT), at):
            if digits(self._folded[start : at + 2], self._language) and digits(self._folded[start:at], self._language):
                return True
        return False

    def _bare_count(self, start: int, end: int) -> bool:
        return digits(self._folded[start:end], self._language) is not None

    def _one_name(self, spans: list[_Span], firm: list[bool]) -> list[_Span]:
        kept: list[_Span] = []
        at = 0
        while at < len(spans):
            end = next((each for each in range(at + 1, len(spans)) if firm[each]), len(spans))
            while end > at + 1 and not self._known(self._count(spans[at][0], spans[end - 1][1])[0], spans[end - 1][1]):
                end -= 1
            kept.append((spans[at][0], spans[max(end, at + 1) - 1][1]))
            at = max(end, at + 1)
        return kept

    def unjoined(self, span: _Span) -> list[_Span]:
        """The names in a span that nothing joins: parted at a count, or at nothing where both sides are known."""
        start, end = span
        best: dict[int, list[_Span]] = {}  # from each word to the end, as few names as can be
        for at in range(end - 1, start - 1, -1):
            name = self._count(at, end)[0]
            best[at] = [(at, end)]
            if self._known(name, end):
                continue
            for cut in range(min(end - 1, name + _LONGEST_NAME), name, -1):
                if self._known(name, cut) and self._may_begin(cut, end, best[cut], name):
                    best[at] = [(at, cut), *best[cut]]
                    break
        return best[start]

    def _may_begin(self, cut: int, end: int, rest: list[_Span], name: int) -> bool:
        """Whether another name begins at `cut`."""
        counted = self._count(cut, end)[0]
        first = rest[0][1]
        if counted > cut:
            return any(self._known(counted, stop) for stop in range(first, counted, -1))
        if self._one_thing is None or self._one_thing(self._words(name, end)):
            return False
        return all(self._known(self._count(*each)[0], each[1]) for each in rest)

    def piece(self, span: _Span) -> Piece:
        """The place of one thing, with its count."""
        name, quantity = self._count(*span)
        return Piece(self._said[span[0]].start, self._said[name].start, self._said[span[1] - 1].end, quantity)

    def _count(self, start: int, end: int) -> tuple[int, int | None]:
        """Where the name begins after a count, and the count. A number that belongs to the name is none."""
        for size in range(min(_LONGEST_COUNT, end - start - 1), 0, -1):
            words = self._folded[start : start + size]
            said = digits(words, self._language)
            if said is None or len(said) > _MOST_DIGITS or int(said) == 0:
                continue
            name = start + size
            if any(self._folded[name : name + len(joint)] == joint for joint in self._joints):
                break  # "two and a half"
            if not self._fillers.issuperset(words) and self._known(start, end):
                break  # "six eggs" are sold under this name
            return name, int(said)
        return start, None

    def _known(self, start: int, end: int) -> bool:
        return start < end and self._knows(self._words(start, end))

    def _words(self, start: int, end: int) -> str:
        return self._text[self._said[start].start : self._said[end - 1].end]
