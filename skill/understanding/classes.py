"""Words of everyday assistants that mean much the same ("deliver", "ship"): what a few samples cannot teach.

One class a line in data/classes.<language>.txt; a word may be in several. Languages without a file have none.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from skill.understanding.normalise import fold


@lru_cache(maxsize=8)
def classes(language: str) -> Mapping[str, tuple[str, ...]]:
    """Folded word -> its classes, without apostrophes as n-grams have them."""
    if language not in ("en", "fr"):
        return {}
    text = resources.files("skill.understanding").joinpath("data", f"classes.{language}.txt").read_text("utf-8")
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for line in text.splitlines():
        words = fold(line)
        for word in words:
            found[word.replace("'", "")][f"c:{words[0]}"] = None
    return {word: tuple(names) for word, names in found.items()}
