"""Sound from files, from standard input and from a card, as blocks of 16 kHz."""

import io
import struct
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_voice.audio import BLOCK_BYTES, RATE, NoSource, Source, SourceEnded
from local_voice.recordings import standard_input, wav_file
from local_voice.resample import Blocks, Resampler, floats, mixed
from tests.local_voice.speech import Samples

TONE_HZ = 440


def tone(rate: int, seconds: float = 0.5) -> Samples:
    return np.asarray(0.5 * np.sin(2 * np.pi * TONE_HZ * np.arange(int(rate * seconds)) / rate), np.float32)


def wav(rate: int, width: int, channels: int) -> bytes:
    """A tone as a WAV file."""
    sound = np.repeat(tone(rate), channels)
    if width == 1:
        raw = (sound * 127 + 128).astype(np.uint8).tobytes()
    elif width == 3:
        raw = b"".join(struct.pack("<i", int(each * (2**31 - 1)))[1:] for each in sound)
    else:
        raw = (sound * (2 ** (8 * width - 1) - 1)).astype(f"<i{width}").tobytes()
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((channels, width, rate, 0, "NONE", ""))
        file.writeframes(raw)
    return out.getvalue()


def everything(source: Source) -> Samples:
    blocks = []
    try:
        while block := source.read(0):
            assert len(block) == BLOCK_BYTES
            blocks.append(block)
    except SourceEnded:
        source.close()
    return np.asarray(np.frombuffer(b"".join(blocks), "<i2") / 32768, np.float32)


def frequency(sound: Samples) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return float(np.argmax(spectrum)) * RATE / len(sound)


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 44100, 48000])
@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize("channels", [1, 2])
def test_any_wav_file_becomes_16_khz_mono(rate: int, width: int, channels: int, tmp_path: Path) -> None:
    """The tone keeps its pitch, its loudness and its length."""
    path = tmp_path / "tone.wav"
    path.write_bytes(wav(rate, width, channels))
    sound = everything(wav_file(path))
    assert frequency(sound) == pytest.approx(TONE_HZ, abs=4)
    assert np.sqrt(np.mean(np.square(sound[800:7000]))) == pytest.approx(0.5 / np.sqrt(2), rel=0.03)
    assert len(sound) == pytest.approx(RATE / 2, abs=2 * RATE * 0.02)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"not a wav file at all", wav(16000, 2, 1)[:20]])
def test_what_is_no_wav_file_is_told(content: bytes, tmp_path: Path) -> None:
    """With the name of the file and what can be read."""
    path = tmp_path / "odd.wav"
    path.write_bytes(content)
    with pytest.raises(NoSource, match=r"odd\.wav is not a WAV file"):
        wav_file(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """And a folder is none."""
    for path in (tmp_path / "missing.wav", tmp_path):
        with pytest.raises(NoSource, match="cannot be read"):
            wav_file(path)


def test_standard_input_is_raw_samples_or_a_wav_file() -> None:
    """Both sound the same."""
    raw = (tone(RATE) * 32767).astype("<i2").tobytes()
    by_raw, by_wav = (
        everything(standard_input(io.BytesIO(raw))),
        everything(standard_input(io.BytesIO(wav(RATE, 2, 1)))),
    )
    assert np.array_equal(by_raw, by_wav)
    with pytest.raises(SourceEnded):
        standard_input(io.BytesIO(b"")).read(0)


@given(st.lists(st.integers(1, 3000), min_size=1, max_size=12), st.sampled_from([8000, 44100, 48000]))
def test_where_the_sound_is_cut_makes_no_difference(pieces: list[int], rate: int) -> None:
    """Resampled in pieces or at once: the same samples."""
    sound = tone(rate, 0.4)
    whole = Resampler(rate).take(sound, last=True)
    streamed, at, told = Resampler(rate), 0, b""
    for piece in pieces:
        told += streamed.take(sound[at : at + piece])
        at += piece
    told += streamed.take(sound[at:], last=True)
    left, right = np.frombuffer(whole, "<i2").astype(int), np.frombuffer(told, "<i2").astype(int)
    assert len(left) == len(right)
    assert np.max(np.abs(left - right), initial=0) <= 1


@given(st.lists(st.binary(max_size=2000), max_size=10))
def test_blocks_lose_nothing(pieces: list[bytes]) -> None:
    """Whole blocks, in order, the last filled up with silence."""
    blocks = Blocks()
    told = [block for piece in pieces for block in blocks.take(piece)] + blocks.take(b"", last=True)
    whole = b"".join(pieces)
    assert all(len(block) == BLOCK_BYTES for block in told)
    assert b"".join(told)[: len(whole)] == whole
    assert len(b"".join(told)) - len(whole) < BLOCK_BYTES


def test_channels_are_mixed_and_odd_widths_refused() -> None:
    """Two opposite channels cancel out; five bytes a sample are none."""
    assert np.allclose(mixed(np.asarray([0.5, -0.5, 0.25, 0.25], np.float32), 2), [0, 0.25])
    with pytest.raises(ValueError, match="5 bytes"):
        floats(b"", 5)
    with pytest.raises(ValueError, match="10 samples"):
        Resampler(10)
