"""A network's weights, read from PyTorch's file without PyTorch: a zip with a pickle that names raw little-endian data.

Only the few names that such a file of float and integer tensors needs are understood; any other is refused, so that
a file from elsewhere can run nothing.
"""

import math
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = Mapping[str, NDArray[Any]]


class NoWeights(Exception):
    """The file is not there, or does not hold a network's weights."""


class _Kind:
    """Stands for a torch storage class."""

    def __init__(self, dtype: str) -> None:
        self.dtype = dtype


_KINDS = {"FloatStorage": _Kind("<f4"), "LongStorage": _Kind("<i8")}


def read(file: Path) -> Weights:
    """The tensors of the network by name. Raises NoWeights."""
    try:
        with zipfile.ZipFile(file) as archive:
            (pickled,) = (name for name in archive.namelist() if name.endswith("/data.pkl"))
            with archive.open(pickled) as data:
                saved = _Reader(data, archive, pickled.removesuffix("data.pkl")).load()
        return dict(saved["state"])
    except (OSError, zipfile.BadZipFile, pickle.UnpicklingError, KeyError, TypeError, ValueError, EOFError) as error:
        raise NoWeights(f"{file.name} holds no weights of a network ({error})") from error


class _Reader(pickle.Unpickler):
    def __init__(self, data: Any, archive: zipfile.ZipFile, folder: str) -> None:
        super().__init__(data)
        self._archive, self._folder = archive, folder

    def find_class(self, module: str, name: str) -> Any:
        allowed: dict[tuple[str, str], Any] = {
            ("collections", "OrderedDict"): OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): _tensor,
            **{("torch", kind): stands for kind, stands in _KINDS.items()},
        }
        if (module, name) not in allowed:
            raise pickle.UnpicklingError(f"{module}.{name} is not allowed")
        return allowed[module, name]

    def persistent_load(self, pid: Any) -> NDArray[Any]:
        _, kind, key, _, size = pid
        return np.frombuffer(self._archive.read(f"{self._folder}data/{key}"), kind.dtype, size)


def _tensor(
    storage: NDArray[Any], offset: int, shape: tuple[int, ...], stride: tuple[int, ...], *_: Any
) -> NDArray[Any]:
    size = math.prod(shape)
    if stride != tuple(math.prod(shape[place + 1 :]) for place in range(len(shape))):
        raise pickle.UnpicklingError("a tensor is not contiguous")
    return storage[offset : offset + size].reshape(shape)
