"""The microphone, over a stand-in for sounddevice that can refuse, fall silent and be unplugged."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from local_voice import devices
from local_voice.audio import BLOCK_BYTES, NoSource, SourceLost
from local_voice.capture import AGAIN_SECONDS, FIRST_SECONDS, PATIENCE_SECONDS, QUEUED_SECONDS, Microphone


class PortAudioError(Exception):
    """As sounddevice has it."""


class Card:
    """A sound card; `rates` are those it takes."""

    PortAudioError = PortAudioError

    def __init__(self, rates: tuple[int, ...] = (16_000,), names: tuple[str, ...] = ("Built-in", "USB mic")) -> None:
        self.rates, self.names = rates, names
        self.streams: list[Any] = []
        self.default = SimpleNamespace(device=(0, 0))

    def query_devices(self) -> list[dict[str, Any]]:
        speaker = {"name": "Speaker", "max_input_channels": 0, "max_output_channels": 2, "default_samplerate": 48000.0}
        inputs = [
            {
                "name": name,
                "max_input_channels": 2,
                "max_output_channels": 0,
                "default_samplerate": float(self.rates[0]),
            }
            for name in self.names
        ]
        return [*inputs, speaker]

    def RawInputStream(self, **wanted: Any) -> Any:  # noqa: N802  # as sounddevice has it
        if wanted["samplerate"] not in self.rates:
            raise PortAudioError("Invalid sample rate [PaErrorCode -9997]")
        stream = SimpleNamespace(active=True, **wanted)
        stream.start = lambda: None
        stream.abort = stream.close = lambda: setattr(stream, "active", False)
        self.streams.append(stream)
        return stream

    def speak(self, seconds: float) -> None:
        """The card delivers a loud tone."""
        stream = self.streams[-1]
        for _ in range(int(seconds * 50)):
            frames = stream.blocksize
            sound = np.full(frames * stream.channels, 1000, "<i2").tobytes()
            stream.callback(sound, frames, None, None)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A clock that a test moves; waiting moves it as well."""
    now = SimpleNamespace(seconds=100.0)
    monkeypatch.setattr(
        "local_voice.capture.time.sleep", lambda seconds: setattr(now, "seconds", now.seconds + seconds)
    )
    return now


def opened(card: Card, time: SimpleNamespace, wanted: str | int | None = None) -> Microphone:
    return Microphone(wanted, sound=card, clock=lambda: float(time.seconds))


def test_blocks_of_a_card_that_takes_16_khz(time: SimpleNamespace) -> None:
    """They come as they are."""
    card = Card()
    microphone = opened(card, time)
    card.speak(0.1)
    blocks = [microphone.read(0) for _ in range(5)]
    assert all(block and len(block) == BLOCK_BYTES for block in blocks)
    assert microphone.read(0) is None
    assert microphone.live


def test_a_card_that_refuses_16_khz_is_resampled(time: SimpleNamespace) -> None:
    """It is opened at its own rate, and a second is a second."""
    card = Card(rates=(48_000,))
    microphone = opened(card, time)
    assert card.streams[-1].samplerate == 48_000
    card.speak(2)
    count = 0
    while microphone.read(0):
        count += 1
    assert 95 <= count <= 100


def test_a_card_that_takes_nothing_is_told(time: SimpleNamespace) -> None:
    """With its name."""
    with pytest.raises(NoSource, match="Built-in"):
        opened(Card(rates=(1,)), time)


def test_the_device_is_named_or_numbered(time: SimpleNamespace) -> None:
    """By number, by part of the name; what is not there or is several is told with what there is."""
    card = Card(names=("Built-in", "USB mic", "USB camera"))
    assert opened(card, time, "mic").device.number == 1
    assert opened(card, time, 2).device.name == "USB camera"
    assert opened(card, time, "2").device.name == "USB camera"
    with pytest.raises(NoSource, match="several microphones"):
        opened(card, time, "usb")
    with pytest.raises(NoSource, match="0: Built-in"):
        opened(card, time, "piano")
    with pytest.raises(NoSource, match="No microphone"):
        opened(Card(names=()), time)


def test_nobody_reading_loses_the_oldest_sound_only(time: SimpleNamespace) -> None:
    """The queue is bounded, and says how much was forgotten."""
    card = Card()
    microphone = opened(card, time)
    card.speak(QUEUED_SECONDS + 1)
    assert microphone.forgotten == 50
    microphone.drop()
    assert microphone.read(0) is None


def test_a_microphone_that_falls_silent_is_lost_and_opened_again(time: SimpleNamespace) -> None:
    """Said once; the next read opens it anew."""
    card = Card()
    microphone = opened(card, time)
    card.speak(0.02)
    assert microphone.read(0)
    time.seconds += PATIENCE_SECONDS + 0.1
    with pytest.raises(SourceLost, match="gives nothing any more"):
        microphone.read(0)
    assert microphone.read(0) is None
    card.speak(0.02)
    assert microphone.read(0)
    assert len(card.streams) == 2


def test_a_fresh_microphone_is_given_more_time(time: SimpleNamespace) -> None:
    """A source may give nothing in its first second."""
    card = Card()
    microphone = opened(card, time)
    time.seconds += PATIENCE_SECONDS + 0.1
    assert microphone.read(0) is None
    time.seconds += FIRST_SECONDS
    with pytest.raises(SourceLost):
        microphone.read(0)


def test_an_unplugged_microphone_is_lost_until_it_is_back(time: SimpleNamespace) -> None:
    """Each attempt is told, no faster than once a second; back in its place it goes on."""
    card = Card()
    microphone = opened(card, time, "USB mic")
    card.streams[-1].active = False
    with pytest.raises(SourceLost):
        microphone.read(0)
    card.names = ("Built-in",)
    for _ in range(3):
        before = time.seconds
        with pytest.raises(SourceLost, match="USB mic"):
            microphone.read(AGAIN_SECONDS)
        assert time.seconds - before <= AGAIN_SECONDS
    card.names = ("Built-in", "USB mic")
    assert microphone.read(AGAIN_SECONDS) is None
    card.speak(0.02)
    assert microphone.read(0)


def test_without_portaudio_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """sounddevice raises OSError where the library is missing."""
    imported: Callable[..., Any] = __import__

    def importing(name: str, *rest: Any, **others: Any) -> Any:
        if name == "sounddevice":
            raise OSError("PortAudio library not found")
        return imported(name, *rest, **others)

    monkeypatch.setattr("builtins.__import__", importing)
    with pytest.raises(NoSource, match="libportaudio2"):
        devices.portaudio()
