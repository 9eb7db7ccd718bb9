"""How a word sounds, as a key: words with equal keys are easily misheard for each other.

English: double metaphone (the Metaphone package). French: own rules below. Other languages: a
generic key that merges letters which most European languages pronounce alike.
"""

import re
from functools import lru_cache

from metaphone import doublemetaphone  # type: ignore[import-untyped]

# In order; each is applied to the whole word. Folded text: no accents are left, so "e" may be e, é or è.
_FRENCH: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"'", ""),
        (r"(?<=[a-z]{2})(?:ent|es|e)$", ""),  # mute endings
        (r"(?<=[a-z])[tdpsxz]+$", ""),  # mute final consonants
        (r"(?<=[a-z]{2})er$", "e"),
        (r"eaux?|aux?|au", "o"),
        (r"oe?u", "U"),  # ou, oeu: one class, recognisers mix them
        (r"eu", "E"),
        (r"oi|oy", "wa"),
        (r"ain|ein|in(?![aeiouyn])|im(?=[bp])|yn|ym(?=[bp])|un(?![aeiouyn])", "I"),
        (r"(?:an|en|am(?=[bp])|em(?=[bp]))(?![aeiouyn])", "A"),
        (r"(?:on|om(?=[bp]))(?![aeiouyn])", "O"),
        (r"ai|ei|ay|ey", "e"),
        (r"ill|il$|ll(?=[aeiou])", "y"),
        (r"tion", "syO"),
        (r"ph", "f"),
        (r"sch|ch|sh", "S"),
        (r"gn", "N"),
        (r"qu|q|ck|k|c(?![eiyE])", "k"),
        (r"ss|sc(?=[eiy])|c(?=[eiyE])|x", "s"),
        (r"(?<=[aeiouyUEIAO])s(?=[aeiouyUEIAO])|z", "z"),
        (r"g(?=[eiy])|j", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"h", ""),
        (r"y", "i"),
        (r"w", "v"),
        (r"(.)\1+", r"\1"),
    )
)
_GENERIC: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"'", ""), (r"ph|v|w", "f"), (r"sch|sh|ch|tsch", "S"), (r"qu|ck|c(?![eiy])|q|k|g", "k"),
        (r"c|ss|z|x", "s"), (r"b", "p"), (r"d|th|dt", "t"), (r"h", ""), (r"j|y", "i"), (r"[aeiou]+", "a"),
        (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=65536)
def key(word: str, language: str) -> str:
    """The sound of one folded word; the word itself where no rule applies (digits, other scripts)."""
    if not word.isascii() or not any(character.isalpha() for character in word):
        return word
    if language == "en":
        return str(doublemetaphone(word)[0]) or word
    sound = word
    for pattern, to in _FRENCH if language == "fr" else _GENERIC:
        sound = pattern.sub(to, sound)
    return sound or word
