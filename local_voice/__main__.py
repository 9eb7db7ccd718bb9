"""python -m local_voice: whether what it needs is installed, then the commands."""

import platform
import sys
from importlib.util import find_spec

_NEEDED = ("click", "rich", "numpy", "soxr", "platformdirs", "sounddevice", "vosk")
_WITHOUT = (
    "The voice loop needs {missing}: make voice, or pip install -r requirements-voice.txt\n"
    "Vosk comes ready for Linux on x86-64 and ARM, macOS and Windows; this is {system} on {machine}. "
    "Typing works everywhere: make talk STYLE=voice"
)


def main() -> None:
    """The commands, or what to install."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        told = _WITHOUT.format(missing=", ".join(missing), system=platform.system(), machine=platform.machine())
        sys.exit(told)
    from local_voice.cli import main as commands  # noqa: PLC0415  # it needs all of that

    commands(prog_name="python -m local_voice")


if __name__ == "__main__":
    main()
