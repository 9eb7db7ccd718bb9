"""One utterance in another room, through another microphone, by another speaker: all of it on log-mel features.

Tempo, length of the vocal tract, reverberation, the channel's curve, noise and babble at any level, gain, masking.
"""

import math
import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter  # type: ignore[import-untyped]  # ships no types

from voice_models.training.cepstrum import FLOOR, HIGH_HZ, LOW_HZ, NUM_BINS, Floats
from voice_models.training.shards import Utterance

Features = NDArray[np.float32]
DB = math.log(10) / 10  # a decibel of power, in natural logarithms
_TINY = 1e-7
_MEL_BREAK, _MEL = 700, 1127  # Kaldi's mel scale: 1127 ln(1 + Hz / 700)
_DECAY = 13.8  # of a natural logarithm of power: 60 dB


class Augment:
    """Changes utterances, each time in another way. `noises` are log-mel features too."""

    def __init__(self, utterances: Sequence[Utterance], noises: Sequence[Floats], rng: random.Random) -> None:
        self._utterances, self._noises, self._rng = utterances, noises, rng
        self._warps = _warps()

    def __call__(self, features: Floats) -> Features:
        """Other features of the same words, often of another length."""
        rng = self._rng
        now = features.astype(np.float32)
        if rng.random() < 0.4:
            now = _at_tempo(now, rng.uniform(0.88, 1.18))
        if rng.random() < 0.6:
            now = now @ rng.choice(self._warps)
        if rng.random() < 0.35:
            now = _reverberant(now, seconds=rng.uniform(0.15, 0.8), db=-rng.uniform(0, 18))
        curve = self._channel()
        now = now + curve
        if rng.random() < 0.75:
            now = self._noisy(now, curve)
        now = now + rng.uniform(-30, 6) * DB
        return np.maximum(now, rng.choice([FLOOR, -3.0, 0.0, 2.0])).astype(np.float32)

    def _channel(self) -> Features:
        rng = self._rng
        curve = np.zeros(NUM_BINS)
        if rng.random() < 0.7:
            places = np.linspace(0, 1, NUM_BINS)
            curve += rng.uniform(-6, 6) * (places - 0.5)
            for waves in (1, 2, 3):
                curve += rng.gauss(0, 2.0) * np.cos(np.pi * waves * places + rng.uniform(0, 6.28))
        if rng.random() < 0.04:  # a telephone
            curve[:7] -= rng.uniform(10, 30)
            curve[29:] -= rng.uniform(10, 40)
        if rng.random() < 0.06:  # a dull microphone
            upper = rng.randint(22, 36)
            curve[upper:] -= np.linspace(0, rng.uniform(10, 35), NUM_BINS - upper)
        return (curve * DB).astype(np.float32)

    def _noisy(self, features: Features, curve: Features) -> Features:
        rng = self._rng
        power = np.exp(features).sum(1)
        loud = np.log(power[power > np.percentile(power, 40)].mean() + _TINY)
        noise = self._noise(len(features))
        if rng.random() < 0.5:  # it comes through the same microphone
            noise = noise + curve
        level = np.log(np.exp(noise).sum(1).mean() + _TINY)
        snr = rng.choice([rng.uniform(3, 12), rng.uniform(6, 18), rng.uniform(15, 40)])
        mixed: Features = np.logaddexp(features, noise + np.float32(loud - level - snr * DB))
        return mixed

    def _noise(self, frames: int) -> Features:
        rng = self._rng
        if rng.random() < 0.25:  # babble
            total = np.zeros((frames, NUM_BINS), np.float32)
            for _ in range(rng.randint(1, 4)):
                other = rng.choice(self._utterances).features
                total += np.exp(_cut(other, rng.randrange(len(other)), frames))
            babble: Features = np.log(total + np.float32(_TINY))
            return babble
        noise = rng.choice(self._noises)
        return _cut(noise, rng.randrange(max(1, len(noise) - frames)), frames)


def mask(features: Features, rng: random.Random) -> Features:
    """Normalised features, some of them with bands of frequency and moments put to their mean, which is 0."""
    if rng.random() < 0.3:
        for _ in range(2):
            frames = len(features)
            bins = rng.randint(0, 6)
            low = rng.randint(0, NUM_BINS - bins)
            features[:, low : low + bins] = 0.0
            moment = rng.randint(0, min(8, frames // 12))
            begin = rng.randint(0, frames - moment)
            features[begin : begin + moment] = 0.0
    return features


def _cut(features: Floats, begin: int, frames: int) -> Features:
    """So many frames from here on, round and round."""
    return np.asarray(features[(begin + np.arange(frames)) % len(features)], np.float32)


def _at_tempo(features: Features, stretch: float) -> Features:
    places = np.linspace(0, len(features) - 1, max(12, int(len(features) * stretch)))
    left = np.minimum(places.astype(int), len(features) - 2)
    share = (places - left)[:, None].astype(np.float32)
    return np.asarray(features[left] * (1 - share) + features[left + 1] * share, np.float32)


def _reverberant(features: Features, seconds: float, db: float) -> Features:
    """With a tail that falls by 60 dB in so many seconds."""
    keep = math.exp(-_DECAY * 0.01 / seconds)
    gain = 10 ** (db / 10) * (1 - keep) / keep
    power = np.exp(features)
    return np.asarray(np.log(power + gain * lfilter([0, keep], [1, -keep], power, axis=0)), np.float32)


def _warps() -> list[Features]:
    """Maps (40, 40) from one speaker's bins to those of a shorter or longer vocal tract."""
    low, high = (_MEL * math.log(1 + hertz / _MEL_BREAK) for hertz in (LOW_HZ, HIGH_HZ))
    step = (high - low) / (NUM_BINS + 1)
    centres = _MEL_BREAK * (np.exp((low + step * np.arange(1, NUM_BINS + 1)) / _MEL) - 1)
    bins = np.arange(NUM_BINS)
    found = []
    for factor in np.linspace(0.86, 1.16, 25):
        mel = _MEL * np.log(1 + np.minimum(centres * factor, HIGH_HZ) / _MEL_BREAK)
        places = np.clip((mel - low) / step - 1, 0, NUM_BINS - 1)
        left = np.minimum(places.astype(int), NUM_BINS - 2)
        warp = np.zeros((NUM_BINS, NUM_BINS), np.float32)
        warp[bins, left] = 1 - (places - left)
        warp[bins, left + 1] = places - left
        found.append(np.ascontiguousarray(warp.T))
    return found
