"""Features of many utterances in one file, and what is known of them. An utterance's weight is how often it is seen."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice_models.training.cepstrum import Floats

ORDERS, WAKE_WORDS = "people/orders", "people/wake_words"  # the voices of the recordings
ROBOTIC = "espeak"


@dataclass(frozen=True, slots=True)
class Utterance:
    """Log-mel features (frames, 40), as float16, and what is said."""

    features: NDArray[np.float16]
    text: str
    weight: int


def write(file: Path, features: Sequence[Floats], texts: Sequence[str], voice: str) -> None:
    """Write a shard, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part.npz")
    narrow = [each.astype(np.float16) for each in features]
    lengths = np.array([len(each) for each in narrow])
    values: dict[str, Any] = {"features": np.concatenate(narrow), "lengths": lengths, "texts": json.dumps(list(texts))}
    np.savez(part, **values, voice=voice)
    part.replace(file)


def read(files: Iterable[Path], orders_weight: int = 12) -> list[Utterance]:
    """The utterances of these shards. `orders_weight` is the weight of an order spoken by a person."""
    found: list[Utterance] = []
    for file in files:
        with np.load(file) as shard:
            features, begin = shard["features"], 0
            weight = _weight(str(shard["voice"]), orders_weight)
            for length, text in zip(shard["lengths"], json.loads(str(shard["texts"])), strict=True):
                found.append(Utterance(features[begin : begin + length], text, weight))
                begin += length
    return found


def _weight(voice: str, orders: int) -> int:
    """People count most, and voices that sound natural count double."""
    if voice == ORDERS:
        return orders
    if voice == WAKE_WORDS:
        return 3
    return 1 if voice.startswith(ROBOTIC) else 2
