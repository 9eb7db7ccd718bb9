"""The mouth, the loudspeaker and the earcons; the real voice, ended in the middle."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from local_voice import earcons
from local_voice.audio import NoSink
from local_voice.mouth import Mouth, Shown
from local_voice.player import Player
from skill.phrasing.style import Pace
from skill.speech.kept import Kept
from skill.speech.sound import Mute, Sound
from skill.speech.synthesiser import Synthesiser, Voice
from skill.speech.voices import can_speak
from tests.local_voice.fakes import Output

BLOCK = 2 * 220  # bytes of 10 ms


class Voices(Synthesiser):
    """A voice that makes a sound of 100 ms of each sentence, and fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        super().__init__(("false",))
        self.failures = failures
        self.asked: list[str] = []

    def voice(self, locale: str, rate: int) -> Voice:  # noqa: ARG002  # as the real one
        return Voice("v", rate)

    def sound(self, sentence: str, locale: str, rate: int) -> Sound:  # noqa: ARG002  # as the real one
        self.asked.append(sentence)
        if self.failures:
            self.failures -= 1
            raise Mute("hoarse")
        return Sound(22050, b"\x10\x10" * 2200)


class Device(Output):
    """A loudspeaker that plays, in a thread, faster than time."""

    def __init__(self) -> None:
        super().__init__()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._play, daemon=True)

    def begin(self) -> None:
        """Play until it is ended."""
        self._thread.start()

    def end(self) -> None:
        """Unplugged."""
        self._over.set()
        self._thread.join()

    def _play(self) -> None:
        while not self._over.wait(0.001):
            self.fetch()


@pytest.fixture
def device() -> Iterator[Device]:
    made = Device()
    yield made
    made.end()


def until(condition: object) -> None:
    """Wait for it; for ever would be a hung test."""
    deadline = time.monotonic() + 20
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.002)


def test_a_part_is_played_block_by_block() -> None:
    output = Output()
    player = Player(sound=output)
    tone = Sound(22050, b"\x05\x00" * 500)
    part = player.play(tone)
    assert part.began_at is None
    assert output.fetch(3) == tone.pcm.ljust(3 * BLOCK, b"\0")
    until(lambda: part.played)
    assert output.fetch() == bytes(BLOCK)


def test_a_cut_is_silent_after_a_fading_block() -> None:
    output = Output()
    player = Player(sound=output)
    part, behind = (player.play(Sound(22050, np.full(22050, 8000, "<i2").tobytes())) for _ in range(2))
    output.fetch(5)
    player.cut()
    faded = np.frombuffer(output.fetch(), "<i2")
    assert faded[0] == 8000
    assert faded[-1] == 0
    assert output.fetch(10) == bytes(10 * BLOCK)
    assert not part.played
    assert part.over
    assert behind.over
    assert not behind.played


def test_a_card_that_refuses_the_rate_gets_its_own() -> None:
    output = Output(rates=(48000,))
    player = Player(sound=output)
    assert player.rate == 48000
    wave = (8000 * np.sin(2 * np.pi * 440 * np.arange(22050) / 22050)).astype("<i2")
    part = player.play(Sound(22050, wave.tobytes()))
    output.fetch(101)
    heard = np.frombuffer(output.played, "<i2").astype(float)
    assert part.ends_at is not None
    assert np.argmax(np.abs(np.fft.rfft(heard[:48000]))) == pytest.approx(440, abs=2)
    with pytest.raises(NoSink, match=r"cannot be opened.*-9997"):
        Player(sound=Output(rates=()))


def test_the_mouth_knows_what_was_heard(device: Device) -> None:
    mouth = Mouth(Voices(), Player(sound=device))
    speaking = mouth.say(("One.", "Two.", "Three."), "en-US", Pace.EVEN)
    assert not speaking.heard
    device.begin()
    until(lambda: speaking.done)
    assert speaking.heard == ("One.", "Two.", "Three.")
    assert speaking.playing is None


