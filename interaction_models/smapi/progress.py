"""Progress, live at a terminal and in plain lines elsewhere; on standard error, as results go to the output."""

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from rich.console import Console
from rich.live import Live
from rich.table import Table

_STEPS = {
    "DIALOG_MODEL_BUILD": "dialog",
    "LANGUAGE_MODEL_QUICK_BUILD": "quick build",
    "LANGUAGE_MODEL_FULL_BUILD": "full build",
    "ALEXA_CONVERSATIONS_QUICK_BUILD": "conversations, quick build",
    "ALEXA_CONVERSATIONS_FULL_BUILD": "conversations, full build",
}
_SIGNS = {"SUCCEEDED": "done", "FAILED": "failed", "IN_PROGRESS": "..."}


class Progress(Protocol):
    """Whoever shows how it goes."""

    def show(self, locale: str, text: str) -> None:
        """The state of a locale."""


def steps(request: Mapping[str, Any]) -> str:
    """The steps of a build, in words: "dialog done, quick build ..."."""
    told = (request.get("buildDetails") or {}).get("steps") or ()
    words = [f"{_STEPS.get(one.get('name'), one.get('name'))} {_SIGNS.get(one.get('status'), '?')}" for one in told]
    return "building: " + ", ".join(words) if words else "waiting to be built"


class Lines:
    """A line for each change; safe to share between threads."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._last: dict[str, str] = {}
        self._lock = threading.Lock()

    def show(self, locale: str, text: str) -> None:
        """Only what has changed."""
        with self._lock:
            if self._last.get(locale) != text:
                self._last[locale] = text
                self._console.print(f"{locale}  {text}", markup=False, highlight=False, soft_wrap=True)


class Rows:
    """One row a locale, rewritten in place."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._rows: dict[str, str] = {}
        self._lock = threading.Lock()

    def show(self, locale: str, text: str) -> None:
        """The row of a locale."""
        with self._lock:
            self._rows[locale] = text
            table = Table.grid(padding=(0, 2))
            for name, said in sorted(self._rows.items()):
                table.add_row(name, said)
            self._live.update(table)


@contextmanager
def progress() -> Iterator[Progress]:
    """Rows at a terminal, lines elsewhere."""
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield Lines(console)
        return
    with Live(console=console, refresh_per_second=8) as live:
        yield Rows(live)
