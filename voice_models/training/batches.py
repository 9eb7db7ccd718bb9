"""Utterances as batches for the network, and how many phones it gets wrong."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from voice_models.graphs.phones import PDF, SIL, Pronunciation
from voice_models.training import net as nets
from voice_models.training.augment import mask
from voice_models.training.cepstrum import NUM_BINS, Floats
from voice_models.training.scoring import distance
from voice_models.training.shape import STRIDE
from voice_models.training.shards import Utterance

Lexicon = Mapping[str, Sequence[Sequence[int]]]  # a word's pronunciations as outputs of the network, usual ones first
_USUAL = 0.75  # of the words are said in the first way


@dataclass(frozen=True, slots=True)
class Batch:
    """Normalised features, padded; labels, padded; how many of the network's frames and of the labels count."""

    features: NDArray[np.float32]
    labels: NDArray[np.int64]
    lengths: NDArray[np.int64]
    label_lengths: NDArray[np.int64]
    frames: int


def numbered(lexicon: Mapping[str, Sequence[Pronunciation]]) -> Lexicon:
    """The lexicon in outputs of the network."""
    return {word: [[PDF[phone] for phone in each] for each in every] for word, every in lexicon.items()}


def labels(text: str, lexicon: Lexicon, rng: random.Random | None = None) -> list[int]:
    """What the network should say: silence around every word, which the loss may skip. Without `rng`, the usual way."""
    said = [SIL]
    for word in text.split():
        usual, *others = lexicon[word]
        unusual = others and rng is not None and rng.random() >= _USUAL
        said += [*(rng.choice(others) if rng is not None and unusual else usual), SIL]
    return said


def padded(many: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Labels as an array, and how many each has."""
    lengths = np.array([len(each) for each in many], np.int64)
    filled = np.zeros((len(many), lengths.max()), np.int64)
    for row, each in zip(filled, many, strict=True):
        row[: len(each)] = each
    return filled, lengths


def batch(
    utterances: Sequence[Utterance],
    lexicon: Lexicon,
    rng: random.Random,
    normal: tuple[float, float],
    augment: Callable[[Floats], NDArray[np.float32]] | None,
) -> Batch:
    """These utterances, changed by `augment` and masked, or as they are. `normal`: the network's mean and scale."""
    mean, scale = normal
    if augment is None:
        features = [(each.features.astype(np.float32) - mean) * scale for each in utterances]
    else:
        features = [mask((augment(each.features) - mean) * scale, rng) for each in utterances]
    filled = np.zeros((len(features), max(map(len, features)), NUM_BINS), np.float32)
    for row, each in zip(filled, features, strict=True):
        row[: len(each)] = each
        row[len(each) :] = each[-1]
    said, label_lengths = padded([labels(each.text, lexicon, rng) for each in utterances])
    lengths = np.array([(len(each) + STRIDE - 1) // STRIDE for each in features], np.int64)
    return Batch(filled, said, lengths, label_lengths, sum(map(len, features)))


def grouped(places: Sequence[int], utterances: Sequence[Utterance], frames: int) -> list[list[int]]:
    """Utterances of similar length together, not more than so many frames, with their padding, in a group."""
    groups: list[list[int]] = []
    for place in sorted(places, key=lambda each: len(utterances[each].features)):
        longest = len(utterances[place].features)
        if not groups or longest * (len(groups[-1]) + 1) > frames:
            groups.append([])
        groups[-1].append(place)
    return groups


def phone_error(net: nets.Net, utterances: Sequence[Utterance], lexicon: Lexicon) -> float:
    """Percent of phones that the network gets wrong, word for word in the usual pronunciation."""
    net.eval()
    wrong = total = 0
    with torch.no_grad():
        for each in utterances:
            features = (torch.from_numpy(each.features.astype(np.float32)) - net.mean) * net.scale
            said = [phone for phone in labels(each.text, lexicon) if phone != SIL]
            wrong += distance(nets.heard(net(features[None])[0]), said)
            total += len(said)
    net.train()
    return 100 * wrong / max(1, total)
