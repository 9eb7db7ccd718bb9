"""Whether what has been said so far can be all of it. Knows no sound."""

from local_voice.endpointing import Words
from local_voice.meaning import CONTROL, Meaning
from skill.dialogue.acts import Expectation
from skill.understanding.expecting import NO, YES
from skill.understanding.fillers import packs
from skill.understanding.normalise import spoken
from skill.understanding.numbers import digits, number_words

_ANSWERS = {
    Expectation.YES_NO: frozenset({YES, NO}),
    Expectation.ORDER: frozenset({YES, NO}),
    Expectation.NUMBER: frozenset({"ChangeQuantityIntent"}),
    Expectation.CODE: frozenset({"ChangeQuantityIntent"}),
    Expectation.CHOICE: frozenset({"ChooseIntent", NO}),
    Expectation.OPEN: frozenset({NO}),
}
_CODE_DIGITS = 4
_HESITATION = {"en": ("um", "uh", "er", "hmm", "hm"), "fr": ("euh", "hum", "heu", "ben")}
# Words that something always follows.
_LEADING = {
    "en": """a an the my our your some of to for with and or but make add order reorder get put is are was do does
    i'd i'll i'm i want need another where's what's which""",
    "fr": """un une le la les l' d' du des de mon ma mes notre votre et ou mais avec pour à au aux dans je j' veux
    voudrais ajoute commande recommande mets est sont""",
}

_THINGS = frozenset({"order", "commande"})
_BEFORE_A_THING = frozenset({"my", "the", "our", "an", "this", "that", "last", "ma", "la", "une", "notre", "dernière"})


def so_far(meaning: Meaning, question: Expectation | None, language: str) -> Words:
    """What the words up to now are, to whoever decides how long to wait for more."""
    said = spoken(meaning.words, language)
    if not said or said[-1] in _HESITATION.get(language, ()):
        return Words.UNFINISHED if said else Words.OPEN
    exact = meaning.how in ("answer", "sample")
    if exact and meaning.sure and _answers(meaning, question, said, language):
        return Words.COMPLETE
    if _leads_on(said, language) or _only_counted(said, language):
        return Words.UNFINISHED
    return Words.OPEN


def _leads_on(said: tuple[str, ...], language: str) -> bool:
    """Whether the last word is one that something always follows; "my order" is a thing, and "order" is not."""
    thing = said[-1] in _THINGS and len(said) > 1 and said[-2] in _BEFORE_A_THING
    return said[-1] in _LEADING.get(language, "").split() and not thing


def _answers(meaning: Meaning, question: Expectation | None, said: tuple[str, ...], language: str) -> bool:
    intent = meaning.heard.intent
    if intent in CONTROL:
        return True
    if intent not in _ANSWERS[question or Expectation.OPEN]:
        return False
    if question is Expectation.CODE:
        return len(digits(said, language) or "") >= _CODE_DIGITS
    return question is not Expectation.NUMBER or not _more_digits(said[-1], language)


def _more_digits(word: str, language: str) -> bool:
    """Whether a number may go on after this word: "twenty" (one)."""
    value = digits((word,), language)
    return value is None or (int(value) >= 20 and int(value) % 10 == 0)


def _only_counted(said: tuple[str, ...], language: str) -> bool:
    """ "Two bags" of what? A number and its packaging, with or without the joining word."""
    packed, joining = packs(language)
    rest = [word for word in said[-3:] if word not in joining]
    return len(rest) > 1 and rest[-1] in packed and rest[-2] in number_words(language)
