"""The ear of the channels that hear words themselves: one locale, in the light of the open question."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from skill.dialogue.acts import Expectation
from skill.dialogue.heard import Heard, Slot
from skill.understanding.breath import Breath, in_one_breath
from skill.understanding.consent import clear_yes
from skill.understanding.expecting import CHOICE, EITHER, NUMBER, YES, YES_NO, Expecting
from skill.understanding.finder import Finder
from skill.understanding.normalise import fold
from skill.understanding.numbers import number_words
from skill.understanding.pieces import FALLBACK, whole_pieces
from skill.understanding.understanding import PRODUCT_TYPES, Parse, Understanding

MODELS = Path(__file__).parent.parent.parent / "interaction_models"

PRODUCT = "product"
# Nothing in particular is asked: a bare number is how many, a bare name is a product to talk about, and several
# are what the customer wants.
ANYTHING = Expecting(frozenset(), "ChangeQuantityIntent", "ChooseIntent", "AddToBasketIntent")
_BY_QUESTION = {
    Expectation.YES_NO: EITHER,
    Expectation.ORDER: YES_NO,
    Expectation.CHOICE: CHOICE,
    Expectation.NUMBER: NUMBER,
    Expectation.CODE: NUMBER,
    Expectation.OPEN: ANYTHING,
}


class UnknownLocale(LookupError):
    """There is no interaction model for this locale."""


class Ear:
    """Hears one locale, as its interaction model and the catalogue say."""

    def __init__(self, locale: str, catalogue: Finder, cache: Path | None = None, models: Path = MODELS) -> None:
        """`cache` is a folder for what was learnt, so that the next start takes a moment. Raises UnknownLocale."""
        path = models / f"{locale}.json"
        if not path.is_file():
            known = ", ".join(sorted(each.stem for each in models.glob("*-*.json")))
            raise UnknownLocale(f"there is no interaction model for {locale!r}; there are: {known}")
        model = json.loads(path.read_text("utf-8"))
        self._catalogue = catalogue
        self.understanding = Understanding.train(model, locale, catalogue, cache=cache)

    def hear(self, words: str, question: Expectation | None = None) -> Heard:
        """What was meant by these words, asked this question (None: no question is open)."""
        return self.explain(words, question).heard

    def explain(self, words: str, question: Expectation | None = None) -> Parse:
        """The same, with what else was considered and how sure that is."""
        expecting = _BY_QUESTION[question or Expectation.OPEN]
        language = self.understanding.language
        parse = self._with_all(self.understanding.parse(words, expecting), words, expecting)
        heard = parse.heard
        if heard.intent == YES and not clear_yes(words, language, to_order=question is Expectation.ORDER):
            heard = FALLBACK
        heard = whole_pieces(heard, words, language)
        return replace(parse, heard=replace(heard, words=len(words.split())))

    def loosely(self, parse: Parse, words: str) -> bool:
        """Whether a product is named by words of different things, or beside words that nothing accounts for.

        "Garden shampoo" in writing is a customer's own name for it; from a recogniser, which hears the next best
        word for one it lacks, it is doubtful.
        """
        intent = self.understanding.intents.get(parse.heard.intent)
        types = intent.slots if intent is not None else {}
        said = [slot for name, slot in parse.heard.slots.items() if types.get(name) in PRODUCT_TYPES]
        named = [each.value for slot in said for each in (slot, *slot.more)]
        if any(self._mixed(name) for name in named):
            return True
        language = self.understanding.language
        values = [each.value for slot in parse.heard.slots.values() for each in (slot, *slot.more)]
        used = {word for value in values for word in fold(value, language)}
        rest = set(fold(words, language)) - used - self.understanding.carriers - number_words(language)
        return bool(named) and parse.how == "statistics" and bool(rest)

    def _mixed(self, name: str) -> bool:
        language = self.understanding.language
        kinds = [self.understanding.kinds[type_] for type_ in PRODUCT_TYPES if type_ in self.understanding.kinds]
        folded = fold(name, language)
        counted = tuple(word for word in folded if word not in number_words(language))
        for each in (folded, counted):
            said = " ".join(each)
            if not each or self._catalogue.one_thing(said) or any(kind.knows(each, said) for kind in kinds):
                return False
        return any(kind.has_word(word) for kind in kinds for word in counted)

    def _with_all(self, parse: Parse, words: str, expecting: Expecting) -> Parse:
        """With everything that was named in one breath in the slot `product`, rather than its first part."""
        intents = self.understanding.intents
        if parse.how == "answer" or self._tells_apart(parse.heard.intent):
            return parse
        language = self.understanding.language
        breath = in_one_breath(words, language, self._catalogue)
        if breath is None:
            return parse
        if parse.how != "sample":
            first = self.understanding.parse(breath.first, expecting)
            taking = next((each for each in (first, parse) if PRODUCT in intents[each.heard.intent].several), None)
            if breath.bare and first.how != "sample" and expecting.value and taking is not first:
                return self._listed(breath, expecting)
            if taking is not None and PRODUCT in first.heard.slots:
                return self._with_more(taking, first.heard.slots, breath)
        said = parse.heard.slots.get(PRODUCT)
        joined = in_one_breath(words, language, self._catalogue, parted=False) if said else None
        if joined is None:
            return parse
        slots = {**parse.heard.slots, PRODUCT: Slot(joined.whole)}
        return replace(parse, heard=replace(parse.heard, slots=slots, sure=True), slots=slots)

    def _listed(self, breath: Breath, expecting: Expecting) -> Parse:
        """Nothing but an enumeration: what it means without a word, or the one value that was asked for."""
        intent = expecting.several or expecting.value
        first = {PRODUCT: Slot(breath.name if expecting.several else breath.whole)}
        if breath.quantity is not None and expecting.several:
            first = {"quantity": Slot(str(breath.quantity)), **first}
        certain = Parse(Heard(intent, first), intent, first, 1.0, "", "answer", ((intent, 1.0),))
        return self._with_more(certain, first, breath) if expecting.several else certain

    def _with_more(self, taking: Parse, first: Mapping[str, Slot], breath: Breath) -> Parse:
        """The intent of `taking` with the slots of `first`, and the others behind its product."""
        slots = self.understanding.intents[taking.heard.intent].slots
        kind, language = self.understanding.kinds[slots[PRODUCT]], self.understanding.language

        def read(spoken: str, name: str) -> Slot:
            return Slot(spoken, kind.read(fold(name, language), spoken).ids)

        kept = {name: slot for name, slot in first.items() if name in slots}
        said = kept[PRODUCT].value
        kept[PRODUCT] = replace(read(said, said), more=tuple(read(*each) for each in breath.more))
        return replace(taking, heard=replace(taking.heard, slots=kept), slots=kept)

    def _tells_apart(self, intent: str) -> bool:
        """Whether an intent has a slot for each of two products: "the tea and the coffee" are its two."""
        types = list(self.understanding.intents[intent].slots.values())
        return any(types.count(type_) > 1 for type_ in PRODUCT_TYPES)
