"""Vosk: sound to readings, best first. Knows no shop.

What must not be done with it ends the process (facts: voice, Vosk): an empty grammar, a grammar changed on a running
recogniser. So a grammar is checked before, and each has a recogniser of its own, used again only when it is finished.
"""

import json
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local_voice.audio import RATE
from local_voice.grammar import BadGrammar

_READINGS = 10
_KEPT = 12  # recognisers with their grammars
NO_VOSK = "Hearing needs the package vosk: pip install -r requirements-voice.txt"


class CannotHear(Exception):
    """There is no recogniser; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What may have been said, and how likely: a logarithm, comparable within one utterance only."""

    words: str
    score: float


class Recogniser:
    """One utterance at a time, one thread at a time."""

    def __init__(self, kaldi: Any) -> None:
        self._kaldi = kaldi
        self._parts: list[tuple[Reading, ...]] = []
        self._fed = False

    def take(self, sound: bytes) -> None:
        """More of the utterance."""
        self._fed = True
        if self._kaldi.AcceptWaveform(sound):  # its own end of an utterance: only a pause to us
            self._parts.append(_readings(self._kaldi.Result()))

    def partial(self) -> str:
        """The words so far; they are some tenths of a second behind, and may change."""
        told = json.loads(self._kaldi.PartialResult()).get("partial", "")
        return " ".join([*(part[0].words for part in self._parts if part), told]).strip()

    def finish(self) -> tuple[Reading, ...]:
        """The readings of the whole utterance, the likeliest first; afterwards the next one may begin."""
        parts = [part for part in (*self._parts, _readings(self._kaldi.FinalResult())) if part]
        self._parts, self._fed = [], False
        whole: tuple[Reading, ...] = ()
        for part in parts:
            whole = _joined(whole, part) if whole else part
        return whole

    def forget(self) -> None:
        """Leave the utterance as if it had never begun."""
        if self._fed:
            self._kaldi.FinalResult()  # Reset() would keep sound that was not decoded yet for the next utterance
        self._parts, self._fed = [], False


class VoskModel:
    """A model in memory, with a recogniser for each grammar."""

    def __init__(self, path: Path) -> None:
        """Raises CannotHear."""
        try:
            import vosk  # type: ignore[import-untyped]  # noqa: PLC0415  # it takes 0.3 s
        except (ImportError, OSError) as error:
            raise CannotHear(NO_VOSK) from error
        vosk.SetLogLevel(-1)
        if not (path / "am" / "final.mdl").is_file() and not (path / "final.mdl").is_file():
            raise CannotHear(f"{path} holds no model of speech.")
        self._vosk = vosk
        self._lock = threading.Lock()
        try:
            self._model = vosk.Model(model_path=str(path))
        except Exception as error:  # vosk raises nothing more exact
            raise CannotHear(f"The model of speech in {path} cannot be loaded.") from error
        self._recognisers: OrderedDict[str, Recogniser] = OrderedDict()

    def has(self, word: str) -> bool:
        """Whether the model has this word, in lower case."""
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def recogniser(self, grammar: str) -> Recogniser:
        """The recogniser of this grammar, new or used before and finished. Raises BadGrammar."""
        with self._lock:
            kept = self._recognisers.pop(grammar, None)
            if kept is None:
                kept = self._made(grammar)
            kept.forget()
            self._recognisers[grammar] = kept
            while len(self._recognisers) > _KEPT:
                self._recognisers.popitem(last=False)
            return kept

    def _made(self, grammar: str) -> Recogniser:
        check(grammar)
        kaldi = self._vosk.KaldiRecognizer(self._model, RATE, grammar)
        kaldi.SetMaxAlternatives(_READINGS)
        return Recogniser(kaldi)


def check(grammar: str) -> None:
    """Whether Vosk survives this grammar. Raises BadGrammar."""
    try:
        phrases = json.loads(grammar)
    except ValueError as error:
        raise BadGrammar("a grammar is JSON") from error
    if not isinstance(phrases, list) or not phrases:
        raise BadGrammar("a grammar is a list of phrases, and not an empty one")
    if not all(isinstance(phrase, str) and phrase.strip() for phrase in phrases):
        raise BadGrammar("every phrase of a grammar has words")


def _readings(result: str) -> tuple[Reading, ...]:
    told = json.loads(result)
    alternatives = told.get("alternatives") or ([{"text": told["text"], "confidence": 0.0}] if told.get("text") else [])
    every = (Reading(each["text"].strip(), float(each.get("confidence", 0.0))) for each in alternatives)
    return tuple(reading for reading in every if reading.words)


def _joined(left: tuple[Reading, ...], right: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Readings of two parts as readings of the whole."""
    pairs = [(left[0], each) for each in right] + [(each, right[0]) for each in left[1:]]
    joined = (Reading(f"{one.words} {two.words}", one.score + two.score) for one, two in pairs)
    return tuple(sorted(joined, key=lambda reading: -reading.score))[:_READINGS]
