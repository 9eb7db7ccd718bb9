"""What this machine's sound is like, and what to do about each finding. Plays a short noise, and listens."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from local_voice import alsa
from local_voice.audio import BLOCK_MS, RATE, NoSink, NoSource, SourceLost
from local_voice.capture import Microphone
from local_voice.echo import cancelled
from local_voice.player import RATE as OUT_RATE
from local_voice.player import Player, wait_for
from local_voice.recogniser import CannotHear, VoskModel
from local_voice.voice import level_db
from skill.speech.sound import Mute, Sound
from skill.speech.synthesiser import Synthesiser
from skill.speech.voices import NO_VOICE, can_speak, rate_for
from voice_models import NoVoiceModel, find

_ROOM_SECONDS, _NOISE_SECONDS, _TAIL_SECONDS = 1.5, 1.2, 0.8
_DEAD_DB, _LOUD_DB = -90.0, -45.0  # of a room
_ECHO_DB = -35.0  # below which the assistant does not hear itself
_NOISE_DB = -20.0  # of full scale
_SLOW_SECONDS = 0.4
_SPREAD = 16  # samples on both sides over which a card smears one
_ANOTHER = "Is it muted, or in use? Try another: python -m local_voice devices"

Floats = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, whether that is fine, and what to do."""

    fine: bool
    text: str
    advice: str = ""


def examine(locale: str, device: str | None = None, loudspeaker: str | None = None) -> Iterator[Finding]:
    """All findings, as they are found."""
    yield from model(locale)
    yield from voice(locale)
    microphone = player = None
    alsa.hush()
    try:
        try:
            microphone = Microphone(device)
        except NoSource as error:
            yield Finding(False, f"Microphone: {error}", "Without one: python -m local_voice talk --input text")
        try:
            player = Player(loudspeaker)
        except (NoSink, NoSource) as error:
            yield Finding(False, f"Loudspeaker: {error}", "Replies are shown instead.")
        if microphone is not None:
            yield from room(microphone)
        if player is not None:
            yield Finding(True, f"Loudspeaker: {player.device.name}, {player.rate} Hz.")
        if microphone is not None and player is not None:
            yield from echo(microphone, player)
    finally:
        if microphone is not None:
            microphone.close()
        if player is not None:
            player.close()


def model(locale: str) -> Iterator[Finding]:
    """The model of speech, and how long it takes to load."""
    try:
        found = find(locale)
        start = time.perf_counter()
        VoskModel(found.path)
    except (NoVoiceModel, CannotHear) as error:
        yield Finding(False, f"Model of speech: {error}")
        return
    took = time.perf_counter() - start
    advice = f"A standard one hears better: python -m voice_models fetch {locale}" if found.embedded else ""
    yield Finding(True, f"Model of speech: {found.name} for {locale}, loaded in {took:.2f} s.", advice)


def voice(locale: str) -> Iterator[Finding]:
    """The voice, whether it speaks the language, and how long a sentence takes."""
    if not can_speak():
        yield Finding(False, "Voice: there is none.", NO_VOICE)
        return
    speaks = Synthesiser()
    try:
        rate = rate_for(locale)
        spoken_by = speaks.voice(locale, rate)
        speaks.sound("One.", locale, rate)
        start = time.perf_counter()
        speaks.sound("Anything else?", locale, rate)
        took = time.perf_counter() - start
    except Mute as error:
        yield Finding(False, f"Voice: {error}.", NO_VOICE)
        return
    finally:
        speaks.close()
    text = f"Voice: {spoken_by.id}, {spoken_by.rate} words a minute, {1000 * took:.0f} ms a sentence."
    yield Finding(took < _SLOW_SECONDS, text, "" if took < _SLOW_SECONDS else "The machine is busy.")


