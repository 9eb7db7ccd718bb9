"""Keeps the process that speaks: it may hang, crash or be ended, and the next sentence gets a new one.

pyttsx3 is one engine a process, hangs after a fork, and can take its process down (facts: voice, pyttsx3). So a
worker, started afresh, speaks one sentence at a time; one that does not answer in time is ended.
"""

import json
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from skill.speech.sentences import sentences
from skill.speech.sound import Mute, Sound, read_wav, wav_of
from skill.speech.spelled import spelled
from skill.speech.voices import rate_for

PATIENCE_SECONDS = 10.0  # for one sentence; a slow machine's first takes one or two
_ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Voice:
    """What the engine speaks with, as it tells it: the voice's id, and words a minute."""

    id: str
    rate: int


class Synthesiser:
    """One worker, one sentence at a time, from any thread; the worker starts with the first."""

    def __init__(self, command: tuple[str, ...] = (sys.executable, "-m", "skill.speech.speaking")) -> None:
        self._command = command
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int | None:
        """The worker's process; None before the first sentence and after a failure."""
        worker = self._worker
        return worker.pid if worker is not None else None

    def start(self) -> None:
        """Start the worker already, without waiting for it."""
        with self._lock:
            self._running()

    def voice(self, locale: str, rate: int) -> Voice:
        """What speaks this locale at this rate. Raises Mute."""
        with self._lock:
            return self._asked({"locale": locale, "rate": rate})

    def sound(self, sentence: str, locale: str, rate: int) -> Sound:
        """One sentence, so many words a minute. Raises Mute."""
        with self._lock, tempfile.TemporaryDirectory(prefix="voice-", ignore_cleanup_errors=True) as folder:
            file = Path(folder) / "said.wav"
            text = spelled(sentence, locale.partition("-")[0].lower())
            self._asked({"text": text, "locale": locale, "rate": rate, "file": str(file)})
            try:
                return read_wav(file.read_bytes())
            except (OSError, Mute) as error:
                self._end()
                raise Mute("the voice left nothing to hear") from error

    def wav(self, text: str, locale: str) -> bytes:
        """A text of any length as a WAV file. Raises Mute."""
        return wav_of([self.sound(sentence, locale, rate_for(locale)) for sentence in sentences(text)])

    def close(self) -> None:
        """End the worker. The next sentence would start another."""
        self._end()

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        worker.wait()
        for pipe in (worker.stdin, worker.stdout):
            if pipe:
                with suppress(OSError):  # what was still to be written to a worker that has gone
                    pipe.close()

    def _asked(self, wanted: dict[str, object]) -> Voice:
        worker = self._running()
        assert worker.stdin is not None  # noqa: S101  # opened as pipes
        assert worker.stdout is not None  # noqa: S101
        try:
            worker.stdin.write(json.dumps(wanted) + "\n")
            worker.stdin.flush()
            answer = _read(worker.stdout)
            return Voice(str(answer["voice"]), int(answer["rate"]))
        except (OSError, ValueError, KeyError, TypeError, Mute) as error:
            self._end()
            raise error if isinstance(error, Mute) else Mute("the voice has gone") from error

    def _running(self) -> "subprocess.Popen[str]":
        if self._worker is None or self._worker.poll() is not None:
            self._end()
            self._worker = subprocess.Popen(  # noqa: S603  # our own module
                self._command,
                cwd=_ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                start_new_session=True,  # Ctrl-C is for who started it
            )
        return self._worker


def _read(pipe: IO[str]) -> dict[str, Any]:
    """A worker's next answer, waited for in a thread, as pipes cannot be waited for on every system. Raises Mute."""
    answer: list[str] = []
    reading = threading.Thread(target=lambda: answer.append(pipe.readline()), daemon=True)
    reading.start()
    reading.join(PATIENCE_SECONDS)
    if reading.is_alive():
        raise Mute("the voice took too long")
    read = json.loads(answer[0]) if answer and answer[0] else {}
    if "error" in read:
        raise Mute(str(read["error"]))
    if not read:
        raise Mute("the voice said nothing")
    return dict(read)
