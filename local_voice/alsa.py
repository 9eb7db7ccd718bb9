"""ALSA's library prints what it recovers from by itself into the conversation; it is told not to. Linux only."""

import ctypes
import ctypes.util
import sys
from functools import cache

_HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)


def _nothing(_file: bytes, _line: int, _function: bytes, _error: int, _format: bytes) -> None:
    """Passed over."""


_NOTHING = _HANDLER(_nothing)  # kept for as long as the library may call it


@cache
def hush() -> None:
    """From now on."""
    name = ctypes.util.find_library("asound") if sys.platform == "linux" else None
    if name is None:
        return
    try:
        ctypes.CDLL(name).snd_lib_error_set_handler(_NOTHING)
    except (OSError, AttributeError):
        return
