"""The ear of the channels that hear words themselves: one locale, in the light of the open question."""

import json
from dataclasses import replace
from pathlib import Path

from skill.dialogue.acts import Expectation
from skill.dialogue.heard import Heard
from skill.understanding.consent import clear_yes
from skill.understanding.expecting import CHOICE, NUMBER, YES, YES_NO, Expecting
from skill.understanding.finder import Finder
from skill.understanding.pieces import FALLBACK, whole_pieces
from skill.understanding.together import in_one_breath
from skill.understanding.understanding import Parse, Understanding

MODELS = Path(__file__).parent.parent.parent / "interaction_models"

# Nothing in particular is asked: a bare number is how many, a bare name is a product to talk about.
ANYTHING = Expecting(frozenset(), "ChangeQuantityIntent", "ChooseIntent")
_BY_QUESTION = {
    Expectation.YES_NO: YES_NO,
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
        """The same, with how it was understood and what else it might have been."""
        parse = self.understanding.parse(words, _BY_QUESTION[question or Expectation.OPEN])
        heard, language = parse.heard, self.understanding.language
        if heard.intent == YES and not clear_yes(words, language, to_order=question is Expectation.ORDER):
            return replace(parse, heard=FALLBACK)
        whole = whole_pieces(in_one_breath(heard, words, language, self._catalogue.knows), words, language)
        return replace(parse, heard=whole)
