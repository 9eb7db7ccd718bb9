"""How far what was heard is from what was said."""

from collections.abc import Sequence


def distance(one: Sequence[object], other: Sequence[object]) -> int:
    """The fewest insertions, deletions and substitutions that make one of the other."""
    row = list(range(len(other) + 1))
    for place, left in enumerate(one, 1):
        diagonal, row[0] = row[0], place
        for column, right in enumerate(other, 1):
            diagonal, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, diagonal + (left != right))
    return row[-1]


def word_errors(said: str, heard: str) -> int:
    """The distance in words."""
    return distance(said.split(), heard.split())
