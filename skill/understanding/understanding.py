"""Text to an intent with slots, for every channel that hears words itself. Knows no shop and no state.

In this order: yes and no by their table, Amazon's own utterances, the model's samples as they are written,
and only then statistics with a confidence. An open question lends its expectation.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from skill.dialogue.heard import Heard, Slot
from skill.understanding import store
from skill.understanding.answers import bare_number, bare_value, plain_answer, unknown_value
from skill.understanding.classes import classes
from skill.understanding.confidence import Lines
from skill.understanding.consent import Consent
from skill.understanding.expecting import NO, OPEN, YES, Expecting
from skill.understanding.fillers import fillers
from skill.understanding.filling import Filler
from skill.understanding.finder import Entry, Finder
from skill.understanding.kinds import kinds, mentions
from skill.understanding.listed import Listed
from skill.understanding.model import Intent, Model
from skill.understanding.normalise import LONGEST, Word, language_of, words_of
from skill.understanding.rows import OUTSIDE, background, builtin_table
from skill.understanding.templates import Hit, Templates
from skill.understanding.trained import Trained, train

PRODUCT_TYPES = ("Product",)
_SUSPICIOUS = 0.8


@dataclass(frozen=True, slots=True)
class Parse:
    """An utterance understood, with what a page or an evaluation wants to see besides.

    `heard` is the decision. `intent` and `slots` are the best reading even where it was refused;
    `confidence` is 0 to 1; `how` is "answer", "sample", "statistics" or "nothing". `candidates` are the best three
    intents, each with its confidence before the slots were read.
    """

    heard: Heard
    intent: str
    slots: Mapping[str, Slot] = field(default_factory=dict)
    confidence: float = 0.0
    runner_up: str = ""
    how: str = "nothing"
    candidates: tuple[tuple[str, float], ...] = ()


_NOTHING = Parse(Heard(OUTSIDE), OUTSIDE)


class Understanding:
    """A trained interaction model of one locale."""

    def __init__(self, model: Model, locale: str, catalogue: Finder | None, product_types: Iterable[str]) -> None:
        self.model, self.locale = model, locale
        self.language = language_of(locale)
        self.kinds = kinds(model, self.language, catalogue, product_types)
        self._templates = Templates(model, self.kinds, self.language)
        self._consent = Consent(model, self.language)
        self.intents: Mapping[str, Intent] = {intent.name: intent for intent in model.intents}
        names = self.intents.keys()
        self._own = {
            words: intent
            for intent, table in builtin_table(self.language).items()
            for words in table
            if intent in names and intent not in (YES, NO)
        }
        self._polite = frozenset(builtin_table(self.language)["polite"])
        self._slots = {intent.name: intent.slots for intent in model.intents}
        self._ordinary: frozenset[str] = frozenset()
        self._always_slotted = {
            intent.name
            for intent in model.intents
            if intent.samples and all("{" in sample for sample in intent.samples)
        }
        self._trained: Trained | None = None
        self._fillers: dict[str, Filler] = {}

    @classmethod
    def train(
        cls,
        model: Mapping[str, object],
        locale: str,
        products: Iterable[Entry] | Finder = (),
        *,
        product_types: Iterable[str] = PRODUCT_TYPES,
        cache: Path | None = None,
    ) -> "Understanding":
        """Learn a model (parsed JSON), or take what was learnt before from the folder `cache`.

        `products` are known values of the slot types `product_types`, beside those that the model lists.
        Raises BadModel.
        """
        read = Model.read(model)
        if not isinstance(products, Finder):
            entries = tuple(products)
            products = Finder(entries, language_of(locale)) if entries else Finder((), language_of(locale))
        self = cls(read, locale, products if len(products) else None, product_types)
        examples = {type_: kind.examples() for type_, kind in self.kinds.items()}
        key = store.key(read, locale, examples)
        trained = store.load(cache, key, read, self.kinds) if cache else None
        if trained is None:
            trained = train(read, self.kinds, self.language)
            if cache:
                store.save(cache, key, trained)
        self._trained = trained
        ordinary = frozenset(classes(self.language)) | frozenset(
            word for tagger in trained.taggers.values() for word in tagger.carriers
        )
        ordinary |= frozenset(word for words in background(self.language) for word in words)
        self._ordinary = ordinary | fillers(self.language)
        self._fillers = {
            name: Filler(slots, self.kinds, trained.taggers.get(name), self.language, ordinary)
            for name, slots in self._slots.items()
        }
        return self

    @property
    def lines(self) -> Lines:
        """Where doubt and refusal begin."""
        return self._trained.lines if self._trained else Lines()

    @property
    def carriers(self) -> frozenset[str]:
        """The folded words of samples around their slots."""
        taggers = self._trained.taggers.values() if self._trained else ()
        return frozenset(word for tagger in taggers for word in tagger.carriers) | fillers(self.language)

    def hear(self, words: str, expecting: Expecting | None = None) -> Heard:
        """What was meant; AMAZON.FallbackIntent where nothing was. Never raises for any text."""
        return self.parse(words, expecting).heard

    def parse(self, words: str, expecting: Expecting | None = None) -> Parse:
        """What was meant, and how sure that is."""
        if not words or len(words) > LONGEST:
            return _NOTHING
        said = words_of(words, self.language)
        if not said:
            return _NOTHING
        open_question = expecting or OPEN
        folded = tuple(word.text for word in said)
        # A bare product is what the open question makes of it: `_valued` says. Alexa alone needs a sample for it.
        hits = [hit for hit in self._templates.hits(folded) if not hit.bare or (expecting is None and hit.certain)]
        return (
            self._answered(words, said, folded, hits, open_question)
            or self._sampled(words, said, folded, hits, open_question)
            or self._valued(words, said, folded, hits, open_question)
            or self._guessed(words, said, folded, hits, open_question)
        )

    def _answered(
        self, text: str, said: Sequence[Word], folded: tuple[str, ...], hits: Sequence[Hit], expecting: Expecting
    ) -> Parse | None:
        """An answer to a question: one that the model lists for it, then yes and no, then a number."""
        listed = expecting.value if expecting.choice else expecting.plain
        if listed:
            whole = text[said[0].start : said[-1].end]
            slots = plain_answer(folded, whole, self._slots.get(listed, {}), self.kinds)
            if slots:
                return _certain(listed, slots, "answer")
            if expecting.choice and self._consent.unclear(folded):
                return _NOTHING
        if expecting.yes_or_no or not any(hit.certain and hit.intent not in (YES, NO) for hit in hits):
            answer = self._consent.answer(folded)
            if answer:
                return _certain(answer, {}, "answer")
        if expecting.yes_or_no and not self._known_by_heart(folded):
            if self._consent.unclear(folded):
                return _NOTHING
            rest = self._consent.rest(folded)
            if len(rest) < len(folded) and not any(hit.certain for hit in hits):
                again = self._templates.hits(rest)
                later = said[len(folded) - len(rest) :]
                inner = self._sampled(text, later, rest, again, expecting)
                return inner if inner is not None and inner.intent not in (YES, NO) else _NOTHING
        slots = bare_number(folded, text.strip(), self._slots.get(expecting.number, {}), self.kinds, self.language)
        return _certain(expecting.number, slots, "answer") if slots else None

    def _valued(
        self, text: str, said: Sequence[Word], folded: tuple[str, ...], hits: Sequence[Hit], expecting: Expecting
    ) -> Parse | None:
        """A bare value, if the open question asks for one.

        Where nothing in particular is asked, words of another intent make it more than that ("reorder the ...").
        """
        whole = text[said[0].start : said[-1].end]
        types = self._slots.get(expecting.value, {})
        slots = plain_answer(folded, whole, types, self.kinds)
        if slots or self._consent.polite(folded):
            return _certain(expecting.value, slots, "answer") if slots else None
        slots = bare_value(folded, whole, types, self.kinds)
        if not expecting.choice and any(hit.literals and hit.intent != expecting.value for hit in hits):
            known = (self.kinds[types[slot]].knows(folded, whole) for slot in slots)
            return _certain(expecting.value, slots, "answer") if any(known) else None
        return _certain(expecting.value, slots, "answer") if slots else None

    def _sampled(
        self, text: str, said: Sequence[Word], folded: tuple[str, ...], hits: Sequence[Hit], expecting: Expecting
    ) -> Parse | None:
        """A sample of the model, or one of Amazon's own utterances."""
        certain = [hit for hit in hits if hit.certain and hit.intent != YES]
        if certain:
            first = certain[0]
            equal = [hit for hit in certain if (hit.literals, len(hit.spans)) == (first.literals, len(first.spans))]
            first = min(equal, key=lambda hit: hit.intent not in expecting.intents)
            slots = self._fillers[first.intent].read_hit(text, said, first)
            return _certain(first.intent, slots, "sample")
        own = self._known_by_heart(folded)
        return _certain(own, {}, "sample") if own else None

    def _known_by_heart(self, folded: tuple[str, ...]) -> str | None:
        """The one of Amazon's intents that has exactly these words, give or take a "please"."""
        return self._own.get(folded) or self._own.get(self._without_politeness(folded))

    def _without_politeness(self, folded: tuple[str, ...]) -> tuple[str, ...]:
        for polite in sorted(self._polite, key=len, reverse=True):
            if len(folded) > len(polite):
                if folded[-len(polite) :] == polite:
                    return folded[: -len(polite)]
                if folded[: len(polite)] == polite:
                    return folded[len(polite) :]
        return folded

    def _without_room(self, mentioned: Sequence[str]) -> frozenset[str]:
        """The intents that have no slot for a product that was named: it was not named for nothing."""
        products = [type_ for type_ in mentioned if isinstance(kind := self.kinds[type_], Listed) and kind.product]
        return frozenset(
            name for name, slots in self._slots.items() if products and not set(products).intersection(slots.values())
        )

    def _faith(self, intent: str, slots: Mapping[str, Slot]) -> float:
        """Less than 1 for a product that nobody sells ("cancel my dentist appointment" has all the right words),

        and for no slot at all where every sample has one.
        """
        if not slots and intent in self._always_slotted:
            return _SUSPICIOUS
        kinds_ = {slot: self.kinds.get(type_) for slot, type_ in self._slots[intent].items()}
        unknown = any(
            isinstance(kind, Listed) and kind.product and slot in slots and not slots[slot].ids
            for slot, kind in kinds_.items()
        )
        return _SUSPICIOUS if unknown else 1.0

    def _familiar(self, folded: Sequence[str]) -> frozenset[str]:
        listed = [kind for kind in self.kinds.values() if isinstance(kind, Listed)]
        return frozenset(word for word in folded if any(kind.has_word(word) for kind in listed))

    def _guessed(
        self, text: str, said: Sequence[Word], folded: tuple[str, ...], hits: Sequence[Hit], expecting: Expecting
    ) -> Parse:
        """The statistics' best intent; refused below the line, and never a yes."""
        assert self._trained is not None  # noqa: S101  # set by `train`, the only way to make one
        evident = frozenset(hit.intent for hit in hits[:3] if hit.literals >= 2)
        mentioned = mentions(folded, self.kinds)
        guesses = self._trained.classifier.guess(
            folded,
            mentioned,
            boosted=expecting.intents | evident,
            hindered=self._without_room(mentioned),
            familiar=self._familiar(folded),
        )
        if not guesses:
            return self._unknown(text, said, folded, expecting) or _NOTHING
        best = guesses[0]
        own_hits = [hit for hit in hits if hit.intent == best.intent]
        slots = self._fillers[best.intent].fill(text, said, own_hits) if self._slots.get(best.intent) else {}
        confidence = round(best.confidence * self._faith(best.intent, slots), 6)
        lines = self._trained.lines
        refused = confidence < lines.refuse or not self._consent.allows(best.intent, folded)
        sure = not refused and confidence >= lines.doubt
        if not sure or (best.intent == expecting.value and not slots) or self._only_describes(best.intent, slots):
            answer = self._unknown(text, said, folded, expecting)
            if answer is not None:
                return answer
        heard = Heard(OUTSIDE) if refused else Heard(best.intent, slots, sure)
        runner_up = guesses[1].intent if len(guesses) > 1 else ""
        candidates = tuple((guess.intent, guess.confidence) for guess in guesses[:3])
        return Parse(heard, best.intent, slots, confidence, runner_up, "statistics", candidates)

    def _only_describes(self, intent: str, slots: Mapping[str, Slot]) -> bool:
        """Whether nothing but listed values that are no products were found ("unscented", "from france")."""
        kinds_ = [self.kinds.get(self._slots[intent][slot]) for slot in slots]
        return bool(kinds_) and all(isinstance(kind, Listed) and not kind.product for kind in kinds_)

    def _unknown(self, text: str, said: Sequence[Word], folded: tuple[str, ...], expecting: Expecting) -> Parse | None:
        """A short phrase that nothing knows, as the answer to a choice; doubt and politeness are none."""
        if not expecting.choice or self._consent.polite(folded):
            return None
        whole = text[said[0].start : said[-1].end]
        slots = unknown_value(folded, whole, self._slots.get(expecting.value, {}), self.kinds, self._ordinary)
        return _certain(expecting.value, slots, "answer") if slots else None


def _certain(intent: str, slots: Mapping[str, Slot], how: str) -> Parse:
    return Parse(Heard(intent, slots), intent, slots, 1.0, "", how, ((intent, 1.0),))
