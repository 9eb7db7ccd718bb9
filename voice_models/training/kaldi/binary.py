"""Kaldi's binary format: tokens, numbers with their size before them, vectors, matrices.

Source: Kaldi's base/io-funcs-inl.h, matrix/kaldi-matrix.cc, matrix/compressed-matrix.h.
"""

import struct
from collections.abc import Sequence

import numpy as np

from voice_models.training.cepstrum import Floats

_STEPS = 65_535


class Writer:
    """Collects the bytes of a file."""

    def __init__(self) -> None:
        self.data = bytearray(b"\0B")

    def token(self, name: str) -> None:
        """A name, such as <Nnet3>."""
        self.data += name.encode() + b" "

    def line(self, text: str = "") -> None:
        """A line of text, as nnet3's configuration is written."""
        self.data += text.encode() + b"\n"

    def ints(self, *values: int) -> None:
        """Whole numbers, one after another."""
        for value in values:
            self.data += struct.pack("<bi", 4, value)

    def single(self, value: float) -> None:
        """A number of four bytes."""
        self.data += struct.pack("<bf", 4, value)

    def double(self, value: float) -> None:
        """A number of eight bytes."""
        self.data += struct.pack("<bd", 8, value)

    def int_vector(self, values: Sequence[int]) -> None:
        """A std::vector of whole numbers."""
        self.ints(len(values))
        self.data += np.asarray(values, "<i4").tobytes()

    def vector(self, values: Floats | Sequence[float]) -> None:
        """A vector of floats."""
        self.token("FV")
        self.ints(len(values))
        self.data += np.asarray(values, "<f4").tobytes()

    def matrix(self, values: Floats) -> None:
        """A matrix of floats, compressed to two bytes each ("CM2"); Kaldi's Matrix::Read expands it by itself."""
        floats = np.asarray(values, np.float32)
        low = float(floats.min())
        span = float(floats.max() - floats.min()) or 1.0
        self.token("CM2")
        self.data += struct.pack("<ffii", low, span, *floats.shape)
        steps = np.clip(np.rint((floats.astype(np.float64) - low) / span * _STEPS), 0, _STEPS)
        self.data += steps.astype("<u2").tobytes()
