"""python -m interaction_models profile"""

from collections.abc import Mapping
from typing import Any

import click

from interaction_models import files
from interaction_models.smapi.connecting import connect, told
from interaction_models.smapi.problems import EXIT_CODES, BadUse
from skill.understanding.model import BadModel
from skill.understanding.understanding import Understanding


@click.command(epilog=EXIT_CODES)
@click.argument("utterance")
@click.option("--locale", default="en-US", show_default=True)
@click.option("--remote", is_flag=True, help="Also ask Amazon; needs --skill-id and a built model there.")
@click.option("--skill-id", envvar="ALEXA_SKILL_ID", show_envvar=True, help="amzn1.ask.skill...., of the skill.")
@click.option("--stage", default="development", show_default=True, type=click.Choice(["development", "live"]))
def profile(utterance: str, locale: str, remote: bool, skill_id: str | None, stage: str) -> None:
    """What one UTTERANCE is understood as: here, and with --remote by Amazon beside it."""
    with told():
        if remote and not skill_id:
            raise BadUse("--remote needs --skill-id.")
        try:
            ear = Understanding.train(files.read(files.path_of(locale)), locale)
        except BadModel as error:
            raise BadUse(str(error)) from error
        parse = ear.parse(utterance)
        slots = {name: slot.value for name, slot in parse.heard.slots.items()}
        click.echo(_line("here", parse.heard.intent, slots, f"confidence {parse.confidence:.2f}"))
        if remote and skill_id:
            answer = connect(skill_id, stage, lambda text: click.echo(text, err=True)).profile(locale, utterance)
            for line in _told(answer):
                click.echo(line)


def _told(answer: Mapping[str, Any]) -> list[str]:
    chosen = answer.get("selectedIntent") or {}
    considered = [str(one.get("name")) for one in answer.get("consideredIntents") or ()]
    also = f"also considered: {', '.join(considered)}" if considered else ""
    if answer.get("sessionEnded"):
        also = "; ".join(filter(None, (also, "ends the session")))
    slots = {name: str(slot["value"]) for name, slot in (chosen.get("slots") or {}).items() if slot.get("value")}
    return [_line("remote", str(chosen.get("name") or "nothing"), slots, also)]


def _line(who: str, intent: str, slots: Mapping[str, str], also: str) -> str:
    told = "; ".join(f"{name}={value}" for name, value in slots.items()) or "no slots"
    return f"{who:7} {intent:24} {told}" + (f"   ({also})" if also else "")
