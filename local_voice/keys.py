"""The keys that cut in and open the microphone: space and Enter, as they are pressed. Knows no sound.

Without a terminal at standard input there are none.
"""

import os
import sys
import threading
import time
from types import TracebackType
from typing import Any

_KEYS = frozenset(" \r\n")


class NoKeys(Exception):
    """A key was asked for, and there is no keyboard."""


class Keys:
    """As a context: single keys instead of lines, and everything as it was afterwards."""

    def __init__(self, *, wanted: bool = True) -> None:
        self._wanted = wanted
        self._pressed = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._before: Any = None
        self.there = False

    def __enter__(self) -> "Keys":
        self.there = self._wanted and sys.stdin is not None and sys.stdin.isatty()
        if self.there:
            self._quiet()
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self.there:
            self._thread.join()
        if self._before is not None:
            import termios  # noqa: PLC0415  # there is none on Windows

            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, self._before)

    def press(self) -> None:
        """As if one had been pressed."""
        self._pressed.set()

    def pressed(self) -> bool:
        """Whether one was pressed since this was last asked."""
        pressed = self._pressed.is_set()
        self._pressed.clear()
        return pressed

    def forget(self) -> None:
        """Whatever was pressed before does not count."""
        self._pressed.clear()

    def wait(self) -> None:
        """Until one is pressed. Raises NoKeys."""
        if not self.there:
            raise NoKeys("Push-to-talk needs a terminal: its space and Enter open the microphone.")
        while not self._pressed.wait(0.2):  # in pieces, so that Ctrl-C is heard
            pass
        self._pressed.clear()

    def _quiet(self) -> None:
        try:
            import termios  # noqa: PLC0415  # there is none on Windows
            import tty  # noqa: PLC0415
        except ImportError:
            return
        self._before = termios.tcgetattr(sys.stdin.fileno())
        tty.setcbreak(sys.stdin.fileno())

    def _read(self) -> None:
        while not self._over.is_set():
            if _key(self._over) in _KEYS:
                self._pressed.set()


def _key(over: threading.Event) -> str:
    """The next key; "" when it is over, or when it was none."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415

        while not over.is_set():
            if msvcrt.kbhit():
                return msvcrt.getwch()
            time.sleep(0.02)
        return ""
    import select  # noqa: PLC0415  # of terminals not on Windows

    ready, _, _ = select.select([sys.stdin], [], [], 0.1)
    if not ready:
        return ""
    try:
        read = os.read(sys.stdin.fileno(), 1)
    except OSError:  # the terminal has gone
        read = b""
    if not read:
        over.set()
    return read.decode(errors="replace")
