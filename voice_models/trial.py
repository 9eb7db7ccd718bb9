"""Whether a model loads and decodes, tried in a process of its own: a broken one may end the process.

`python -m voice_models.trial FOLDER` is that process.
"""

import subprocess
import sys
from pathlib import Path

SECONDS = 120
RATE = 16_000


def works(path: Path) -> str:
    """ "" when the model of this folder loads and decodes a second of silence; else what went wrong."""
    command = (sys.executable, "-m", "voice_models.trial", str(path.resolve()))
    try:
        tried = subprocess.run(  # noqa: S603  our own module
            command, cwd=Path(__file__).parent.parent, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"it did not load within {SECONDS} seconds"
    if tried.returncode == 0:
        return ""
    lines = [line for line in tried.stderr.splitlines() if line.strip()]
    return lines[-1] if lines else f"Vosk ended the process (status {tried.returncode})"


def main() -> None:
    """Load, decode silence, and say what could not be done on standard error."""
    try:
        import vosk  # type: ignore[import-untyped]  # noqa: PLC0415  # ships no types; loads a library, or raises
    except (ImportError, OSError) as error:
        sys.exit(f"Vosk is not here ({error}): pip install -r requirements-voice.txt")
    vosk.SetLogLevel(-1)
    try:
        recogniser = vosk.KaldiRecognizer(vosk.Model(model_path=sys.argv[1]), RATE)
    except Exception as error:  # noqa: BLE001  Vosk raises bare exceptions
        sys.exit(f"Vosk cannot load it: {error}")
    recogniser.AcceptWaveform(bytes(2 * RATE))
    recogniser.FinalResult()


if __name__ == "__main__":
    main()
