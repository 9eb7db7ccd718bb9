"""The process that speaks: one JSON line in ({"text", "locale", "file"}), a WAV file and the line "said" out.

It ends when its input does, so that it never outlives who started it.
"""

import json
import sys

import pyttsx3  # type: ignore[import-untyped]  # ships no types

_WORDS_A_MINUTE = 165


def main() -> None:
    """Speak until there is nothing more to say."""
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
        print("said", flush=True)  # noqa: T201  # the other process waits for it


def voice_for(locale: str, voices: list[tuple[str, tuple[str, ...]]]) -> str | None:
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
