"""Singular and plural under one form. Both sides of a comparison are stemmed, so it need not be a real word."""

from functools import lru_cache

_ENGLISH_ODD = {"knives": "knife", "loaves": "loaf", "leaves": "leaf", "shelves": "shelf", "children": "child",
                "men": "man", "women": "woman", "teeth": "tooth", "feet": "foot", "mice": "mouse"}  # fmt: skip


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """The folded word without its plural ending; short words stay as they are."""
    if language == "en":
        return _english(word)
    if language == "fr":
        return _french(word)
    if language in ("es", "pt", "it", "de", "nl") and len(word) > 4 and word.endswith("s"):
        return word[:-1]
    return word


def _english(word: str) -> str:
    if word.endswith("'s"):
        word = word[:-2]
    if word in _ENGLISH_ODD:
        return _ENGLISH_ODD[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("shes", "ches", "xes", "sses", "zes", "oes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _french(word: str) -> str:
    if len(word) > 4 and word.endswith("eaux"):
        return word[:-1]
    if len(word) > 4 and word.endswith("aux"):
        return word[:-3] + "al"
    if len(word) > 3 and word.endswith(("s", "x")):
        return word[:-1]
    return word
