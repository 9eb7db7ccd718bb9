"""How far what was heard is from what was said."""

from collections.abc import Hashable, Sequence

from rapidfuzz.distance import Levenshtein


def distance(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """The fewest insertions, deletions and substitutions that make one of the other."""
    return Levenshtein.distance(one, other)


def word_errors(said: str, heard: str) -> int:
    """The distance in words."""
    return distance(said.split(), heard.split())
