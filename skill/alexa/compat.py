"""Makes `flask_ask_sdk` importable on OpenSSL 3.0.10 and later. It knows nothing else.

`flask-ask-sdk` 1.0.0 -> `ask-sdk-webservice-support` 1.3.3 -> `certvalidator` -> `oscrypto` 1.3.0, which reads the
version of libcrypto while it is imported, with a pattern of one-digit patch levels: "3.0.10" is "Error detecting
the version of libcrypto" (wbond/oscrypto#75 and #78; facts: alexa, Stack).

Delete this file, and its line in `__init__`, when a fixed oscrypto is released and pinned, or when
ask-sdk-webservice-support no longer needs certvalidator. `tests/test_alexa_compat.py` fails as soon as oscrypto no
longer holds the pattern.
"""

import importlib
import re
import sys
import threading
import warnings
from typing import Any

ONE_DIGIT = "\\b(\\d\\.\\d\\.\\d[a-z]*)\\b"
SEVERAL_DIGITS = "\\b(\\d\\.\\d+\\.\\d+[a-z]*)\\b"
_WANTED = "flask_ask_sdk.skill_adapter"
# Parts of a request that ask-sdk would import later, beyond the silence below.
_LATER = (
    "ask_sdk_model.interfaces.system",
    "ask_sdk_model.interfaces.alexa.presentation.apl",
    "ask_sdk_model.interfaces.connections.v1",
    "ask_sdk_model.events.skillevents",
    "ask_sdk_model.dialog",
    "ask_sdk_model.er.dynamic",
    "ask_sdk_model.services.game_engine",
)
_LOCK = threading.Lock()


def mend() -> None:
    """Import `flask_ask_sdk` with `re.search` lent a pattern that reads patch levels of several digits.

    The lent function behaves as `re.search` for every other pattern, so other threads may go on using it, and
    what was there before is put back whatever happens. Calling it again does nothing.

    The compile-time warnings of ask-sdk (invalid escape sequences in its docstrings and patterns, seen only when
    its bytecode is not cached yet) are silenced for the import alone: they are about its sources, not about ours.

    Raises ImportError when the packages are not installed, and oscrypto.errors.LibraryNotFoundError when there is
    no libcrypto at all.
    """
    with _LOCK:
        if _WANTED in sys.modules:
            return
        kept = re.search

        def lent(pattern: Any, string: Any, flags: Any = 0) -> Any:
            return kept(SEVERAL_DIGITS if pattern == ONE_DIGIT else pattern, string, flags)

        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "invalid escape sequence", DeprecationWarning)  # Python 3.11
            warnings.filterwarnings("ignore", "invalid escape sequence", SyntaxWarning)  # Python 3.12 and later
            warnings.filterwarnings("ignore", ".*is an invalid escape sequence", SyntaxWarning)  # Python 3.14
            re.search = lent  # lent for the length of one import
            try:
                for module in (*_LATER, _WANTED):
                    importlib.import_module(module)
            finally:
                re.search = kept


mend()
