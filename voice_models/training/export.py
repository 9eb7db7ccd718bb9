"""A trained network as the folders am/ and conf/ of a model that libvosk loads. Needs numpy alone."""

from dataclasses import dataclass
from pathlib import Path

import click

from voice_models.training.folders import EMBEDDED_WEIGHTS, MODEL
from voice_models.training.kaldi import network, transition_model
from voice_models.training.kaldi.binary import Writer
from voice_models.training.weights import NoWeights, Weights, read

MFCC_CONF = """\
--sample-frequency=16000
--use-energy=false
--num-mel-bins=40
--num-ceps=40
--low-freq=20
--high-freq=7600
--dither=0
--allow-downsample=true
"""
MODEL_CONF = """\
--min-active=200
--max-active=3000
--beam=12.0
--lattice-beam=4.0
--acoustic-scale={acoustic_scale}
--frame-subsampling-factor=3
--endpoint.silence-phones=1
--endpoint.rule2.min-trailing-silence=0.5
--endpoint.rule3.min-trailing-silence=0.75
--endpoint.rule4.min-trailing-silence=1.0
"""


@dataclass(frozen=True, slots=True)
class Decoding:
    """Settings of decoding, chosen by `tune`: a scale of the network's log-probabilities, and what is added to two."""

    acoustic_scale: float = 0.8
    blank_bias: float = -2.0
    silence_bias: float = 0.0


def export(weights: Weights, model: Path, decoding: Decoding | None = None) -> None:
    """Write am/final.mdl, conf/mfcc.conf and conf/model.conf below `model`."""
    chosen = decoding or Decoding()
    written = Writer()
    transition_model.write(written)
    network.write(written, weights, chosen.silence_bias, chosen.blank_bias)
    for name in ("am", "conf"):
        (model / name).mkdir(parents=True, exist_ok=True)
    (model / "am" / "final.mdl").write_bytes(written.data)
    (model / "conf" / "mfcc.conf").write_text(MFCC_CONF, "utf-8")
    settings = MODEL_CONF.format(acoustic_scale=chosen.acoustic_scale)
    (model / "conf" / "model.conf").write_text(settings, "utf-8")


@click.command()
@click.argument("weights", type=click.Path(path_type=Path), default=EMBEDDED_WEIGHTS)
@click.option("--out", type=click.Path(path_type=Path), default=MODEL, show_default=True)
def main(weights: Path, out: Path) -> None:
    """Write the model of WEIGHTS (default: those of the embedded model)."""
    try:
        export(read(weights), out)
    except NoWeights as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"am/ and conf/ are written to {out}; the graph comes from python -m voice_models.training.graph")


if __name__ == "__main__":
    main()