def test_what_was_cut_was_not_heard() -> None:
    output = Output()
    mouth = Mouth(Voices(), Player(sound=output))
    speaking = mouth.say(("One.", "Two.", "Three."), "en-US", Pace.EVEN)
    until(lambda: speaking.playing == "One.")
    output.fetch(10)
    until(lambda: speaking.playing == "Two.")
    output.fetch(4)
    speaking.stop()
    assert speaking.heard == ("One.",)
    output.fetch()
    assert output.fetch(20) == bytes(20 * BLOCK)
    assert speaking.done


def test_a_voice_that_fails_once_is_asked_again(device: Device) -> None:
    device_mouth = Mouth(Voices(failures=1), Player(sound=device))
    device.begin()
    speaking = device_mouth.say(("One.",), "en-US", Pace.EVEN)
    until(lambda: speaking.done)
    assert speaking.heard == ("One.",)
    assert not speaking.trouble


def test_a_voice_that_fails_twice_is_given_up(device: Device) -> None:
    """What it was to say was not heard; from then on everything is read."""
    mouth = Mouth(Voices(failures=2), Player(sound=device))
    device.begin()
    failed = mouth.say(("One.", "Two."), "en-US", Pace.EVEN)
    until(lambda: failed.done)
    assert failed.heard == ()
    assert "hoarse" in failed.trouble
    later = mouth.say(("One.",), "en-US", Pace.EVEN)
    until(lambda: later.done)
    assert later.heard == ("One.",)


def test_a_loudspeaker_that_asks_for_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("local_voice.player.PATIENCE_SECONDS", 0.05)
    mouth = Mouth(Voices(), Player(sound=Output()))
    speaking = mouth.say(("One.",), "en-US", Pace.EVEN)
    until(lambda: speaking.done)
    assert speaking.heard == ()
    assert "gone" in speaking.trouble


def test_fixed_phrases_are_kept_and_others_are_not(device: Device, tmp_path: Path) -> None:
    device.begin()
    for voice, expected in ((Voices(), ["Anything else?", "For Anna."]), (Voices(), ["For Anna."])):
        mouth = Mouth(voice, Player(sound=device), Kept(tmp_path), lambda: ("Anything else?",))
        mouth.prepare((), "en-US", Pace.EVEN)
        until(lambda mouth=mouth: mouth._fixed is not None)
        for _ in range(2):
            speaking = mouth.say(("Anything else?", "For Anna."), "en-US", Pace.EVEN)
            until(lambda speaking=speaking: speaking.done)
        assert voice.asked == expected
    assert len(list(tmp_path.glob("*.wav"))) == 1


def test_shown_is_heard() -> None:
    assert Shown().say(("One.", "Two."), "en-US", Pace.EVEN).heard == ("One.", "Two.")


@pytest.mark.parametrize("name", earcons.names())
def test_earcons_are_short_and_do_not_click(name: str) -> None:
    sound = earcons.earcon(name)
    samples = np.frombuffer(sound.pcm, "<i2").astype(int)
    assert sound.seconds <= 0.15
    assert samples.max() < 6000
    assert abs(samples[0]) < 50
    assert abs(samples[-1]) < 300


@pytest.mark.skipif(not can_speak(), reason="no espeak-ng on this machine (apt install espeak-ng)")
def test_the_real_voice_killed_in_the_middle_says_all(device: Device) -> None:
    """kill -9 between two sentences, and a worker that was ended while it spoke."""
    voice = Synthesiser((sys.executable, "-m", "skill.speech.speaking"))
    mouth = Mouth(voice, Player(sound=device))
    device.begin()
    try:
        first = mouth.say(("Hello.",), "en-US", Pace.EVEN)
        until(lambda: first.done)
        for sentences in (("It arrives on Tuesday.", "Anything else?"), ("Goodbye.",)):
            assert voice.pid is not None
            os.kill(voice.pid, signal.SIGKILL)
            speaking = mouth.say(sentences, "en-US", Pace.EVEN)
            until(lambda speaking=speaking: speaking.done)
            assert speaking.heard == sentences
            assert not speaking.trouble
    finally:
        mouth.close()
    assert voice.pid is None
