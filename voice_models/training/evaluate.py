"""Error rates of a model with libvosk itself, on voices and recordings that it was not trained with."""

import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click
import vosk  # type: ignore[import-untyped]  # ships no types

from voice_models.graphs.hcl import UNKNOWN
from voice_models.training import decode, orders, texts
from voice_models.training.cepstrum import RATE
from voice_models.training.decode import Said
from voice_models.training.folders import MODEL, WORK
from voice_models.training.scoring import word_errors

SETS = ("tts", "people", "digits")
NOISES = ("kitchen", "babble")
_PHRASES = 700  # of the language model, in a grammar beside those that are said


def grammar(model: Any, phrases: Iterable[str], *unknown: str) -> Any:
    """A recogniser that expects these phrases."""
    return vosk.KaldiRecognizer(model, RATE, json.dumps([*sorted(set(phrases)), *unknown]))


def shop_grammar(model: Any, said: Sequence[Said]) -> Any:
    """A recogniser that expects what is said, and many other sentences."""
    others = random.Random(4).sample(texts.read(texts.LANGUAGE_MODEL), _PHRASES)
    return grammar(model, [*(each.text for each in said), *others], UNKNOWN)


def word_error_rate(recogniser: Any, said: Sequence[Said]) -> float:
    """Percent of words."""
    wrong = sum(word_errors(each.text, decode.decode(recogniser, each.sound)) for each in said)
    return 100 * wrong / sum(len(each.text.split()) for each in said)


def sentences(recogniser: Any, said: Sequence[Said]) -> str:
    """Word errors, by voice too; sentences that are not right; processor time as a share of the sound's."""
    wrong, words, sentences_wrong = Counter[str](), Counter[str](), 0
    begun = time.process_time()
    for each in said:
        errors = word_errors(each.text, decode.decode(recogniser, each.sound))
        wrong[each.voice] += errors
        words[each.voice] += len(each.text.split())
        sentences_wrong += errors > 0
    voices = ", ".join(f"{voice} {100 * wrong[voice] / words[voice]:.1f}" for voice in sorted(words))
    return (
        f"{100 * wrong.total() / words.total():.2f} % of words, {100 * sentences_wrong / len(said):.1f} % of sentences "
        f"wrong, {_share(begun, said):.3f} of real time; by voice: {voices}"
    )


def commands(recogniser: Any, said: Sequence[Said]) -> str:
    """Orders whose slots are all heard; word errors against the nearest sentence that the label allows."""
    right = wrong = words = 0
    begun = time.process_time()
    for each in said:
        assert each.label is not None  # noqa: S101  orders have one
        heard = decode.decode(recogniser, each.sound).replace("i would like", "i'd like")
        right += all(f" {phrase} " in f" {heard} " for phrase in orders.slots(each.label).values())
        nearest = min(orders.candidates(each.label), key=lambda text: word_errors(text, heard))
        wrong += word_errors(nearest, heard)
        words += len(nearest.split())
    return (
        f"{100 * right / len(said):.1f} % of orders wholly right, {100 * wrong / words:.2f} % of words wrong, "
        f"{_share(begun, said):.3f} of real time"
    )


def _share(begun: float, said: Sequence[Said]) -> float:
    return (time.process_time() - begun) / (sum(len(each.sound) for each in said) / RATE)


def _in_every_noise(name: str, said: Sequence[Said], score: Any, expecting: Any, free: Any) -> None:
    for noise in ("clean", *NOISES):
        heard = said if noise == "clean" else decode.noisy(said, noise)
        click.echo(f"{name}, {noise}, grammar: {score(expecting, heard)}")
        click.echo(f"{name}, {noise}, free: {score(free, heard)}")


@click.command()
@click.argument("sets", nargs=-1, type=click.Choice(SETS))
@click.option("--model", "folder", type=click.Path(path_type=Path), default=MODEL, show_default=True)
def main(sets: tuple[str, ...], folder: Path) -> None:
    """Score SETS (default: all). Noise is at 10 dB."""
    wanted = sets or SETS
    vosk.SetLogLevel(-1)
    model = vosk.Model(str(folder))
    free = vosk.KaldiRecognizer(model, RATE)
    if "tts" in wanted:
        said = decode.spoken(WORK / "test_tts")
        _in_every_noise("test voices", said, sentences, shop_grammar(model, said), free)
    if "people" in wanted:
        rng = random.Random(4)
        phrases = [rng.choice(orders.candidates(label)) for label in orders.labels().values()]
        _in_every_noise("people's orders", decode.people(), commands, grammar(model, phrases, UNKNOWN), free)
    if "digits" in wanted:
        said = decode.digits()
        if not said:
            raise click.ClickException("There are no digits: README.md says where they come from")
        click.echo(f"people's digits: {sentences(grammar(model, decode.DIGITS, UNKNOWN), said)}")
        click.echo(f"the same without {UNKNOWN}: {sentences(grammar(model, decode.DIGITS), said)}")


if __name__ == "__main__":
    main()
