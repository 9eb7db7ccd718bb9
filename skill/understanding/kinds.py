"""What may stand in a slot: numbers, listed values, dates, or anything. Built from a slot's type.

A kind says whether words fit (`fits`), whether they are surely a value (`knows`), what the slot then
holds (`read`: value and ids, as Alexa would deliver them), and gives examples to train on.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from skill.dialogue.heard import Slot
from skill.understanding import numbers
from skill.understanding.finder import Entry, Finder
from skill.understanding.free import EXAMPLES, GENERIC
from skill.understanding.listed import Listed
from skill.understanding.model import Model
from skill.understanding.normalise import fold

_NUMBERS = ("AMAZON.NUMBER", "AMAZON.FOUR_DIGIT_NUMBER", "AMAZON.PhoneNumber")
_TIMES = ("AMAZON.DATE", "AMAZON.TIME", "AMAZON.DURATION")
_TIME_WORDS = {
    "en": """today tomorrow yesterday tonight now monday tuesday wednesday thursday friday saturday sunday weekend week
    weeks month months year years day days next last this coming morning afternoon evening night noon midnight o'clock
    am pm a p m half quarter past to at on in the of for ago hour hours minute minutes second seconds january february
    march april may june july august september october november december spring summer autumn fall winter christmas
    easter first second third fourth fifth sixth seventh eighth ninth tenth an after and until from here""",
    "fr": """aujourd'hui demain hier soir ce cette ces maintenant lundi mardi mercredi jeudi vendredi samedi dimanche
    week end semaine semaines mois an ans annee annees jour jours prochain prochaine dernier derniere passe matin apres
    midi minuit heure heures minute minutes seconde secondes et quart demie demi a au le la l' les de du d' en dans
    pour il y janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre noel paques""",
}
_ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth last next",
    "fr": "premier premiere deuxieme second seconde troisieme quatrieme cinquieme sixieme dernier derniere",
}
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|er|re|e|eme)$")


_NUMBER_EXAMPLES = {
    "en": ("two", "three", "one", "four", "five", "six", "ten", "twelve", "twenty one", "ten forty two", "1042", "3"),
    "fr": ("deux", "trois", "une", "quatre", "cinq", "six", "dix", "douze", "vingt et un", "mille quarante-deux", "12"),
}  # fmt: skip


class Kind(Protocol):
    """One slot type."""

    open: bool  # whether words outside the known values are normal

    def knows(self, words: Sequence[str], spoken: str) -> bool: ...
    def fits(self, words: Sequence[str]) -> bool: ...
    def read(self, words: Sequence[str], spoken: str) -> Slot: ...
    def has_word(self, word: str) -> bool: ...
    def examples(self) -> tuple[str, ...]: ...


class Numbers:
    """Numbers: the value is digits, exactly as Alexa delivers it."""

    open = False

    def __init__(self, language: str, length: int | None = None) -> None:
        self._language, self._length = language, length
        self._words = numbers.number_words(language)

    def knows(self, words: Sequence[str], spoken: str) -> bool:  # noqa: ARG002  # digits decide
        return self.fits(words)

    def fits(self, words: Sequence[str]) -> bool:
        said = numbers.digits(words, self._language)
        return said is not None and (self._length is None or len(said) == self._length)

    def read(self, words: Sequence[str], spoken: str) -> Slot:
        return Slot(numbers.digits(words, self._language) or spoken)

    def has_word(self, word: str) -> bool:
        return word.isdecimal() or word in self._words

    def examples(self) -> tuple[str, ...]:
        return _NUMBER_EXAMPLES.get(self._language, _NUMBER_EXAMPLES["en"])


class Times:
    """Dates, times and durations: fits when all its words are of that sort; the value stays as spoken."""

    open = False

    def __init__(self, language: str) -> None:
        self._language = language
        self._words = frozenset(fold(_TIME_WORDS.get(language, ""), language))

    def knows(self, words: Sequence[str], spoken: str) -> bool:  # noqa: ARG002  # its words decide
        return bool(self._words) and self.fits(words)

    def fits(self, words: Sequence[str]) -> bool:
        return bool(words) and (not self._words or all(self.has_word(word) for word in words))

    def read(self, words: Sequence[str], spoken: str) -> Slot:  # noqa: ARG002  # as spoken
        return Slot(spoken)

    def has_word(self, word: str) -> bool:
        return word in self._words or any(c.isdecimal() for c in word) or word in numbers.number_words(self._language)

    def examples(self) -> tuple[str, ...]:
        return EXAMPLES[self._language if self._language in ("en", "fr") else "en"]["AMAZON.DATE"]


class Free:
    """Anything: AMAZON.SearchQuery, and Amazon's lists that are not ours to have (cities, artists, ...)."""

    open = True

    def __init__(self, type_: str, language: str) -> None:
        table = EXAMPLES["fr" if language == "fr" else "en"]
        self._examples = table.get(type_, GENERIC["fr" if language == "fr" else "en"])
        self._words = {word for example in table.get(type_, ()) for word in fold(example, language)}

    def knows(self, words: Sequence[str], spoken: str) -> bool:  # noqa: ARG002  # nothing is listed
        return False

    def fits(self, words: Sequence[str]) -> bool:
        return bool(words)

    def read(self, words: Sequence[str], spoken: str) -> Slot:  # noqa: ARG002  # as spoken
        return Slot(spoken)

    def has_word(self, word: str) -> bool:
        return word in self._words

    def examples(self) -> tuple[str, ...]:
        return self._examples


class Ordinals(Free):
    """AMAZON.Ordinal."""

    open = False

    def __init__(self, language: str) -> None:
        super().__init__("AMAZON.Ordinal", language)
        self._ordinals = frozenset(fold(_ORDINALS.get(language, _ORDINALS["en"]), language))

    def knows(self, words: Sequence[str], spoken: str) -> bool:  # noqa: ARG002  # its words decide
        return self.fits(words)

    def fits(self, words: Sequence[str]) -> bool:
        return len(words) == 1 and (words[0] in self._ordinals or _ORDINAL.match(words[0]) is not None)

    def examples(self) -> tuple[str, ...]:
        return tuple(sorted(self._ordinals))


def kinds(model: Model, language: str, catalogue: Finder | None, product_types: Iterable[str]) -> Mapping[str, Kind]:
    """The kind of every slot type that the intents of `model` use."""
    used = sorted({type_ for intent in model.intents for type_ in intent.slots.values()})
    products = frozenset(product_types)
    return {type_: _kind(type_, model, language, catalogue, product=type_ in products) for type_ in used}


def mentions(words: Sequence[str], kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """The listed types of which a value stands in the words: evidence for the intents that use them."""
    return tuple(type_ for type_, kind in kinds.items() if isinstance(kind, Listed) and kind.mentioned(words))


def _kind(type_: str, model: Model, language: str, catalogue: Finder | None, *, product: bool) -> Kind:
    values = model.types.get(type_, ())
    if type_ in _NUMBERS:
        return Numbers(language, 4 if type_ == "AMAZON.FOUR_DIGIT_NUMBER" else None)
    if type_ == "AMAZON.Ordinal":
        return Ordinals(language)
    if type_ in _TIMES:
        return Times(language)
    if values or (product and catalogue is not None):
        entries = [Entry(value.id, value.names) for value in values]
        return Listed(entries, language, catalogue if product else None, product=product)
    return Free(type_, language)
