"""Which language a model is in when nobody says: by its file's name, else by the small words of its samples."""

import re
from collections import Counter
from pathlib import Path

from skill.understanding.model import Model

_NAMED = re.compile(r"(?<![A-Za-z])([a-z]{2})-([A-Z]{2})(?![A-Za-z])")
_LOCALES = {"en": "en-US", "fr": "fr-FR", "de": "de-DE", "es": "es-ES", "it": "it-IT", "pt": "pt-BR"}
_SMALL = {
    "en": "the a an is are to for my me of in on what how do does i you please with and it that can",
    "fr": "le la les un une des du de je tu vous mon ma mes pour dans est que qui quel quelle avec et sur au aux ce",
    "de": "der die das ein eine ist ich mir mein meine für mit und zu im auf wie was den dem bitte",
    "es": "el la los las un una es de mi mis para en que cuál cómo con y por favor quiero al del",
    "it": "il lo la gli un una è di mio mia per in che quale come con e voglio al del della",
    "pt": "o os as um uma é de meu minha para em que qual como com e por favor quero ao do da",
}


def locale_of(path: Path, model: Model) -> str:
    """The locale to read the model in: "fr-FR" in the file's name, or the language most of its samples speak."""
    named = _NAMED.search(path.stem)
    if named and named[1] in _LOCALES:
        return named[0]
    words = Counter(
        word for intent in model.intents for sample in intent.samples for word in re.findall(r"\w+", _outside(sample))
    )
    votes = {language: sum(words[word] for word in set(small.split())) for language, small in _SMALL.items()}
    best = max(votes, key=lambda language: votes[language])
    return _LOCALES[best] if votes[best] > votes["en"] else _LOCALES["en"]


def _outside(sample: str) -> str:
    """The sample's own words, without its slots."""
    return re.sub(r"\{[^}]*\}", " ", sample.lower())
