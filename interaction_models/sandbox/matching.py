"""Which intent an utterance is, by the samples alone: word for word, a slot being any words.

Deliberately another, simpler way of understanding than the assistant's own, so that the two can be compared.
"""

import re
from collections.abc import Mapping
from typing import Any

FALLBACK = "AMAZON.FallbackIntent"
_BUILTIN = {  # what Amazon understands without samples, a few of it
    "AMAZON.YesIntent": ("yes", "yes please", "sure", "oui", "ja", "sí", "sì"),
    "AMAZON.NoIntent": ("no", "no thanks", "non", "nein"),
    "AMAZON.HelpIntent": ("help", "aide", "hilfe", "ayuda", "aiuto"),
    "AMAZON.StopIntent": ("stop", "arrête", "stopp", "para", "ferma"),
    "AMAZON.CancelIntent": ("cancel", "annule", "abbrechen", "cancela", "annulla"),
}
_ANY = r"\S+(?:\s+\S+)*?"


def match(model: Mapping[str, Any], utterance: str) -> tuple[str, dict[str, str]]:
    """(intent, slots); of several samples that fit, the one with most words of its own."""
    said, language = _plain(utterance), model["languageModel"]
    values = {type_["name"]: _values(type_) for type_ in language.get("types") or ()}
    best: tuple[int, str, dict[str, str]] = (-1, FALLBACK, {})
    for intent in language["intents"]:
        types = {slot["name"]: slot["type"] for slot in intent.get("slots") or ()}
        for sample in (*_BUILTIN.get(intent["name"], ()), *(intent.get("samples") or ())):
            own = len(re.sub(r"\{[^}]*\}", " ", sample).split())
            if own <= best[0]:
                continue
            found = re.fullmatch(_pattern(sample), said)
            if found and (own or _all_known(found.groupdict(), types, values)):
                best = (own, intent["name"], found.groupdict())
    return best[1], best[2]


def _pattern(sample: str) -> str:
    """The sample as a regular expression; a slot named twice is caught once."""
    seen: set[str] = set()
    words: list[str] = []
    for word in sample.split():
        written = ""
        for number, part in enumerate(re.split(r"\{([^}]*)\}", word)):
            if number % 2 == 0:
                written += re.escape(_plain(part))
            elif part in seen or not part.isidentifier():
                written += _ANY
            else:
                seen.add(part)
                written += rf"(?P<{part}>{_ANY})"
        words.append(written)
    return r"\s+".join(words)


def _all_known(slots: Mapping[str, str], types: Mapping[str, str], values: Mapping[str, set[str]]) -> bool:
    """Where a sample has no words of its own, a slot is only what its type lists, or digits."""
    return all(said.isdigit() or said in values.get(types.get(name, ""), ()) for name, said in slots.items())


def _values(type_: Mapping[str, Any]) -> set[str]:
    names = [value["name"] for value in type_.get("values") or ()]
    return {_plain(one) for name in names for one in (name["value"], *(name.get("synonyms") or ()))}


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s'-]", " ", text.lower()).split())
