"""The page's voice: a process of its own that may hang or crash, and a page that does without."""

import io
import os
import signal
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.text import mouth
from skill.text.mouth import Mouth, Mute, can_speak, sentences
from skill.text.speaking import voice_for
from tests.page import opened, settings_in

needs_voice = pytest.mark.skipif(not can_speak(), reason="no espeak-ng on this machine (apt install espeak-ng)")


@pytest.fixture
def voice() -> Iterator[Mouth]:
    speaking = Mouth()
    yield speaking
    speaking.close()


def seconds(sound: bytes) -> float:
    """How long a WAV file is; it must not be silence."""
    with wave.open(io.BytesIO(sound)) as read:
        frames = read.readframes(read.getnframes())
        assert len(set(frames)) > 50, "silence"
        return float(read.getnframes() / read.getframerate())


@needs_voice
def test_a_reply_is_spoken(voice: Mouth) -> None:
    """Several sentences in one file; the voice is that of each text's own locale, not of the one before."""
    short = seconds(voice.say("24 bags of coffee.", "en-US"))
    assert seconds(voice.say("24 bags of coffee. They arrive on Friday. Order it?", "en-US")) > 1.5 * short > 0.5
    assert seconds(voice.say("24 bags of coffee.", "fr-FR")) != pytest.approx(short, rel=0.05)
    assert seconds(voice.say("24 bags of coffee.", "en-US")) == pytest.approx(short, rel=0.05)


@needs_voice
def test_a_worker_that_died_is_replaced(voice: Mouth) -> None:
    before = seconds(voice.say("Hello.", "en-US"))
    worker = voice._worker
    assert worker is not None
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    assert seconds(voice.say("Hello.", "en-US")) == pytest.approx(before, rel=0.05)


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("import time; time.sleep(600)", "too long"),
        ("raise SystemExit(1)", "gone|nothing"),
        ("import sys; sys.stdin.readline(); print('ouch', flush=True)", "nothing"),
        ("import sys; sys.stdin.readline(); print('said', flush=True)", "gone"),
    ],
)
def test_a_worker_that_does_not_speak(code: str, complaint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It hangs, ends at once, stammers, or leaves no file: the request fails, the process is gone, nothing hangs."""
    monkeypatch.setattr(mouth, "PATIENCE_SECONDS", 0.5)
    speaking = Mouth((sys.executable, "-c", code))
    with pytest.raises(Mute, match=complaint):
        speaking.say("Hello.", "en-US")
    assert speaking._worker is None


def test_text_is_cut_where_one_breathes() -> None:
    assert sentences("One. Two? Three!") == ["One.", "Two?", "Three!"]
    assert sentences("24.50 euros, M&M.") == ["24.50 euros, M&M."]
    long = ("word " * 200).strip()
    assert all(len(piece) <= mouth.LONGEST_SENTENCE for piece in sentences(long))
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
