"""The loss of training: how improbable the network finds the phones that were said, in the topology that Kaldi decodes.

A phone takes one frame and then any number of blanks; silence takes frames of silence, at least one, or is skipped.
The loss is minus the log of the sum over all such alignments: CTC, but for repeated labels. Computed in C by
align_loss.c, which is compiled when first needed.
"""

import ctypes
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice_models.graphs.phones import BLANK, SIL

SOURCE = Path(__file__).parent / "align_loss.c"
DOES_NOT_FIT = 1e5  # a loss above this: there are more phones than frames
_FLAGS = ("-O3", "-march=native", "-fno-math-errno", "-shared", "-fPIC")


class NoCompiler(Exception):
    """The loss cannot be compiled here."""


def available() -> bool:
    """Whether this machine has a C compiler."""
    return shutil.which("cc") is not None


class AlignLoss:
    """The loss, compiled into `folder` unless it is there and not older than its source. Raises NoCompiler."""

    def __init__(self, folder: Path) -> None:
        if not available():
            raise NoCompiler("Training needs a C compiler; on Debian and Ubuntu: sudo apt-get install gcc libc6-dev")
        folder.mkdir(parents=True, exist_ok=True)
        compiled = folder / "align_loss.so"
        if not compiled.exists() or compiled.stat().st_mtime < SOURCE.stat().st_mtime:
            done = subprocess.run(["cc", *_FLAGS, SOURCE, "-o", compiled, "-lm"], capture_output=True, check=False)
            if done.returncode:
                raise NoCompiler(f"align_loss.c does not compile: {done.stderr.decode(errors='replace').strip()}")
        self._function = ctypes.CDLL(str(compiled.resolve())).align_loss

    def __call__(
        self, log_probs: NDArray[Any], labels: NDArray[Any], lengths: NDArray[Any], label_lengths: NDArray[Any]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The loss of each utterance, and its gradient.

        `log_probs` (utterances, frames, outputs); `labels` (utterances, phones), padded with anything; how many of
        the frames and of the labels count. An utterance with more phones than frames has a loss above DOES_NOT_FIT
        and no gradient. Raises MemoryError.
        """
        probs = np.ascontiguousarray(log_probs, np.float32)
        said, frames, phones = (np.ascontiguousarray(each, np.int64) for each in (labels, lengths, label_lengths))
        utterances, most_frames, outputs = probs.shape
        loss, gradient = np.zeros(utterances, np.float32), np.zeros_like(probs)
        failed = self._function(
            _address(probs), utterances, most_frames, outputs, _address(said), said.shape[1], _address(frames),
            _address(phones), BLANK, SIL, _address(loss), _address(gradient),
        )  # fmt: skip  # in the order of the C function
        if failed:
            raise MemoryError("no memory for the alignments")
        return loss, gradient


def _address(array: NDArray[Any]) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)
