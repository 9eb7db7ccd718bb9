"""No digit and no symbol is left to the engine, which would read them by rules of its own (facts: voice, pyttsx3).

The phrasebook has already said money, days and order numbers ("24 euros 70", "1 0 4 2"); here what it left in digits
becomes words, a day of a month an ordinal, and a sign its name.
"""

import re
import unicodedata
from functools import lru_cache

from babel import Locale
from num2words import num2words  # type: ignore[import-untyped]  # ships no types

_GROUPED = re.compile(r"(?<=\d)[,\u00a0\u202f](?=\d{3}(?!\d))")  # 1,500 and 1 500
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_SIGNS = {
    "en": {"%": " percent", "&": " and ", "+": " plus ", "=": " equals ", "@": " at ", "/": " or "},
    "fr": {"%": " pour cent", "&": " et ", "+": " plus ", "=": " égale ", "@": " arobase ", "/": " ou "},
}
_SPOKEN_WITH = " .,;:?!'-"
_ALIKE = str.maketrans({"\u2019": "'", "\u00a0": " ", "\u202f": " ", "\u2013": "-", "\u2014": ",", "\u2026": "."})


def spelled(text: str, language: str) -> str:
    """`text` ("en" or "fr") in letters, and the marks that a voice breathes by."""
    text = _GROUPED.sub("", text)
    text = _months(language).sub(lambda found: _of_month(found, language), text)
    text = _NUMBER.sub(lambda found: _number(found.group(), language), text).translate(_ALIKE)
    for sign, name in _SIGNS.get(language, _SIGNS["en"]).items():
        text = text.replace(sign, name)
    kept = "".join(each if each in _SPOKEN_WITH or _is_letter(each) else " " for each in text)
    return re.sub(r" (?=[.,])", "", " ".join(kept.split()))


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


def _number(digits: str, language: str) -> str:
    """Larger than anything sold, or beginning with zero: digit by digit."""
    if "." not in digits and "," not in digits and (len(digits) > 9 or (digits[0] == "0" and len(digits) > 1)):
        return " ".join(_word(int(digit), language) for digit in digits)
    if digits.isdecimal():
        return _word(int(digits), language)
    whole, part = re.split(r"[.,]", digits)
    point = {"fr": "virgule"}.get(language, "point")
    return " ".join([_word(int(whole), language), point, *(_word(int(digit), language) for digit in part)])


def _of_month(found: re.Match[str], language: str) -> str:
    """March 12 is the twelfth; in French only the first is an ordinal."""
    day = found["after"] or found["before"]
    number = int(day)
    if language == "fr":
        return found.group().replace(day, "premier" if number == 1 else _word(number, language), 1)
    return found.group().replace(day, str(num2words(number, to="ordinal", lang="en")).replace("-", " "), 1)


@lru_cache(maxsize=1024)
def _word(number: int, language: str) -> str:
    said = str(num2words(number, lang=language if language in _SIGNS else "en"))
    return said.replace(",", "").replace("-", " ")


@lru_cache(maxsize=8)
def _months(language: str) -> re.Pattern[str]:
    names = Locale.parse(language if language in _SIGNS else "en").months["format"]["wide"].values()
    month = "|".join(re.escape(str(name)) for name in names)
    return re.compile(rf"\b(?P<before>\d{{1,2}}) (?:{month})\b|\b(?:{month}) (?P<after>\d{{1,2}})\b")
