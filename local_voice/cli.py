"""The commands of `python -m local_voice`."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from local_voice.options import AUTO, FULL, KEY, MICROPHONE, OPEN, PHRASE, PUSH, WAKE, Options
from skill.speech.synthesiser import Synthesiser
from skill.speech.voices import can_speak

_LOCALE = click.option("--locale", default="en-US", show_default=True, help="The language and region: en-US, fr-FR ...")
_DEVICE = click.option("--device", help="The microphone: its number, or words of its name (see: devices).")
_SPEAKER = click.option("--loudspeaker", help="The same for the loudspeaker.")


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Talk to the shop with a microphone and a loudspeaker. Nothing leaves this machine.

    \b
    python -m local_voice                          talk, as the demonstration's customer
    python -m local_voice talk --mode wake         wait for "hey shop" first
    python -m local_voice talk --input text        the same loop, typed
    python -m local_voice talk --input order.wav   the same loop, from a recording
    python -m local_voice doctor                   what is wrong with the sound, and what to do
    python -m local_voice devices                  microphones and loudspeakers
    python -m local_voice report                   words of the shop that cannot be heard

    While the assistant speaks, space or Enter cuts in. "Repeat", "go on" and "stop" are understood at any time;
    Ctrl-C leaves. Without a microphone the exit code is 3.
    """
    if context.invoked_subcommand is None:
        context.invoke(talk)


@main.command()
@_LOCALE
@click.option("--customer", default="", help="A customer's id; 'guest' is somebody without an account.")
@click.option(
    "--input",
    "source",
    default=MICROPHONE,
    show_default=True,
    metavar="mic|text|stdin|FILE",
    help="Where words come from: the microphone, lines that are typed, sound at standard input (WAV, or 16 kHz mono "
    "samples of 16 bits), or a WAV file.",
)
@_DEVICE
@_SPEAKER
@click.option("--list-devices", is_flag=True, help="List microphones and loudspeakers, and leave.")
@click.option(
    "--mode",
    type=click.Choice([OPEN, PUSH, WAKE]),
    default=OPEN,
    show_default=True,
    help="What opens the microphone: every question, a key, or the wake phrase.",
)
@click.option("--wake-phrase", default=PHRASE, show_default=True, help="Two or three words for --mode wake.")
@click.option(
    "--barge-in",
    type=click.Choice([AUTO, FULL, KEY]),
    default=AUTO,
    show_default=True,
    help="Who may cut in: a key, or (full) a voice too. auto is full with an echo-cancelled microphone.",
)
@click.option("--earcons/--no-earcons", default=True, show_default=True, help="Short sounds when it listens.")
@click.option("--speak/--no-speak", default=None, help="Speak replies aloud.  [default: with a microphone]")
@click.option("--greeting/--no-greeting", default=True, show_default=True, help="Greet, or listen at once.")
@click.option("--wait", type=click.FloatRange(1, 60), default=8, show_default=True, help="Seconds before a silence.")
@click.option("--timings", is_flag=True, help="How long each turn took.")
def talk(  # noqa: PLR0917  # click hands over options by name
    locale: str,
    customer: str,
    source: str,
    device: str | None,
    loudspeaker: str | None,
    list_devices: bool,
    mode: str,
    wake_phrase: str,
    barge_in: str,
    earcons: bool,
    speak: bool | None,
    greeting: bool,
    wait: float,
    timings: bool,
) -> None:
    """Hold a conversation. "stop" or Ctrl-C leaves."""
    if list_devices:
        _devices()
        return
    options = Options(
        locale=locale,
        input=source,
        device=device,
        loudspeaker=loudspeaker,
        mode=mode,
        barge_in=barge_in,
        phrase=wake_phrase,
        earcons=earcons,
        speak=speak,
        greet=greeting,
        wait_ms=1000 * wait,
    )
    voice = Synthesiser() if options.aloud and can_speak() else None
    if voice is not None:
        voice.start()  # it comes up while everything else is loaded
    with _loading():
        from local_voice.commands import converse  # noqa: PLC0415  # it loads the shop

    converse(options, customer, voice, timings=timings)


@contextmanager
def _loading() -> Iterator[None]:
    """Thousands of definitions are none of them garbage: looking for some would take a third of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _devices() -> None:
    with _loading():
        from local_voice.commands import list_devices  # noqa: PLC0415  # it loads PortAudio

    list_devices()


@main.command(name="devices")
def devices_() -> None:
    """List microphones and loudspeakers, with the numbers and names that --device and --loudspeaker take."""
    _devices()


@main.command()
@_LOCALE
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Also write it to this file.")
def report(locale: str, out: Path | None) -> None:
    """List the words of the shop that the model of speech cannot hear, and what can be said instead."""
    with _loading():
        from local_voice.commands import unheard  # noqa: PLC0415  # it loads the shop

    unheard(locale, out)


@main.command()
@_LOCALE
@_DEVICE
@_SPEAKER
def doctor(locale: str, device: str | None, loudspeaker: str | None) -> None:
    """Check microphone, level, loudspeaker, echo, model, voice and latency, and say what to do about each.

    Be silent while it listens; it plays a short noise. The exit code is 1 when something is wrong.
    """
    with _loading():
        from local_voice.commands import examined  # noqa: PLC0415  # it loads the ear

    sys.exit(0 if examined(locale, device, loudspeaker) else 1)
