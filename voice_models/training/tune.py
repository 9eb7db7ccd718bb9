"""Settings of decoding, tried on voices of the training's kind; never on those that test."""

import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import click
import vosk  # type: ignore[import-untyped]  # ships no types

from voice_models.graphs import files
from voice_models.graphs.hcl import UNKNOWN
from voice_models.graphs.openfst import NoOpenFst
from voice_models.training import decode, texts
from voice_models.training.cepstrum import RATE
from voice_models.training.decode import Said
from voice_models.training.evaluate import grammar, shop_grammar, word_error_rate
from voice_models.training.export import Decoding, export
from voice_models.training.folders import WORK
from voice_models.training.weights import NoWeights, read

COMMANDS = ("yes", "no", "stop", "cancel", "help")


def rejected(model: Any, said: Sequence[Said]) -> float:
    """Percent of sentences without a command that are not taken for one."""
    others = [each for each in said if not set(each.text.split()) & set(COMMANDS)]
    recogniser = grammar(model, COMMANDS, UNKNOWN)
    heard = (decode.decode(recogniser, each.sound).replace(UNKNOWN, "").strip() for each in others)
    return 100 * sum(not each for each in heard) / max(1, len(others))


@click.command()
@click.argument("weights", type=click.Path(path_type=Path))
@click.option("--acoustic-scale", "scales", type=float, multiple=True, default=(0.8,), show_default=True)
@click.option("--blank-bias", "blanks", type=float, multiple=True, default=(-2.0,), show_default=True)
@click.option("--silence-bias", "silences", type=float, multiple=True, default=(0.0,), show_default=True)
def main(weights: Path, scales: tuple[float, ...], blanks: tuple[float, ...], silences: tuple[float, ...]) -> None:
    """Try the network of WEIGHTS with every combination of these; each may be given several times.

    What [unk] costs is in voice_models/graphs/hcl.py.
    """
    vosk.SetLogLevel(-1)
    said = decode.spoken(WORK / "dev_tts")
    noisy = decode.noisy(said, "kitchen")
    with tempfile.TemporaryDirectory() as made:
        try:
            network = read(weights)
            files.write(Path(made) / "graph", texts.read_lexicon(), texts.read(texts.LANGUAGE_MODEL))
        except (NoOpenFst, NoWeights) as error:
            raise click.ClickException(str(error)) from error
        for chosen in (Decoding(*each) for each in product(scales, blanks, silences)):
            export(network, Path(made), chosen)
            model = vosk.Model(made)
            expecting = shop_grammar(model, said)
            free = vosk.KaldiRecognizer(model, RATE)
            click.echo(
                f"{chosen}: words wrong {word_error_rate(expecting, said):.1f} % with a grammar, "
                f"{word_error_rate(free, said):.1f} % without, {word_error_rate(expecting, noisy):.1f} % in a kitchen; "
                f"{rejected(model, said):.0f} % of what is no command rejected"
            )


if __name__ == "__main__":
    main()
