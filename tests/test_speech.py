"""Text to sound: a process of its own that may hang or crash, no digit left to it, and a page that does without."""

import io
import os
import signal
import sys
import unicodedata
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.dialogue.acts import Ask
from skill.phrasing.bundles import LOCALES
from skill.phrasing.phrasebook import line
from skill.phrasing.style import Pace, Style
from skill.phrasing.values import Values
from skill.speech import synthesiser
from skill.speech.kept import Kept
from skill.speech.sentences import LONGEST_SENTENCE, sentences
from skill.speech.sound import Mute, Sound, trimmed, wav_of
from skill.speech.spelled import spelled
from skill.speech.synthesiser import Synthesiser, Voice
from skill.speech.voices import can_speak, rate_for, voice_for
from tests.acts import Samples, acts
from tests.page import opened, settings_in
from tests.shop import WEDNESDAY
from tests.transcripts import transcripts

needs_voice = pytest.mark.skipif(not can_speak(), reason="no espeak-ng on this machine (apt install espeak-ng)")


@pytest.fixture
def voice() -> Iterator[Synthesiser]:
    speaking = Synthesiser()
    yield speaking
    speaking.close()


def seconds(sound: bytes) -> float:
    """How long a WAV file is; it must not be silence."""
    with wave.open(io.BytesIO(sound)) as read:
        frames = read.readframes(read.getnframes())
        assert len(set(frames)) > 50, "silence"
        return float(read.getnframes() / read.getframerate())


@needs_voice
def test_a_reply_is_spoken(voice: Synthesiser) -> None:
    """Several sentences in one file; the voice is that of each text's own locale, not of the one before."""
    short = seconds(voice.wav("24 bags of coffee.", "en-US"))
    assert seconds(voice.wav("24 bags of coffee. They arrive on Friday. Order it?", "en-US")) > 1.5 * short > 0.5
    assert seconds(voice.wav("24 bags of coffee.", "fr-FR")) != pytest.approx(short, rel=0.05)
    assert seconds(voice.wav("24 bags of coffee.", "en-US")) == pytest.approx(short, rel=0.05)


@needs_voice
def test_a_worker_that_died_is_replaced(voice: Synthesiser) -> None:
    before = seconds(voice.wav("Hello.", "en-US"))
    worker = voice._worker
    assert worker is not None
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    assert seconds(voice.wav("Hello.", "en-US")) == pytest.approx(before, rel=0.05)


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("import time; time.sleep(600)", "too long"),
        ("raise SystemExit(1)", "gone|nothing"),
        ("import sys; sys.stdin.readline(); print('ouch', flush=True)", "gone"),
        ("""import sys; sys.stdin.readline(); print('{"error": "hoarse"}', flush=True)""", "hoarse"),
        ("""import sys; sys.stdin.readline(); print('{"voice": "v", "rate": 1}', flush=True)""", "nothing to hear"),
    ],
)
def test_a_worker_that_does_not_speak(code: str, complaint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It hangs, ends at once, stammers, or leaves no file: the request fails, the process is gone, nothing hangs."""
    monkeypatch.setattr(synthesiser, "PATIENCE_SECONDS", 0.5)
    speaking = Synthesiser((sys.executable, "-c", code))
    with pytest.raises(Mute, match=complaint):
        speaking.wav("Hello.", "en-US")
    assert speaking._worker is None


def test_text_is_cut_where_one_breathes() -> None:
    assert sentences("One. Two? Three!") == ["One.", "Two?", "Three!"]
    assert sentences("24.50 euros, M&M.") == ["24.50 euros, M&M."]
    long = ("word " * 200).strip()
    assert all(len(piece) <= LONGEST_SENTENCE for piece in sentences(long))
    assert " ".join(sentences(long)) == long
    assert all(sentences("x" * 700))
    assert "".join(sentences("x" * 700)) == "x" * 700


def test_the_voice_of_a_locale() -> None:
    voices = [
        ("it", ("it",)),
        ("en-029", ("en-029",)),
        ("gb", ("en-gb",)),
        ("us", ("en-us",)),
        ("be", ("fr-be",)),
        ("fr", ("fr-fr",)),
    ]
    chosen = {locale: voice_for(locale, voices) for locale in ("en-US", "en-GB", "en-IN", "fr-FR", "fr-CA", "ja-JP")}
    assert chosen == {"en-US": "us", "en-GB": "gb", "en-IN": "gb", "fr-FR": "fr", "fr-CA": "fr", "ja-JP": None}
    assert voice_for("fr-CA", voices[:5]) == "be"


@needs_voice
@pytest.mark.parametrize("locale", LOCALES)
def test_the_voice_and_the_rate_are_read_back(voice: Synthesiser, locale: str) -> None:
    """From the very first request on; the language is the locale's, and a calm voice is slower."""
    spoken_by = voice.voice(locale, rate_for(locale, Pace.CALM))
    assert spoken_by == Voice(spoken_by.id, rate_for(locale, Pace.CALM))
    assert spoken_by.id.rpartition("/")[2].startswith(locale[:2])
    calm = voice.sound("Anything else?", locale, rate_for(locale, Pace.CALM))
    brisk = voice.sound("Anything else?", locale, rate_for(locale, Pace.BRISK))
    assert calm.seconds > 1.1 * brisk.seconds


def _all_in_letters(text: str, language: str) -> None:
    said = spelled(text, language)
    assert all(unicodedata.category(each)[0] in "LM" or each in " .,;:?!'-" for each in said), said


@pytest.mark.parametrize("locale", LOCALES)
def test_no_digit_and_no_symbol_reaches_the_engine(locale: str) -> None:
    """Of all acts in the demonstration's values, and of all transcripts."""
    values, samples = Values(locale, Style.VOICE, WEDNESDAY.date()), Samples()
    for act in acts():
        for instance in samples.instances(act):
            said = [line(instance, values)] + (
                [line(instance, values, "reprompt")] if isinstance(instance, Ask) else []
            )
            for each in set(said):
                _all_in_letters(each, locale[:2])
    for transcript in transcripts():
        for turn in transcript.turns:
            if transcript.locale == locale:
                _all_in_letters(turn.answer, locale[:2])


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("24 euros 70.", "en", "twenty four euros seventy."),
        ("Order 4 0 1 3, 1,500 grams.", "en", "Order four zero one three, one thousand five hundred grams."),
        ("1\u202f500 grammes, le 1 mars.", "fr", "mille cinq cents grammes, le premier mars."),
        ("Expected March 12.", "en", "Expected March twelfth."),
        ("M&M, 50% of 1.5", "en", "M and M, fifty percent of one point five"),
        ("<break/> $ *", "en", "break or"),
        ("00499", "en", "zero zero four nine nine"),
    ],
)
def test_spelled(text: str, language: str, said: str) -> None:
    assert spelled(text, language) == said


