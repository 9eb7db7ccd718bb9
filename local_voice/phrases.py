"""What may be said in one locale: samples with values in them, names, numbers. Knows no model of speech.

A Vosk grammar counts pairs of neighbouring words, so a phrase matters for its pairs only: carriers and names are
put together in turns until each name has stood in a few carriers and each carrier has held a few names (facts:
understanding, Rules that follow). All in a fixed order: the same shop, the same phrases.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle, product

from skill.understanding.expecting import NO, YES
from skill.understanding.kinds import Numbers
from skill.understanding.listed import ANSWERS, Listed
from skill.understanding.normalise import spoken
from skill.understanding.numbers import digits, number_words
from skill.understanding.rows import builtin_table
from skill.understanding.understanding import PRODUCT_TYPES, Understanding

_CARRIERS_A_NAME = 2
_CARRIERS_A_FAVOURITE = 20
_VALUES_A_CARRIER = 3
_VALUES_ELSEWHERE = 12
_MOST_VALUES = 250
_WHOLE = 3
_BRACES = re.compile(r"\{([^{}]*)\}")
_BEFORE_NAMES = {"en": ("the", "my", "a", "some", "any", "more", "and"), "fr": ("le", "la", "mon", "ma", "du", "de")}
_PLURALS = {"en": ("s", "es"), "fr": ("s",)}
_JOINING_NUMBERS = {"en": ("and", "hundred", "thousand"), "fr": ("et", "cent", "mille")}

_ORDINALS = ("AMAZON.Ordinal", "Ordinal")

Pattern = tuple[str, ...]  # words, and slots in braces


class Phrases:
    """The phrases of one interaction model and one catalogue. What no recogniser writes (digits) is left out."""

    def __init__(self, understanding: Understanding, names: Iterable[str]) -> None:
        """`names` are those of the catalogue, whatever the interaction model lists."""
        self.language = language = understanding.language
        self._kinds = understanding.kinds
        table = builtin_table(language)
        self._told: dict[str, list[str]] = {}
        self._patterns: list[tuple[Mapping[str, str], Pattern]] = []
        for intent in understanding.model.intents:
            own = self._told[intent.name] = [" ".join(words) for words in table.get(intent.name, ())]
            for sample in intent.samples:
                pattern = _pattern(sample, language)
                if any(word.startswith("{") for word in pattern):
                    self._patterns.append((intent.slots, pattern))
                else:
                    own.append(" ".join(pattern))
        self.hedges = tuple(" ".join(words) for words in table["hedges"])
        self.polite = tuple(" ".join(words) for words in table["polite"])
        ordinals = (
            each
            for type_ in ("AMAZON.Ordinal", "Ordinal")
            if type_ in self._kinds
            for each in self._kinds[type_].examples()
        )
        self.ordinals = tuple(" ".join(spoken(each, language)) for each in ordinals if not _digits_in(each))
        listed = [name for type_ in PRODUCT_TYPES if type_ in self._kinds for name in self._kinds[type_].examples()]
        values = (value for type_ in PRODUCT_TYPES for value in understanding.model.types.get(type_, ()))
        reasons = [name for value in values if value.id in ANSWERS for name in value.names]
        self.reasons = tuple(" ".join(spoken(name, language)) for name in reasons)
        every = (" ".join(spoken(name, language)) for name in (*names, *listed, *reasons))
        self.names = tuple(name for name in dict.fromkeys(every) if name and not _digits_in(name))
        numbers = sorted(number_words(language), key=lambda word: (_value(word, language), word))
        self.numbers = tuple(_numbers(numbers, language))
        self.counts = tuple(word for word in numbers if 0 < _value(word, language) <= 12)
        self.codes = tuple(_digit_by_digit(numbers, language))
        self._said_numbers = tuple(each for pair in zip(cycle(self.counts), self.codes) for each in pair)

    @property
    def yes(self) -> tuple[str, ...]:
        """Every clear yes."""
        return tuple(self._told.get(YES, ()))

    @property
    def no(self) -> tuple[str, ...]:
        """Every clear no."""
        return tuple(self._told.get(NO, ()))

    def everything(self) -> tuple[str, ...]:
        """All phrases of the locale, as often as they count."""
        whole = tuple(phrase for told in self._told.values() for phrase in told)
        every = (
            *whole * _WHOLE,
            *self.hedges,
            *self.polite,
            *self.numbers,
            *self._named(self.names),
            *self._several(self.names),
            *self._filled(self.names, _CARRIERS_A_NAME),
        )
        return tuple(phrase for phrase in every if not _digits_in(phrase))

    def said(self) -> tuple[str, ...]:
        """What somebody wrote down: the samples as they are, and the values of their slots; nothing made up."""
        whole = (phrase for told in self._told.values() for phrase in told)
        carriers = (" ".join(part for part in pattern if not part.startswith("{")) for _, pattern in self._patterns)
        values = (value for type_ in sorted(self._kinds) for value in self._values(type_, self.names))
        every = dict.fromkeys((*whole, *carriers, *values))
        return tuple(phrase for phrase in every if phrase and not _digits_in(phrase))

    def favoured(self, names: Sequence[str]) -> tuple[str, ...]:
        """These names in many carriers: what this customer buys, or what was just offered."""
        if not names:
            return ()
        return (*self._named(names), *self._several(names), *self._filled(names, _CARRIERS_A_FAVOURITE))

    def named_in(self, text: str) -> tuple[str, ...]:
        """The catalogue's names that stand in `text`: what a question offers."""
        said = f" {' '.join(spoken(text, self.language))} "
        return tuple(name for name in self.names if f" {name} " in said)

    def _named(self, names: Sequence[str]) -> Iterator[str]:
        """Names by themselves, and after what usually stands before a name."""
        begun: set[str] = set()
        for name, count in zip(names, cycle(self.counts)):
            yield name
            yield f"{count} {name}"
            first = name.partition(" ")[0]
            if first not in begun:
                begun.add(first)
                yield from (f"{before} {name}" for before in _BEFORE_NAMES.get(self.language, ()))

    def _several(self, names: Sequence[str]) -> Iterator[str]:
        """Names in the plural that people make: "two oat milks". The vocabulary decides which of them are words."""
        for name, count in zip(names, cycle(self.counts[1:])):
            yield from (f"{count} {name}{ending}" for ending in _PLURALS.get(self.language, ()))

    def _filled(self, names: Sequence[str], carriers_a_name: int) -> Iterator[str]:
        turns = self._turns(names)
        named = sum(any(self._product(slots, part) for part in pattern) for slots, pattern in self._patterns)
        fills = max(_VALUES_A_CARRIER, -(-len(names) * carriers_a_name // max(1, named)))
        for slots, pattern in self._patterns:
            product = any(self._product(slots, part) for part in pattern)
            yield from self._fill(slots, pattern, turns, fills if product else self._values_in(slots, pattern))

    def _values_in(self, slots: Mapping[str, str], pattern: Pattern) -> int:
        """How many values a carrier without a product holds: all of a list, so that "is it" goes before each."""
        types = [slots.get(part[1:-1], "") for part in pattern if part.startswith("{")]
        lists = [self._kinds[type_] for type_ in types if isinstance(self._kinds.get(type_), Listed)]
        return max([_VALUES_ELSEWHERE, *(min(len(each.examples()), _MOST_VALUES) for each in lists)])

    def _fill(
        self, slots: Mapping[str, str], pattern: Pattern, turns: Mapping[str, Iterator[str]], fills: int
    ) -> Iterator[str]:
        types = [slots.get(part[1:-1], "") if part.startswith("{") else "" for part in pattern]
        if any(type_ and type_ not in turns for type_ in types):
            return
        for _ in range(fills):
            yield " ".join(next(turns[type_]) if type_ else part for part, type_ in zip(pattern, types, strict=True))

    def _turns(self, names: Sequence[str]) -> dict[str, Iterator[str]]:
        """For each type of slot its values, one after another and again from the first."""
        return {type_: cycle(values) for type_ in sorted(self._kinds) if (values := self._values(type_, names))}

    def _values(self, type_: str, names: Sequence[str]) -> Sequence[str]:
        kind = self._kinds[type_]
        if isinstance(kind, Listed) and kind.product:
            return names
        if isinstance(kind, Numbers):
            return self._said_numbers
        examples = (" ".join(spoken(each, self.language)) for each in kind.examples())
        return tuple(each for each in examples if each and not _digits_in(each))

    def _product(self, slots: Mapping[str, str], part: str) -> bool:
        kind = self._kinds.get(slots.get(part[1:-1], "")) if part.startswith("{") else None
        return isinstance(kind, Listed) and kind.product


def _pattern(sample: str, language: str) -> Pattern:
    """A sample as words and slots."""
    out: list[str] = []
    at = 0
    for braces in _BRACES.finditer(sample):
        out.extend(spoken(sample[at : braces.start()], language))
        out.append("{" + braces[1].rsplit("|", 1)[-1].strip() + "}")
        at = braces.end()
    return (*out, *spoken(sample[at:], language))


def _numbers(words: Sequence[str], language: str) -> Iterator[str]:
    """Every number word, and every two that stand beside each other in a number."""
    small = [word for word in words if 0 < _value(word, language) < 10]
    tens = [word for word in words if 10 <= _value(word, language) < 100]
    joining = _JOINING_NUMBERS.get(language, ())
    yield from (*small, *tens)
    yield from (f"{left} {right}" for left in tens for right in (*small, *tens))
    yield from (f"{left} {right}" for left in (*small, *tens) for right in joining)
    yield from (f"{left} {right}" for left in joining for right in (*small, *tens))
    yield from _digit_by_digit(words, language)


def _digit_by_digit(words: Sequence[str], language: str) -> Iterator[str]:
    """Digits said one by one: every two in every order, four at a time as order numbers are."""
    said = [word for word in words if _value(word, language) < 10]
    for step, first in product(range(len(said)), range(len(said))):
        yield " ".join(said[(first + step * place) % len(said)] for place in range(4))


def _value(word: str, language: str) -> int:
    said = digits((word,), language)
    return int(said) if said else 1000


def _digits_in(phrase: str) -> bool:
    return any(character.isdigit() for character in phrase)
