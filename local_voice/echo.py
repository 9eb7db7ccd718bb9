"""Whether a source is free of the assistant's own voice. Asks PulseAudio and PipeWire, where they are."""

import shutil
import subprocess

_SIGNS = ("echo-cancel", "echocancel", "echo_cancel", "aec")
_BY_SERVER = ("pulse", "default", "pipewire", "sysdefault")


def cancelled(device: str) -> bool:
    """Whether this microphone's name says that echo is taken out of it. One that only stands for the sound
    server's own is looked up there."""
    if _named(device):
        return True
    return device.lower() in _BY_SERVER and _named(_default_source())


def _named(name: str) -> bool:
    return any(sign in name.lower() for sign in _SIGNS)


def _default_source() -> str:
    pactl = shutil.which("pactl")
    if pactl is None:
        return ""
    try:
        told = subprocess.run(  # noqa: S603  # a program of the sound server
            [pactl, "get-default-source"], capture_output=True, text=True, timeout=2, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return told.stdout.strip()
