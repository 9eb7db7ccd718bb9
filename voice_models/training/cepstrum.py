"""Kaldi's MFCC as a linear map of its log-mel features: libvosk computes these, training those."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

NUM_BINS = 40
LOW_HZ, HIGH_HZ = 20, 7600
RATE = 16_000  # Hz
FLOOR = float(np.log(np.finfo(np.float32).eps))  # the log-mel of digital silence
LIFTER = 22.0  # Kaldi's --cepstral-lifter

Floats = NDArray[np.floating[Any]]


def mel_to_mfcc() -> NDArray[np.float64]:
    """The matrix M with mfcc = M @ log_mel: DCT-II, orthonormal, then Kaldi's liftering."""
    each = np.arange(NUM_BINS)
    cosines = np.sqrt(2.0 / NUM_BINS) * np.cos(np.pi / NUM_BINS * (each[None] + 0.5) * each[:, None])
    cosines[0] = np.sqrt(1.0 / NUM_BINS)
    lift = 1.0 + 0.5 * LIFTER * np.sin(np.pi * each / LIFTER)
    return np.asarray(cosines * lift[:, None], np.float64)
