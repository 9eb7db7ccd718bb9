"""The commands of `python -m local_voice`."""

import sys
from pathlib import Path

import click
from rich.console import Console

from local_voice.audio import AudioError, NoSource
from local_voice.devices import devices
from local_voice.doctor import examine
from local_voice.keys import Keys, NoKeys
from local_voice.phrases import Phrases
from local_voice.recogniser import CannotHear, VoskModel
from local_voice.report import report as unheard
from local_voice.session import AUTO, FULL, KEY, MICROPHONE, OPEN, PUSH, WAKE, Options, Session
from local_voice.terminal import Terminal
from local_voice.wake import PHRASE, BadPhrase
from skill.bootstrap import House, build, ear
from skill.settings import BadSetting, read_settings
from skill.storage.database import StorageError
from skill.understanding.ear import UnknownLocale
from voice_models import NoVoiceModel, find

GUEST = "guest"
NO_SOUND = 3  # the exit code of a machine without a microphone
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
        _list_devices()
        return
    terminal = Terminal(timings=timings)
    house = _house()
    try:
        known, who = _who(house, customer, locale)
        options = Options(
            locale=locale,
            customer=known,
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
        terminal.told(f"You are {who}, speaking {locale}. {_advice(options)}")
        _converse(house, options, terminal)
    except KeyboardInterrupt:
        terminal.told("(Left. A question that was open does nothing without an answer.)")
    finally:
        terminal.close()
        house.database.close()


def _converse(house: House, options: Options, terminal: Terminal) -> None:
    try:
        with Keys() if options.live else _no_keys() as keys:
            session = Session(house, options, terminal, keys)
            try:
                session.run()
            finally:
                session.close()
    except NoSource as error:
        if not options.live:
            raise click.ClickException(str(error)) from error
        click.echo(f"{error}\n\n{_without(options)}", err=True)
        sys.exit(NO_SOUND)
    except (NoVoiceModel, UnknownLocale, CannotHear, AudioError, NoKeys, BadPhrase) as error:
        raise click.ClickException(str(error)) from error


def _no_keys() -> Keys:
    """Lines and recordings leave the keyboard alone."""
    return Keys(wanted=False)


def _advice(options: Options) -> str:
    if options.input == "text":
        return "An empty line is a silence; Ctrl-D or stop leaves."
    return "Space or Enter cuts in, Ctrl-C or stop leaves." if options.live else "Ctrl-C leaves."


def _without(options: Options) -> str:
    """What can be done without a microphone."""
    return (
        "Without a microphone the same conversation goes:\n"
        f"  by typing         python -m local_voice talk --locale {options.locale} --input text\n"
        f"  from a recording  python -m local_voice talk --locale {options.locale} --input recording.wav\n"
        "What this machine has: python -m local_voice doctor"
    )


def _house() -> House:
    try:
        return build(read_settings().model_copy(update={"log_level": "ERROR"}))
    except (BadSetting, StorageError) as error:
        raise click.ClickException(str(error)) from error


def _who(house: House, customer: str, locale: str) -> tuple[str | None, str]:
    """The customer's id and name. Raises click.ClickException."""
    everybody = {id_: (name, language) for id_, name, language in house.shops.customers()}
    if not customer:
        speaks = [id_ for id_, (_, theirs) in everybody.items() if theirs == locale.partition("-")[0]]
        customer = next(iter(speaks or everybody), GUEST)
    if customer == GUEST:
        return None, "somebody without an account"
    if customer not in everybody:
        raise click.ClickException(f"There is no customer {customer!r}. Known: {', '.join([*everybody, GUEST])}.")
    return customer, everybody[customer][0]


@main.command(name="devices")
def devices_() -> None:
    """List microphones and loudspeakers, with the numbers and names that --device and --loudspeaker take."""
    _list_devices()


def _list_devices() -> None:
    try:
        found = devices()
    except NoSource as error:
        click.echo(str(error), err=True)
        sys.exit(NO_SOUND)
    for device in found:
        kinds = [kind for kind, channels in (("mic", device.inputs), ("loudspeaker", device.outputs)) if channels]
        usual = " (usual)" if device.default_input or device.default_output else ""
        click.echo(f"{device.number:3}  {device.name}  {' and '.join(kinds)}, {device.rate} Hz{usual}")
    if not found:
        click.echo("This machine has no sound devices.", err=True)
        sys.exit(NO_SOUND)


@main.command()
@_LOCALE
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Also write it to this file.")
def report(locale: str, out: Path | None) -> None:
    """List the words of the shop that the model of speech cannot hear, and what can be said instead."""
    house = _house()
    try:
        model = find(locale)
        understanding = ear(house, locale).understanding
        names = house.shops.names(locale.partition("-")[0].lower())
        found = unheard(locale, model.name, Phrases(understanding, names), VoskModel(model.path).has)
        path = out or house.settings.var / f"unheard.{locale}.txt"
        found.write(path)
        click.echo(found.text(), nl=False)
        click.echo(f"Written to {path}")
    except (NoVoiceModel, UnknownLocale, CannotHear) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"The report cannot be written: {error}") from error
    finally:
        house.database.close()


@main.command()
@_LOCALE
@_DEVICE
@_SPEAKER
def doctor(locale: str, device: str | None, loudspeaker: str | None) -> None:
    """Check microphone, level, loudspeaker, echo, model, voice and latency, and say what to do about each.

    Be silent while it listens; it plays a short noise. The exit code is 1 when something is wrong.
    """
    console = Console(highlight=False, soft_wrap=True)
    fine = True
    try:
        for finding in examine(locale, device, loudspeaker):
            fine = fine and finding.fine
            mark, style = ("ok   ", "green") if finding.fine else ("WRONG", "red")
            console.print(f"[{style}]{mark}[/{style}]", finding.text, markup=True)
            if finding.advice:
                console.print(f"      {finding.advice}", style="dim", markup=False)
    except KeyboardInterrupt:
        console.print("(Left.)", style="dim")
    sys.exit(0 if fine else 1)
