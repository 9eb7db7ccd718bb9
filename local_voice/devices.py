"""The sound cards of this machine, by name or number. PortAudio is loaded when it is first needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from local_voice.audio import AudioError, NoSink, NoSource

NO_PORTAUDIO = (
    "Sound needs PortAudio, which is not here. On Debian and Ubuntu: sudo apt-get install libportaudio2. "
    "Without sound hardware, converse by WAV file or by text."
)
NO_SOUNDDEVICE = "Sound needs a Python package that is not here: pip install -r requirements-voice.txt"
NO_LOUDSPEAKER = "No loudspeaker was found on this machine: replies are shown, and not spoken."
NO_MICROPHONE = "No microphone was found on this machine. Plug one in, or converse by WAV file or by text."


@dataclass(frozen=True, slots=True)
class Device:
    """One input or output: its number, its name, its channels and the rate it has by itself."""

    number: int
    name: str
    inputs: int
    outputs: int
    rate: int
    default_input: bool = False
    default_output: bool = False


def portaudio() -> ModuleType:
    """The module sounddevice. Raises NoSource with what to install."""
    try:
        import sounddevice  # type: ignore[import-untyped]  # noqa: PLC0415  # it loads PortAudio, or raises
    except ImportError as error:
        raise NoSource(NO_SOUNDDEVICE) from error
    except OSError as error:
        raise NoSource(NO_PORTAUDIO) from error
    return sounddevice  # type: ignore[no-any-return]  # it ships no types


def devices(sound: Any = None) -> tuple[Device, ...]:
    """All devices, in PortAudio's order. `sound` stands in for sounddevice. Raises NoSource."""
    sound = sound or portaudio()
    try:
        raw: Sequence[Any] = sound.query_devices()
        usual_in, usual_out = sound.default.device
    except sound.PortAudioError as error:
        raise NoSource(f"The sound cards cannot be listed: {error}") from error
    return tuple(
        Device(
            number,
            str(each["name"]),
            int(each["max_input_channels"]),
            int(each["max_output_channels"]),
            int(each["default_samplerate"]),
            number == usual_in,
            number == usual_out,
        )
        for number, each in enumerate(raw)
    )


def microphone(wanted: str | int | None, among: Sequence[Device]) -> Device:
    """The input of this number, or whose name has these words; None: the usual one. Raises NoSource."""
    inputs = [device for device in among if device.inputs]
    if not inputs:
        raise NoSource(NO_MICROPHONE)
    usual = next((device for device in inputs if device.default_input), inputs[0])
    return _wanted(wanted, inputs, usual, "microphone", NoSource)


def loudspeaker(wanted: str | int | None, among: Sequence[Device]) -> Device:
    """The same for an output. Raises NoSink."""
    outputs = [device for device in among if device.outputs]
    if not outputs:
        raise NoSink(NO_LOUDSPEAKER)
    usual = next((device for device in outputs if device.default_output), outputs[0])
    return _wanted(wanted, outputs, usual, "loudspeaker", NoSink)


def _wanted(
    wanted: str | int | None, among: Sequence[Device], usual: Device, what: str, missing: type[AudioError]
) -> Device:
    """The wanted one of `among`. Raises `missing`."""
    if wanted is None:
        return usual
    if isinstance(wanted, int) or wanted.isdecimal():
        found = [device for device in among if device.number == int(wanted)]
    else:
        exact = [device for device in among if device.name.casefold() == wanted.casefold()]
        found = exact or [device for device in among if wanted.casefold() in device.name.casefold()]
    if len(found) == 1:
        return found[0]
    listed = "; ".join(f"{device.number}: {device.name}" for device in found or among)
    told = f"{wanted!r} is several {what}s" if found else f"There is no {what} {wanted!r}"
    raise missing(f"{told}. There are {listed}.")
