"""What several readings of one utterance mean together, and whether that is sure. Knows no sound.

A recogniser's first reading is often a homophone ("make it to") or a near one. So each reading is understood, and
one that is exactly a sample of the interaction model or an answer to the open question gains. What counts is the
margin between the best and the second *meaning*: two wordings of one meaning are no doubt (facts: voice, Vosk).
A yes buys things: it must be the likeliest reading as it stands, whole, and without a rival.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from local_voice.recogniser import Reading
from local_voice.vocabulary import UNKNOWN, Vocabulary
from skill.dialogue.acts import Expectation
from skill.dialogue.heard import Heard, Slot
from skill.understanding.expecting import NO, YES
from skill.understanding.pieces import FALLBACK
from skill.understanding.understanding import Parse

# In units of the recogniser's logarithms; chosen on transcripts spoken by synthetic voices.
_SAMPLE = 4.0  # what a reading gains that is exactly a sample, or answers the open question
_ELSE = 2.0  # and one that is neither, at full confidence
_COUNTED = 3.0  # and one in which a homophone counts something: "two shampoos", not "to shampoos"
_MARGIN = 1.0  # least distance of the best meaning from the second
_YES_MARGIN = 2.0
_IN_NOISE = 1.5  # times as far, where speech hardly stands out of the room
_PLAIN = (Expectation.YES_NO, Expectation.ORDER, Expectation.NUMBER, Expectation.CODE)
CONTROL = frozenset({"AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.HelpIntent", "AMAZON.RepeatIntent"})
_LEAVES_ALL_AS_IT_IS = CONTROL | {NO}

_HOMOPHONES = (
    ("two", "to", "too"),
    ("four", "for"),
    ("one", "won"),
    ("eight", "ate"),
    ("cent", "sans", "cents", "sent"),
    ("sept", "cette", "cet"),
    ("vingt", "vin", "vingts"),
    ("dix", "dis"),
)
_NUMBERS = frozenset(sound[0] for sound in _HOMOPHONES)


class Understands(Protocol):
    """The skill's ear for words."""

    def explain(self, words: str, question: Expectation | None = None) -> Parse:
        """What was meant, and how sure that is."""

    def loosely(self, parse: Parse, words: str) -> bool:
        """Whether a product is named by words of different things, or beside words that nothing accounts for."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What was understood. `words` are those of the reading that was taken, without unknown sounds."""

    words: str
    heard: Heard
    sure: bool
    how: str
    alternatives: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether no word was heard at all."""
        return not self.words


@dataclass(frozen=True, slots=True)
class _Weighed:
    words: str
    parse: Parse
    score: float
    unknown: bool
    likeliest: bool

    @property
    def exact(self) -> bool:
        """Whether it is what a sample says, or an answer from a list."""
        return self.parse.how in ("sample", "answer")


NOTHING = Meaning("", FALLBACK, False, "nothing")


def meant(
    readings: Sequence[Reading],
    question: Expectation | None,
    ear: Understands,
    vocabulary: Vocabulary,
    *,
    noisy: bool = False,
) -> Meaning:
    """The meaning of these readings, the likeliest first; NOTHING when there is no word in the likeliest.

    In a `noisy` room a rival has to be further off."""
    if not readings or not _known(readings[0].words):
        return NOTHING
    known = [reading for reading in readings if _known(reading.words)]
    weighed = [_weigh(reading, question, ear, vocabulary, likeliest=reading is known[0]) for reading in known]
    best = max(weighed, key=lambda each: each.score)
    rivals = [each for each in weighed if _key(each.parse) != _key(best.parse) and not _same_sound(each, best)]
    rival = max((each.score for each in rivals if each.parse.heard.intent != FALLBACK.intent), default=float("-inf"))
    intent = best.parse.heard.intent
    margin = (_YES_MARGIN if intent == YES else _MARGIN) * (_IN_NOISE if noisy else 1)
    sure = best.parse.heard.sure and not best.unknown and best.score - rival >= margin
    sure = sure and not ear.loosely(best.parse, best.words)
    if intent in _LEAVES_ALL_AS_IT_IS and best.exact and not best.unknown:
        sure = all(each.parse.heard.intent != YES or best.score - each.score >= _MARGIN for each in rivals)
    heard = replace(best.parse.heard, sure=sure)
    if intent == YES and not (sure and best.likeliest):
        heard, sure = FALLBACK, False
    told = tuple(dict.fromkeys(each.words for each in weighed))
    return Meaning(best.words, heard, sure, best.parse.how, told)


def _known(words: str) -> str:
    return " ".join(word for word in words.split() if word != UNKNOWN)


def _weigh(
    reading: Reading, question: Expectation | None, ear: Understands, vocabulary: Vocabulary, *, likeliest: bool
) -> _Weighed:
    words = vocabulary.meant(_known(reading.words))
    parse = ear.explain(words, question)
    gain = _ELSE * parse.confidence
    beside = question in _PLAIN and " " not in words and parse.heard.intent not in _LEAVES_ALL_AS_IT_IS
    if (parse.how == "sample" and not beside) or (parse.how == "answer" and question in _PLAIN):
        gain = _SAMPLE  # but not one word that is no answer ("last", at a quote): any noise is near to one
    if parse.heard.intent == FALLBACK.intent:
        gain = 0.0
    if any(_counted(slot) for slot in parse.heard.slots.values()):
        gain += _COUNTED
    return _Weighed(words, parse, reading.score + gain, UNKNOWN in reading.words.split(), likeliest)


def _counted(slot: Slot) -> bool:
    """Whether a number stands in front of one of several things ("coffee, two shampoos")."""
    return any(each.value.split()[:1] and each.value.split()[0] in _NUMBERS for each in (slot, *slot.more))


def _same_sound(one: _Weighed, two: _Weighed) -> bool:
    """Whether they differ in homophones only: no ear can tell them apart, and the better sentence is meant."""
    left, right = one.words.split(), two.words.split()
    return len(left) == len(right) and all(_sound(a) == _sound(b) for a, b in zip(left, right, strict=True))


def _sound(word: str) -> str:
    return next((sound[0] for sound in _HOMOPHONES if word in sound), word)


def _key(parse: Parse) -> tuple[object, ...]:
    """What makes two meanings one: the intent, and what its slots resolve to."""
    slots = sorted((name, _value(slot), tuple(map(_value, slot.more))) for name, slot in parse.heard.slots.items())
    return (parse.heard.intent, *slots)


def _value(slot: Slot) -> tuple[str, ...]:
    return slot.ids or (slot.value,)
