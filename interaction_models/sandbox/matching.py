"""Which intent an utterance is, by the samples alone: word for word, a slot being any words.

Deliberately another way of understanding than the assistant's own, so that the two can be compared.
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


def match(model: Mapping[str, Any], utterance: str) -> tuple[str, dict[str, str]]:
    """(intent, slots); of several samples that fit, the one with most words of its own."""
    said = _plain(utterance)
    best: tuple[int, str, dict[str, str]] = (-1, FALLBACK, {})
    for intent in model["languageModel"]["intents"]:
        for sample in (*_BUILTIN.get(intent["name"], ()), *(intent.get("samples") or ())):
            own = len(re.sub(r"\{[^}]*\}", "", sample).split())
            found = re.fullmatch(_pattern(sample), said) if own > best[0] else None
            if found:
                best = (own, intent["name"], {name: value.strip() for name, value in found.groupdict().items()})
    return best[1], best[2]


def _pattern(sample: str) -> str:
    parts = re.split(r"\{([^}]*)\}", sample)
    seen: set[str] = set()
    written: list[str] = []
    for number, part in enumerate(parts):
        if number % 2 == 0:
            written.append(re.escape(_plain(part)))
        elif part in seen or not part.isidentifier():
            written.append(r".+?")
        else:
            seen.add(part)
            written.append(rf"(?P<{part}>.+?)")
    return r"\s*".join(written)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s'-]", " ", text.lower()).split())
