"""WAV files and standard input as sources: time is counted in blocks. Knows no device."""

import io
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from local_voice.audio import NoSource, SourceEnded
from local_voice.resample import Blocks, Resampler, floats, mixed

_AT_ONCE = 4096  # frames read at a time


class Recording:
    """Blocks from something that ends."""

    live = False

    def __init__(self, blocks: Iterator[bytes], file: BinaryIO | None = None) -> None:
        self._blocks = blocks
        self._file = file

    def read(self, timeout: float) -> bytes | None:  # noqa: ARG002  # a recording never lets one wait
        """The next block. Raises SourceEnded."""
        block = next(self._blocks, None)
        if block is None:
            raise SourceEnded("the recording is over")
        return block

    def drop(self) -> None:
        """Nothing: what stands in a recording was said after the assistant had spoken."""

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()


def wav_file(path: Path | str) -> Recording:
    """A WAV file of any rate, width (8 to 32 bits, PCM) and number of channels. Raises NoSource."""
    try:
        file = Path(path).open("rb")  # noqa: SIM115  # the recording closes it
    except OSError as error:
        raise NoSource(f"{path} cannot be read: {error.strerror or error}") from error
    try:
        return Recording(_of_wav(file, str(path)), file)
    except NoSource:
        file.close()
        raise


def standard_input(stream: BinaryIO) -> Recording:
    """A WAV file, or raw samples (16 kHz mono, 16 bits, little-endian), as they come. Raises NoSource."""
    start = stream.read(12)
    if start[:4] == b"RIFF" and start[8:12] == b"WAVE":
        return Recording(_of_wav(io.BytesIO(start + stream.read()), "standard input"))
    return Recording(_of_samples(start, stream))


def _of_samples(start: bytes, stream: BinaryIO) -> Iterator[bytes]:
    blocks = Blocks()
    sound = start
    while sound:
        yield from blocks.take(sound)
        sound = stream.read(_AT_ONCE)
    yield from blocks.take(b"", last=True)


def _of_wav(file: BinaryIO, name: str) -> Iterator[bytes]:
    """The blocks of a WAV file whose head is read at once. Raises NoSource."""
    try:
        read = wave.open(file)  # noqa: SIM115  # read to its end below
        resampler = Resampler(read.getframerate())
        floats(b"", read.getsampwidth())
    except (wave.Error, EOFError, ValueError) as error:
        raise NoSource(f"{name} is not a WAV file that can be read (PCM, 8 to 32 bits): {error}") from error
    return _converted(read, resampler)


def _converted(read: wave.Wave_read, resampler: Resampler) -> Iterator[bytes]:
    blocks = Blocks()
    width, channels = read.getsampwidth(), read.getnchannels()
    while sound := read.readframes(_AT_ONCE):
        yield from blocks.take(resampler.take(mixed(floats(sound, width), channels)))
    yield from blocks.take(resampler.take(floats(b"", width), last=True), last=True)