def room(microphone: Microphone) -> Iterator[Finding]:
    """The microphone, and the level of the room."""
    try:
        heard = _recorded(microphone, _ROOM_SECONDS)
    except SourceLost as error:
        yield Finding(
            False, f"Microphone: {error}", "Is it muted or in use? Try another: python -m local_voice devices"
        )
        return
    levels = [level_db(heard[at : at + 640].astype("<i2").tobytes()) for at in range(0, len(heard) - 639, 640)]
    level = float(np.median(levels)) if levels else -96.0
    name = f"Microphone: {microphone.device.name}"
    if level < _DEAD_DB:
        yield Finding(True, f"{name}: digital silence.", "Does talk show no level when you speak? It is muted.")
    elif level > _LOUD_DB:
        yield Finding(False, f"{name}: the room is loud ({level:.0f} dB).", "Turn it down, or come closer.")
    else:
        yield Finding(True, f"{name}: the room has {level:.0f} dB.")


def echo(microphone: Microphone, player: Player) -> Iterator[Finding]:
    """How loud the loudspeaker is in the microphone, and how long sound takes on its way through both."""
    noise = _noise()
    microphone.drop()
    part = player.play(Sound(OUT_RATE, (noise * 32767).astype("<i2").tobytes()))
    try:
        heard = _recorded(microphone, _NOISE_SECONDS + _TAIL_SECONDS)
    except SourceLost as error:
        yield Finding(False, f"Echo: {error}")
        return
    if not wait_for(part, lambda: player.lost):
        yield Finding(False, "Loudspeaker: it took no sound.", _ANOTHER)
        return
    gain, delay = echo_of(_at(noise, OUT_RATE, RATE), heard / 32768)
    free = cancelled(microphone.device.name)
    if gain is None:
        text = "Echo: the microphone does not hear the loudspeaker."
        yield Finding(True, text, "Is it to be heard at all? Then a voice may cut in: --barge-in full")
        return
    text = f"Echo: {gain:.0f} dB, {delay:.0f} ms through loudspeaker and microphone."
    if gain < _ECHO_DB or free:
        yield Finding(True, text, "A voice may cut in: --barge-in full")
    else:
        advice = "A key cuts in. For a voice to do so, load an echo canceller: pactl load-module module-echo-cancel"
        yield Finding(True, text, f"{advice} aec_method=webrtc")


def echo_of(played: Floats, heard: Floats) -> tuple[float | None, float]:
    """How much of what was played is in what was heard (dB) and after how many ms; both at 16 kHz. None: nothing."""
    size = 1 << (len(played) + len(heard)).bit_length()
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(played, size))
    response = np.fft.irfft(spectrum, size)[: len(heard)] / float(np.dot(played, played))
    at = int(np.argmax(np.abs(response)))
    strongest, floor = abs(float(response[at])), float(np.median(np.abs(response)))
    if strongest < 1e-4 or strongest < 12 * floor:
        return None, 0.0
    around = response[max(0, at - _SPREAD) : at + _SPREAD + 1]
    return 10 * float(np.log10(np.sum(np.square(around)))), 1000 * at / RATE


def _noise() -> Floats:
    noise = np.random.default_rng(7).normal(0, 10 ** (_NOISE_DB / 20), int(_NOISE_SECONDS * OUT_RATE))
    return np.clip(noise, -0.9, 0.9).astype(np.float32)


def _at(sound: Floats, rate: int, wanted: int) -> Floats:
    import soxr  # type: ignore[import-untyped]  # noqa: PLC0415  # ships no types

    return np.asarray(soxr.resample(sound, rate, wanted), np.float32)


def _recorded(microphone: Microphone, seconds: float) -> Floats:
    """What is heard for so long. Raises SourceLost."""
    blocks: list[bytes] = []
    while len(blocks) * BLOCK_MS < 1000 * seconds:
        block = microphone.read(0.2)
        if block is not None:
            blocks.append(block)
    return np.frombuffer(b"".join(blocks), "<i2").astype(np.float32)
