"""The lexicon, the sentences of the language model, and those to be spoken for training and for testing.

No test sentence of more than three words is spoken in training. The same program makes the same files.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from voice_models.graphs.phones import Pronunciation
from voice_models.lexicon import NoPronunciation, lexicon
from voice_models.training.folders import WORK
from voice_models.training.sentences import lines, number_name, sentence, sentences, vocabulary

LEXICON, LANGUAGE_MODEL, TRAIN, TEST = "lexicon.txt", "lm_sentences.txt", "tts_train.txt", "tts_test.txt"
SHORT_WORDS = 3  # sentences no longer than this may be in both


@dataclass(frozen=True, slots=True)
class Texts:
    """All that is made here. `unpronounced` are words left out because nobody knows how they sound."""

    lexicon: Mapping[str, tuple[Pronunciation, ...]]
    unpronounced: tuple[str, ...]
    language_model: tuple[str, ...]
    train: tuple[str, ...]
    test: tuple[str, ...]


def texts(language_model: int = 60_000, train: int = 40_000, test: int = 400) -> Texts:
    """So many sentences of each kind. Raises NoPronunciation."""
    known, unpronounced = lexicon(vocabulary())
    tested = _tested(random.Random(2), known, test)
    return Texts(
        lexicon=known,
        unpronounced=unpronounced,
        language_model=tuple(_sayable(sentences(random.Random(1), language_model), known)),
        train=_trained(random.Random(3), known, train, {said for said in tested if len(said.split()) > SHORT_WORDS}),
        test=tested,
    )


def write(made: Texts, folder: Path) -> None:
    """Write the texts as four files."""
    folder.mkdir(parents=True, exist_ok=True)
    spoken = ((word, " ".join(phones)) for word in sorted(made.lexicon) for phones in made.lexicon[word])
    _write(folder / LEXICON, (f"{word}\t{phones}" for word, phones in spoken))
    _write(folder / LANGUAGE_MODEL, made.language_model)
    _write(folder / TRAIN, made.train)
    _write(folder / TEST, made.test)


def read(name: str, folder: Path = WORK) -> tuple[str, ...]:
    """The lines of one of the files. Raises click.ClickException when it is not there."""
    try:
        return tuple((folder / name).read_text("utf-8").splitlines())
    except FileNotFoundError as error:
        raise click.ClickException(f"{name} is missing: python -m voice_models.training.texts") from error


def read_lexicon(folder: Path = WORK) -> dict[str, tuple[Pronunciation, ...]]:
    """Words and how they are pronounced, most usual first. Raises click.ClickException."""
    found: dict[str, list[Pronunciation]] = {}
    for line in read(LEXICON, folder):
        word, _, phones = line.partition("\t")
        found.setdefault(word, []).append(tuple(phones.split()))
    return {word: tuple(every) for word, every in found.items()}


def _sayable(said: Iterable[str], known: Mapping[str, object]) -> Iterable[str]:
    return (each for each in said if all(word in known for word in each.split()))


def _tested(rng: random.Random, known: Mapping[str, object], many: int) -> tuple[str, ...]:
    chosen: set[str] = set()
    while len(chosen) < many:
        chosen.update(_sayable([sentence(rng)], known))
    mixed = sorted(chosen)
    rng.shuffle(mixed)
    return tuple(mixed)


def _trained(rng: random.Random, known: Mapping[str, object], many: int, kept: set[str]) -> tuple[str, ...]:
    words = sorted(known)
    made: list[str] = []
    deck: list[str] = []
    while len(made) < many:
        which = rng.random()
        if which < 0.55:
            said = sentence(rng)
        elif which < 0.65:
            said = rng.choice([*lines("short.txt"), *(number_name(rng.randint(0, 100)) for _ in range(40))])
        else:  # words in any order: phones that no language model can guess
            length = rng.choice([1, 2, 3, 4, 5, 6])
            if len(deck) < length:
                deck = words[:]
                rng.shuffle(deck)
            made.append(" ".join(deck.pop() for _ in range(length)))
            continue
        if said not in kept:
            made.extend(_sayable([said], known))
    return tuple(made)


def _write(file: Path, said: Iterable[str]) -> None:
    file.write_text("".join(f"{line}\n" for line in said), "utf-8")


@click.command()
def main() -> None:
    """Write the lexicon and all sentences."""
    try:
        made = texts()
    except NoPronunciation as error:
        raise click.ClickException(str(error)) from error
    write(made, WORK)
    click.echo(f"{len(made.lexicon)} words, {len(made.train)} sentences to train with, {len(made.test)} to test with.")
    if made.unpronounced:
        click.echo(f"No pronunciation is known for: {', '.join(made.unpronounced)}.")


if __name__ == "__main__":
    main()
