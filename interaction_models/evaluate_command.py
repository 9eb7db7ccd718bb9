"""python -m interaction_models evaluate"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from interaction_models import corpus, evaluate, files, sides, utterances
from interaction_models.languages import locale_of
from interaction_models.sides import Answer, Row
from interaction_models.smapi.connecting import connect, told
from interaction_models.smapi.nlu import remote_answers
from interaction_models.smapi.problems import EXIT_CODES, BadUse
from skill.understanding.model import BadModel, Model
from skill.understanding.normalise import language_of

_REMOTE = ("remote_intent", "remote_slots")


@click.command("evaluate", epilog=EXIT_CODES)
@click.argument("locales", nargs=-1, metavar="[LOCALE...]")
@click.option("--model", type=click.Path(path_type=Path), help="Any Alexa interaction model (JSON) instead of ours.")
@click.option(
    "--utterances",
    "file",
    type=click.Path(path_type=Path),
    help="utterance, intent, slots (TSV), instead of the transcripts of the locale.",
)
@click.option("--locale", "own", help="Locale of --model, such as fr-FR; without it, told by its name or its samples.")
@click.option("--out", type=click.Path(path_type=Path), help="Write one row an utterance here (TSV); one locale only.")
@click.option("--remote", is_flag=True, help="Amazon's understanding beside ours; needs --skill-id and a built model.")
@click.option("--skill-id", envvar="ALEXA_SKILL_ID", show_envvar=True, help="amzn1.ask.skill...., of the skill.")
@click.option("--stage", default="development", show_default=True, type=click.Choice(["development", "live"]))
@click.option("--interval", default=2.0, show_default=True, type=click.FloatRange(min=0), help="Seconds between looks.")
def evaluate_(
    *,
    locales: Sequence[str],
    model: Path | None,
    file: Path | None,
    own: str | None,
    out: Path | None,
    remote: bool,
    skill_id: str | None,
    stage: str,
    interval: float,
) -> None:
    """Train on a model alone, hear what customers say, and print how much of it was understood, by intent.

    Without more, our own models and the golden transcripts, in every locale that has some. A transcript is heard turn
    by turn without the question that was open, as Amazon hears it. --remote uploads the utterances as an annotation
    set, lets Amazon evaluate them with the model it has built, and prints both side by side.
    """
    with told():
        chosen = _locales(locales, model, own, file)
        if out is not None and len(chosen) > 1:
            raise BadUse("--out is for one locale: name it.")
        if remote and not skill_id:
            raise BadUse("--remote needs --skill-id.")
        for number, locale in enumerate(chosen):
            if number:
                click.echo()
            raw, expected = _read(locale, model, file)
            if out is not None:
                _write(out, [])  # better said now than after the training
            result = evaluate.evaluate(raw, expected, locale)
            given: Sequence[Answer | None] = [None] * len(expected)
            if remote and skill_id:
                service = connect(skill_id, stage, lambda text: click.echo(text, err=True))
                given = remote_answers(
                    service, locale, expected, lambda text: click.echo(text, err=True), between=interval
                )
            _report(locale, result, given)
            if out is not None:
                _write(out, [_cells(one, said) for one, said in zip(result.outcomes, given, strict=True)])


def _report(locale: str, result: evaluate.Evaluation, given: Sequence[Answer | None]) -> None:
    rows = [
        Row(one.expected, Answer(one.parse.heard.intent, one.slots), said)
        for one, said in zip(result.outcomes, given, strict=True)
    ]
    click.echo(f"locale                {locale}")
    for line in result.report():
        click.echo(line)
    click.echo()
    for line in (*sides.table(rows, language_of(locale)), *sides.differences(rows, language_of(locale))):
        click.echo(line)


def _locales(locales: Sequence[str], model: Path | None, own: str | None, file: Path | None) -> list[str]:
    if model is None:
        chosen = [*dict.fromkeys((*locales, *([own] if own else ())))] or list(corpus.spoken())
        unknown = [one for one in chosen if one not in files.locales()]
        if unknown:
            raise BadUse(f"There is no model for {', '.join(unknown)}; there is {', '.join(files.locales())}.")
        if file is not None and len(chosen) > 1:
            raise BadUse("--utterances is for one locale: name it.")
        return chosen
    if len(locales) > 1 or (locales and own and locales[0] != own):
        raise BadUse("--model has one locale.")
    try:
        return [own or (locales[0] if locales else locale_of(model, Model.read(files.read(model))))]
    except BadModel as error:
        raise BadUse(str(error)) from error


def _read(locale: str, model: Path | None, file: Path | None) -> tuple[Mapping[str, object], list[utterances.Expected]]:
    try:
        raw = files.read(model or files.path_of(locale))
        names = {intent.name for intent in Model.read(raw).intents}
        return raw, utterances.read(file) if file else corpus.transcripts(locale, names)
    except (BadModel, utterances.BadUtterances) as error:
        raise BadUse(str(error)) from error


def _cells(outcome: evaluate.Outcome, remote: Answer | None) -> tuple[str, ...]:
    if remote is None:
        return outcome.cells()
    return (*outcome.cells(), remote.intent, ";".join(f"{name}={value}" for name, value in remote.slots.items()))


def _write(out: Path, rows: Sequence[tuple[str, ...]]) -> None:
    wide = any(len(row) > len(evaluate.COLUMNS) for row in rows)
    try:
        utterances.write(out, (*evaluate.COLUMNS, *(_REMOTE if wide else ())), rows)
    except OSError as error:
        raise BadUse(f"{out}: {error.strerror or error}") from error