@given(st.text(max_size=200), st.sampled_from(["en", "fr"]))
def test_whatever_is_spelled_has_no_digit(text: str, language: str) -> None:
    _all_in_letters(text, language)


def test_what_is_kept_is_found_by_voice_rate_and_text(tmp_path: Path) -> None:
    kept, sound = Kept(tmp_path / "speech"), Sound(22050, b"\1\2" * 100)
    assert kept.find("v", 165, "Hello.") is None
    kept.keep("v", 165, "Hello.", sound)
    assert kept.find("v", 165, "Hello.") == sound
    assert [kept.find("w", 165, "Hello."), kept.find("v", 160, "Hello."), kept.find("v", 165, "Hello!")] == [None] * 3
    next((tmp_path / "speech").glob("*.wav")).write_bytes(b"broken")
    assert kept.find("v", 165, "Hello.") is None


def test_silence_at_the_end_is_trimmed() -> None:
    speech = Sound(1000, b"\x00\x10" * 100)
    assert trimmed(Sound(1000, speech.pcm + bytes(2 * 400)), 50) == Sound(1000, speech.pcm + bytes(2 * 50))
    assert trimmed(speech, 50) == speech
    assert trimmed(Sound(1000, bytes(2 * 400)), 50) == Sound(1000, bytes(2 * 50))


def test_sounds_of_two_rates_are_not_joined() -> None:
    with pytest.raises(Mute, match="rates"):
        wav_of([Sound(22050, b"11"), Sound(16000, b"11")])
    with pytest.raises(Mute, match="nothing"):
        wav_of([])


@needs_voice
def test_speech_over_http(tmp_path: Path) -> None:
    with opened(settings_in(tmp_path)) as app:
        client = app.test_client()
        assert client.get("/chat/options").get_json()["speech"] is True
        response = client.post("/speech", json={"text": "Bonjour.", "locale": "fr-FR"})
        assert (response.status_code, response.mimetype) == (200, "audio/wav")
        assert seconds(response.data) > 0.2
        for sent, status, advice in [
            ({"text": "x" * 601, "locale": "en-US"}, 400, "at most 600"),
            ({"text": "", "locale": "en-US"}, 400, "text"),
            ({"text": "hello"}, 400, "locale"),
            ({"text": "hello", "locale": "tlh-KL"}, 404, "fr-FR"),
        ]:
            response = client.post("/speech", json=sent)
            assert response.status_code == status
            assert advice in response.get_json()["error"]


def test_without_a_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.can_speak", lambda: False)
    with opened(settings_in(tmp_path)) as app:
        client = app.test_client()
        assert client.get("/chat/options").get_json()["speech"] is False
        response = client.post("/speech", json={"text": "hello", "locale": "en-US"})
        assert response.status_code == 404
        assert "espeak-ng" in response.get_json()["error"]
