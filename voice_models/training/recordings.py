"""Recordings of people: the coffee orders in two halves, one to train and one to test with; the wake words."""

import json

import click
import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage  # type: ignore[import-untyped]  # ships no types

from voice_models.training import orders, shards
from voice_models.training.cepstrum import RATE
from voice_models.training.features import log_mel
from voice_models.training.folders import DATA, WORK
from voice_models.training.voices import Sound

WAKE_WORDS = ("alexa", "computer", "jarvis", "smart mirror", "view glass", "snowboy")
_CLUSTERS = 60


def squeezed(sound: Sound, keep: int = 6400) -> Sound:
    """With at most `keep` samples of silence at both ends."""
    level = np.convolve(np.abs(sound), np.ones(400) / 400, "same")
    loud = np.flatnonzero(level > max(0.02 * level.max(), 3 * np.percentile(level, 10)))
    return sound[max(0, loud[0] - keep) : loud[-1] + keep] if len(loud) else sound


def halves(names: list[str], prints: NDArray[np.float64]) -> dict[str, list[str]]:
    """Names in two halves, those that were recorded alike on the same side: no recording names its speaker."""
    cluster = fcluster(linkage(prints, "ward"), _CLUSTERS, "maxclust")
    kinds = sorted(set(cluster.tolist()), key=lambda kind: (-int(np.sum(cluster == kind)), kind))
    found: dict[str, list[str]] = {"train": [], "test": []}
    for kind in kinds:
        side = min(found, key=lambda each: (len(found[each]), each))
        found[side] += [name for name, its in zip(names, cluster, strict=True) if its == kind]
    return {side: sorted(each) for side, each in found.items()}


def _print(sound: Sound) -> NDArray[np.float64]:
    """What microphone, room and voice leave in a recording: long-term spectra of its loud and of its soft moments."""
    features = log_mel(sound).astype(np.float64)
    level = features.mean(1)
    loud = features[level >= np.percentile(level, 60)].mean(0)
    soft = features[level <= np.percentile(level, 15)].mean(0)
    return np.concatenate([loud - loud.mean(), 0.5 * (soft - soft.mean()), [0.3 * (loud.mean() - soft.mean())]])


@click.group()
def main() -> None:
    """Recordings of people."""


@main.command()
def split() -> None:
    """Part the coffee orders."""
    labels = orders.labels()
    names = sorted(file.name for file in orders.CLEAN.glob("*.wav") if file.name in labels)
    found = halves(names, np.array([_print(soundfile.read(orders.CLEAN / name)[0]) for name in names]))
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / orders.HALVES).write_text(json.dumps(found, indent=0), "utf-8")
    click.echo(f"{len(found['train'])} orders to train with, {len(found['test'])} to test with.")


@main.command()
def features() -> None:
    """Features of the half that trains, once its transcripts are chosen."""
    file = WORK / orders.TRANSCRIPTS
    if not file.exists():
        raise click.ClickException(f"{file.name} is missing: python -m voice_models.training.transcripts")
    said = json.loads(file.read_text("utf-8"))
    names = [name for name in orders.half("train") if name in said]
    heard = [log_mel(squeezed(soundfile.read(orders.CLEAN / name)[0])) for name in names]
    shards.write(WORK / "feats" / "real_orders.npz", heard, [said[name] for name in names], shards.ORDERS)
    click.echo(f"{len(names)} orders.")


@main.command()
def wakewords() -> None:
    """Features of every second wake word."""
    heard, said, damaged = [], [], 0
    for word in WAKE_WORDS:
        for file in sorted((DATA / "wakeword" / "audio" / word).glob("*"))[::2]:
            try:
                sound, rate = soundfile.read(file)
            except soundfile.LibsndfileError:
                damaged += 1
                continue
            if rate == RATE and sound.ndim == 1 and np.abs(sound).max() > 0.02 and len(sound) < 6 * RATE:
                heard.append(log_mel(squeezed(sound)))
                said.append(word)
    if not heard:
        raise click.ClickException("There are no wake words: README.md says where the recordings come from")
    shards.write(WORK / "feats" / "real_wakewords.npz", heard, said, shards.WAKE_WORDS)
    click.echo(f"{len(heard)} wake words, {damaged} files damaged.")


if __name__ == "__main__":
    main()
