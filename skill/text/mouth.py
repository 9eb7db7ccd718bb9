"""The page's voice: text to WAV by pyttsx3, in a process of its own that may hang, crash or be ended.

pyttsx3 is one engine a process, hangs after a fork, and can take its process down (facts: voice, pyttsx3). So a
worker process speaks one sentence at a time; one that does not answer in time is ended, and the next text gets a
new one.
"""

import ctypes.util
import importlib.util
import io
import json
import re
import selectors
import subprocess
import sys
import tempfile
import threading
import wave
from pathlib import Path

LONGEST_SENTENCE = 300  # characters that pyttsx3 is given at once
PATIENCE_SECONDS = 10.0  # for one sentence; a slow machine's first takes one or two
_BETWEEN = re.compile(r"(?<=[.?!])\s+")
_ROOT = Path(__file__).parent.parent.parent


class Mute(Exception):
    """Nothing could be spoken."""


def can_speak() -> bool:
    """Whether this machine has pyttsx3, and a synthesiser below it."""
    if importlib.util.find_spec("pyttsx3") is None:
        return False
    if sys.platform in ("darwin", "win32"):
        return True  # the system has its own
    return any(ctypes.util.find_library(name) for name in ("espeak-ng", "espeak"))


class Mouth:
    """One voice a web process, one text at a time; the worker starts with the first."""

    def __init__(self, command: tuple[str, ...] = (sys.executable, "-m", "skill.text.speaking")) -> None:
        self._command = command
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[str] | None = None

    def say(self, text: str, locale: str) -> bytes:
        """`text` as a WAV file. Raises Mute."""
        with self._lock, tempfile.TemporaryDirectory(prefix="voice-") as folder:
            file = Path(folder) / "said.wav"
            return _joined([self._sentence(part, locale, file) for part in sentences(text)])

    def close(self) -> None:
        """End the worker."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        worker.wait()
        for pipe in (worker.stdin, worker.stdout):
            if pipe:
                pipe.close()

    def _sentence(self, text: str, locale: str, file: Path) -> bytes:
        worker = self._running()
        assert worker.stdin is not None  # noqa: S101  # opened as a pipe
        try:
            print(json.dumps({"text": text, "locale": locale, "file": str(file)}), file=worker.stdin, flush=True)
            if self._line(worker) != "said\n":
                raise Mute("the voice said nothing")
            said = file.read_bytes()
            file.unlink()
        except OSError as error:
            self.close()
            raise Mute("the voice has gone") from error
        except Mute:
            self.close()
            raise
        return said

    def _running(self) -> "subprocess.Popen[str]":
        if self._worker is None or self._worker.poll() is not None:
            self.close()
            self._worker = subprocess.Popen(  # noqa: S603  # our own module
                self._command,
                cwd=_ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        return self._worker

    @staticmethod
    def _line(worker: "subprocess.Popen[str]") -> str:
        assert worker.stdout is not None  # noqa: S101  # opened as a pipe
        with selectors.DefaultSelector() as ready:
            ready.register(worker.stdout, selectors.EVENT_READ)
            if not ready.select(PATIENCE_SECONDS):
                raise Mute("the voice took too long")
        return worker.stdout.readline()


def sentences(text: str) -> list[str]:
    """`text` in pieces that pyttsx3 can take: sentences, and of a long one as many words as fit."""
    pieces: list[str] = []
    for sentence in _BETWEEN.split(text.strip()):
        rest = sentence
        while len(rest) > LONGEST_SENTENCE:
            at = rest.rfind(" ", 0, LONGEST_SENTENCE)
            at = at if at > 0 else LONGEST_SENTENCE
            pieces.append(rest[:at])
            rest = rest[at:].strip()
        pieces.append(rest)
    return [piece for piece in pieces if piece]


def _joined(parts: list[bytes]) -> bytes:
    """Several WAV files of one format as one. Raises Mute when there is nothing in them."""
    out = io.BytesIO()
    try:
        with wave.open(out, "wb") as whole:
            for at, part in enumerate(parts):
                with wave.open(io.BytesIO(part)) as read:
                    if at == 0:
                        whole.setparams(read.getparams())
                    whole.writeframes(read.readframes(read.getnframes()))
    except (wave.Error, EOFError) as error:
        raise Mute("what was spoken cannot be read") from error
    return out.getvalue()
