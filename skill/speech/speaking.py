"""The process that speaks: a line of JSON in, a line of JSON out, and a WAV file.

in   {"locale", "rate"}, and to speak {"text", "file"}
out  {"voice", "rate"} as the engine has them, read back after they were set; or {"error"}

It ends when its input does, so that it never outlives who started it.
"""

import json
import os
import sys
import threading
import time
from typing import Any

import pyttsx3  # type: ignore[import-untyped]  # ships no types

from skill.speech.voices import voice_for

_SETTLING_SECONDS = 1.0  # until a setting can be read back: the engine takes it in its own time
_PATIENCE_SECONDS = 9.0  # runAndWait may come back while the engine still speaks (facts: voice, pyttsx3)


def main() -> None:
    """Speak until there is nothing more to say."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # pyttsx3 and its synthesisers print; nobody reads that as an answer
    speech = _Speech()
    for line in sys.stdin:
        answers.write(json.dumps(speech.answer(json.loads(line))) + "\n")
        answers.flush()


class _Speech:
    def __init__(self) -> None:
        self._engine = pyttsx3.init()
        self._voices = [(str(voice.id), _languages(voice)) for voice in self._engine.getProperty("voices")]
        self._finished = threading.Event()
        self._engine.connect("finished-utterance", lambda **_: self._finished.set())
        self._engine.runAndWait()  # before its first run the engine takes settings and does not follow them

    def answer(self, wanted: dict[str, Any]) -> dict[str, object]:
        voice = voice_for(wanted["locale"], self._voices)
        spoken_by = self._set(voice, wanted["rate"])
        if "error" in spoken_by or "text" not in wanted:
            return spoken_by
        self._finished.clear()
        self._engine.save_to_file(wanted["text"], wanted["file"])
        self._engine.runAndWait()
        if not self._finished.wait(_PATIENCE_SECONDS):
            return {"error": "the engine did not come to an end"}
        return spoken_by

    def _set(self, voice: str | None, rate: int) -> dict[str, object]:
        """Set and read back: an engine passes over an unknown voice without a word (facts: voice, pyttsx3), and takes
        no setting while it is busy with ending the sentence before."""
        until = time.monotonic() + _SETTLING_SECONDS
        while True:
            has, speed = str(self._engine.getProperty("voice")), int(self._engine.getProperty("rate"))
            if voice in (None, has) and speed == rate:
                return {"voice": has, "rate": speed}
            if time.monotonic() > until:
                return {"error": f"the engine keeps the voice {has}, {speed} words a minute"}
            if not self._engine.isBusy():
                if voice is not None and voice != has:
                    self._engine.setProperty("voice", voice)
                self._engine.setProperty("rate", rate)
            time.sleep(0.002)


def _languages(voice: object) -> tuple[str, ...]:
    """The languages of a voice: text or bytes, "fr-FR" or "fr_FR", depending on the engine."""
    spoken = getattr(voice, "languages", None) or ()
    read = [each.decode(errors="replace") if isinstance(each, bytes) else str(each) for each in spoken]
    return tuple(each.strip("\x00\x05\x02").replace("_", "-").lower() for each in read)


if __name__ == "__main__":
    main()
