"""A sound card without hardware: a PulseAudio of its own, with a loudspeaker `spk` and a person's voice `user`.

What is played to `user` is what the microphone hears; what the assistant says is at `spk.monitor` (facts: voice).
"""

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from ctypes.util import find_library
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType

import numpy as np
import pytest

from tests.local_voice.models import model_for

SPEAKER_RATE, USER_RATE = 22050, 16000
_NEEDED = ("pulseaudio", "pactl", "paplay", "parec", "espeak-ng")
_ALSA = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"
_START_SECONDS = 10


def missing() -> str:
    """Why there can be no virtual sound card on this machine; "" when there can."""
    lacking = [each for each in _NEEDED if shutil.which(each) is None]
    if lacking:
        return f"no {', '.join(lacking)} (apt install pulseaudio pulseaudio-utils libasound2-plugins espeak-ng)"
    if find_library("portaudio") is None:
        return "no PortAudio (apt install libportaudio2)"
    if find_spec("vosk") is None or find_spec("sounddevice") is None:
        return "no vosk or sounddevice (pip install -r requirements-voice.txt)"
    return "" if model_for("en-US") else "no English model of speech"


needs_card = pytest.mark.skipif(bool(missing()), reason=missing() or "all is there")


class Card:
    """As a context: a running server. `env` is what a process needs to use it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="card-", ignore_cleanup_errors=True)
        home = Path(self._folder.name)
        (home / ".asoundrc").write_text(_ALSA)
        self._socket = home / "pulse.sock"
        self.env = {
            **os.environ,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "PULSE_SERVER": f"unix:{self._socket}",
        }
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Card":
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disallow-exit", "--use-pid-file=no"]
        for module in (
            f"module-native-protocol-unix auth-anonymous=1 socket={self._socket}",
            f"module-null-sink sink_name=spk rate={SPEAKER_RATE} channels=1",
            f"module-null-sink sink_name=user rate={USER_RATE} channels=1",
            "module-remap-source master=user.monitor source_name=usermic",
        ):
            command += ["-L", module]
        quiet = subprocess.DEVNULL
        self._server = subprocess.Popen(command, env=self.env, stdout=quiet, stderr=quiet)
        until = time.monotonic() + _START_SECONDS
        while subprocess.run(["pactl", "info"], check=False, env=self.env, capture_output=True).returncode:
            if time.monotonic() > until or self._server.poll() is not None:
                self.__exit__(None, None, None)
                pytest.skip("PulseAudio does not start here")
            time.sleep(0.05)
        self.pactl("set-default-source", "usermic")
        self.pactl("set-default-sink", "spk")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.kill()
            self._server.wait()
        self._folder.cleanup()

    def pactl(self, *command: str) -> str:
        """What `pactl` says."""
        return pactl(*command, env=self.env)

    def echoes(self, decibel: float) -> None:
        """From now on the microphone hears the loudspeaker, so much quieter."""
        self.pactl("load-module", "module-loopback", "source=spk.monitor", "sink=user", "latency_msec=30")
        told = self.pactl("list", "short", "sink-inputs").splitlines()
        self.pactl("set-sink-input-volume", told[-1].split()[0], f"{decibel}dB")

    def cancels_echo(self) -> None:
        """The usual microphone and loudspeaker are those of an echo canceller."""
        self.pactl(
            "load-module",
            "module-echo-cancel",
            "aec_method=webrtc",
            "source_master=usermic",
            "sink_master=spk",
            "source_name=mic-echo-cancel",
            "sink_name=spk-echo-cancel",
        )
        self.pactl("set-default-source", "mic-echo-cancel")
        self.pactl("set-default-sink", "spk-echo-cancel")


def pactl(*command: str, env: Mapping[str, str] | None = None) -> str:
    """What `pactl` says, of this process's own sound server."""
    told = subprocess.run(["pactl", *command], env=env, capture_output=True, text=True, check=True)
    return told.stdout.strip()


def unplug() -> None:
    """The microphone gives nothing any more: PulseAudio would go on with another source if it were taken away."""
    pactl("suspend-source", "usermic", "1")


def plug_in() -> None:
    """It does again."""
    pactl("suspend-source", "usermic", "0")


def play(path: Path, sink: str = "user") -> "subprocess.Popen[bytes]":
    """A person speaks, in this process's own sound server."""
    return subprocess.Popen(["paplay", f"--device={sink}", "--latency-msec=20", str(path)], stderr=subprocess.DEVNULL)


class Recorder:
    """What is at a source, and when it came: `time.monotonic()` at the end of each piece."""

    def __init__(self, source: str, rate: int, env: Mapping[str, str] | None = None) -> None:
        self.rate = rate
        self.pieces: list[tuple[float, bytes]] = []
        command = ["parec", "-d", source, f"--rate={rate}", "--channels=1", "--format=s16le", "--latency-msec=10"]
        self._process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def sound(self, since: float = 0.0, until: float = float("inf")) -> bytes:
        """What came between two times."""
        return b"".join(piece for at, piece in list(self.pieces) if since <= at <= until)

    def loud(self, since: float = 0.0, until: float = float("inf"), above: float = 120) -> list[float]:
        """The times, in steps of a piece, at which something was to be heard."""
        return [at for at, piece in list(self.pieces) if since <= at <= until and _peak(piece) > above]

    def close(self) -> None:
        """Stop."""
        self._process.kill()
        self._process.wait()
        self._thread.join()

    def _read(self) -> None:
        assert self._process.stdout is not None
        size = 2 * (self.rate // 100)
        while len(piece := self._process.stdout.read(size)) == size:
            self.pieces.append((time.monotonic(), piece))


def _peak(piece: bytes) -> float:
    return float(np.abs(np.frombuffer(piece, "<i2").astype(np.int32)).max())
