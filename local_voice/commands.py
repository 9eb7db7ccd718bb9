"""What the commands of `python -m local_voice` do. Loads the shop and the ear: imported when one is called."""

import sys
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

from local_voice.audio import AudioError, NoSource
from local_voice.devices import devices
from local_voice.doctor import examine
from local_voice.keys import Keys, NoKeys
from local_voice.options import Options
from local_voice.phrases import Phrases
from local_voice.recogniser import CannotHear, VoskModel
from local_voice.report import report
from local_voice.session import Session
from local_voice.terminal import Terminal
from local_voice.wake import BadPhrase
from skill.bootstrap import House, build, ear
from skill.settings import BadSetting, read_settings
from skill.speech.synthesiser import Synthesiser
from skill.storage.database import StorageError
from skill.understanding.ear import UnknownLocale
from voice_models import NoVoiceModel, find

GUEST = "guest"
NO_SOUND = 3  # the exit code of a machine without a microphone


def converse(options: Options, customer: str, voice: Synthesiser | None, *, timings: bool) -> None:
    """Hold conversations until nobody wants to any more. `voice` was started already, and is ended here."""
    terminal = Terminal(timings=timings)
    house = None
    try:
        house = _house()
        known, who = _who(house, customer, options.locale)
        terminal.told(f"You are {who}, speaking {options.locale}. {_advice(options)}")
        _converse(house, replace(options, customer=known), terminal, voice)
    except KeyboardInterrupt:
        terminal.told("(Left. A question that was open does nothing without an answer.)")
    finally:
        terminal.close()
        if voice is not None:
            voice.close()
        if house is not None:
            house.database.close()


def _converse(house: House, options: Options, terminal: Terminal, voice: Synthesiser | None) -> None:
    try:
        with Keys() if options.live else _no_keys() as keys:
            session = Session(house, options, terminal, keys, voice)
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


def list_devices() -> None:
    """Print them; ends the program where there are none."""
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


def unheard(locale: str, out: Path | None) -> None:
    """Print and write the report."""
    house = _house()
    try:
        model = find(locale)
        understanding = ear(house, locale).understanding
        names = house.shops.names(locale.partition("-")[0].lower())
        found = report(locale, model.name, Phrases(understanding, names), VoskModel(model.path).has)
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


def examined(locale: str, device: str | None, loudspeaker: str | None) -> bool:
    """Print what the doctor finds; whether all is well."""
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
    return fine
