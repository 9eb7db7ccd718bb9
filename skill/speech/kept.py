"""Fixed phrases, spoken once and kept on disk: by voice, rate and text. Nothing personal belongs here."""

import hashlib
from pathlib import Path

from skill.speech.sound import Mute, Sound, read_wav, wav_of


class Kept:
    """Sounds in a folder. Whatever goes wrong with it is as if nothing had been kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, voice: str, rate: int, text: str) -> Sound | None:
        """What was kept of this text in this voice, so many words a minute."""
        try:
            return read_wav(self._file(voice, rate, text).read_bytes())
        except (OSError, Mute):
            return None

    def keep(self, voice: str, rate: int, text: str, sound: Sound) -> None:
        """Keep it, whole or not at all."""
        path = self._file(voice, rate, text)
        aside = path.with_suffix(".aside")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(wav_of([sound]))
            aside.replace(path)
        except OSError:
            return

    def _file(self, voice: str, rate: int, text: str) -> Path:
        key = hashlib.sha256(f"{voice}\n{rate}\n{text}".encode()).hexdigest()
        return self._folder / f"{key[:32]}.wav"
