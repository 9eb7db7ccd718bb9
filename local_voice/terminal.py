"""The conversation as it is seen: a calm terminal. One line moves (the level, the words so far); all else stays.

Where the output is no terminal nothing moves, and only what stays is printed.
"""

import sys
import time

from rich.console import Console
from rich.live import Live
from rich.text import Text

from local_voice.ear import Utterance
from local_voice.loop import Timings
from skill.assistant import Reply
from skill.dialogue.acts import Expectation

_WIDTH = 12  # of the level
_QUIET_DB, _LOUD_DB = -60.0, -10.0
_EVERY_SECONDS = 0.08
_ASKED = {
    Expectation.YES_NO: "yes or no",
    Expectation.ORDER: "yes or no",
    Expectation.NUMBER: "a number",
    Expectation.CHOICE: "a choice",
    Expectation.CODE: "a number",
    Expectation.OPEN: "",
    None: "",
}


class Terminal:
    """Both what the loop shows and what the microphone shows."""

    def __init__(self, console: Console | None = None, *, timings: bool = False) -> None:
        self._console = console or Console(highlight=False, soft_wrap=True)
        self._timings = timings
        self._live: Live | None = None
        self._level, self._partial, self._hint = _QUIET_DB, "", ""
        self._drawn = 0.0
        self._shown = ("", "")
        self._typed = False

    def reply(self, reply: Reply) -> None:
        """What is about to be said."""
        self._stand()
        self._console.print(reply.words, style="cyan", markup=False)

    def understood(self, utterance: Utterance) -> None:
        """What was heard, and what it means."""
        self._stand()
        heard = utterance.heard
        slots = "".join(f" {name}={slot.value!r}" for name, slot in heard.slots.items())
        doubt = "" if utterance.sure else ", in doubt"
        if self._typed and sys.stdin.isatty():
            line = Text("    ")
        else:
            line = Text.assemble(("you> ", "bold"), (utterance.words or "(not understood)", "bold"))
        line.append(f"   [{heard.intent.removeprefix('AMAZON.')}{slots}{doubt}]", style="dim")
        self._console.print(line)

    def silence(self) -> None:
        """Nobody said anything."""
        self._stand()
        self._console.print("you> (silence)", style="dim", markup=False)

    def notice(self, text: str) -> None:
        """Something to know."""
        self._stand()
        self._console.print(text, style="yellow", markup=False)

    def told(self, text: str) -> None:
        """Something that may be passed over."""
        self._stand()
        self._console.print(text, style="dim", markup=False)

    def prompt(self) -> None:
        """Somebody is to type."""
        self._typed = True
        if sys.stdin.isatty():
            self._console.print("you> ", style="bold", end="", markup=False)

    def timings(self, timings: Timings) -> None:
        """How long the turn took."""
        if not self._timings:
            return
        self._stand()
        parts = [f"silence {timings.tail:.0f}", f"hearing {timings.hearing:.0f}", f"answer {timings.assistant:.0f}"]
        if timings.speaking is not None:
            parts.append(f"voice {timings.speaking:.0f}")
        whole = f" = {timings.whole:.0f} ms to the first sound" if timings.whole is not None else " ms"
        self._console.print(f"     {' + '.join(parts)}{whole}", style="dim", markup=False)

    def listening(self, expects: Expectation | None) -> None:
        """From now on."""
        self._partial, self._hint = "", _ASKED[expects]
        self._draw()

    def waiting_for_key(self) -> None:
        """A key opens the microphone."""
        self.told("Press space or Enter, and speak.")

    def level(self, decibel: float) -> None:
        """How loud the last block was."""
        self._level = max(decibel, self._level - 2)
        if time.monotonic() - self._drawn > _EVERY_SECONDS:
            self._draw()

    def partial(self, words: str) -> None:
        """The words so far."""
        self._partial = words
        self._draw()

    def close(self) -> None:
        """Leave the terminal as it was."""
        self._stand()

    def _draw(self) -> None:
        if not self._console.is_terminal:
            return
        filled = round(_WIDTH * (self._level - _QUIET_DB) / (_LOUD_DB - _QUIET_DB))
        bar = "▮" * max(0, min(_WIDTH, filled))
        hint = f"listening{f' ({self._hint})' if self._hint else ''}"
        self._drawn = time.monotonic()
        if self._live is not None and self._shown == (bar, self._partial or hint):
            return
        self._shown = (bar, self._partial or hint)
        if self._live is None:
            self._live = Live(console=self._console, auto_refresh=False, transient=True)
            self._live.start()
        said = (self._partial, "") if self._partial else (hint, "dim")
        self._live.update(Text.assemble((f"{bar:<{_WIDTH}} ", "green"), said), refresh=True)

    def _stand(self) -> None:
        """What moved is gone; what follows stays."""
        live, self._live = self._live, None
        if live is not None:
            live.stop()
