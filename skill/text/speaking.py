"""The process that speaks: one JSON line in ({"text", "locale", "file"}), a WAV file and the line "said" out.

It ends when its input does, so that it never outlives who started it.
"""

import json
import os
import sys
from collections.abc import Sequence

import pyttsx3  # type: ignore[import-untyped]  # ships no types

_WORDS_A_MINUTE = 165


def main() -> None:
    """Speak until there is nothing more to say."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # pyttsx3 and its synthesisers print; nobody reads that as an answer
    engine = pyttsx3.init()
    engine.setProperty("rate", _WORDS_A_MINUTE)
    voices = [(str(voice.id), _languages(voice)) for voice in engine.getProperty("voices")]
    for line in sys.stdin:
        wanted = json.loads(line)
        voice = voice_for(wanted["locale"], voices)
        if voice is not None:
            engine.setProperty("voice", voice)
        engine.save_to_file(wanted["text"], wanted["file"])
        engine.runAndWait()
        answers.write("said\n")
        answers.flush()


def voice_for(locale: str, voices: Sequence[tuple[str, tuple[str, ...]]]) -> str | None:
    """The voice of this locale, else of its language's own country, else of its language; None: the engine's own."""
    wanted = locale.lower()
    language = wanted.partition("-")[0]
    for tag in (wanted, {"en": "en-gb", "fr": "fr-fr"}.get(language, language), language):
        for voice, tags in voices:
            if tag in tags:
                return voice
    return next((voice for voice, tags in voices if any(tag.startswith(f"{language}-") for tag in tags)), None)


def _languages(voice: object) -> tuple[str, ...]:
    """The languages of a voice: text or bytes, "fr-FR" or "fr_FR", depending on the engine."""
    spoken = getattr(voice, "languages", None) or ()
    read = [each.decode(errors="replace") if isinstance(each, bytes) else str(each) for each in spoken]
    return tuple(each.strip("\x00\x05\x02").replace("_", "-").lower() for each in read)


if __name__ == "__main__":
    main()
