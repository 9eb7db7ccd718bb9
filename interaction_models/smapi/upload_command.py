"""python -m interaction_models upload"""

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

from interaction_models import files
from interaction_models.smapi.connecting import connect, finish, journal_of, skill_options, told
from interaction_models.smapi.journal import Journal
from interaction_models.smapi.models import sent
from interaction_models.smapi.plan import Plan, plan
from interaction_models.smapi.problems import EXIT_CODES, BadUse, SmapiProblem
from interaction_models.smapi.progress import progress
from interaction_models.smapi.service import Service
from interaction_models.smapi.upload import Outcome, Pace, Uploads
from skill.understanding.model import BadModel


@click.command(epilog=EXIT_CODES)
@click.argument("locales", nargs=-1, metavar="[LOCALE...]")
@skill_options
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help="Where the models are; ours by default."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask; for CI.")
@click.option("--overwrite", is_flag=True, help="Replace what somebody else has changed. It is kept as a backup.")
@click.option("--interval", default=2.0, show_default=True, type=click.FloatRange(min=0), help="Seconds between looks.")
def upload(
    *,
    locales: Sequence[str],
    skill_id: str,
    stage: str,
    folder: Path | None,
    dry_run: bool,
    yes: bool,
    overwrite: bool,
    interval: float,
) -> None:
    """Put our models into a skill, all locales or those named, and wait until they are built.

    What was there is kept first (see rollback). A model that somebody else has changed since your last upload is left
    alone and reported. An upload that was cut off, even by a crash, is taken up again by the same command: what has
    arrived is not sent again. Needs `login`, or the variables ASK_LWA_CLIENT_ID, ASK_LWA_CLIENT_CONFIRMATION and
    ASK_REFRESH_TOKEN.
    """
    with told():
        bodies = _bodies(folder or files.HERE, locales)
        journal = journal_of(skill_id, stage)
        with journal.locked():
            service = connect(skill_id, stage, lambda text: click.echo(text, err=True))
            planned, ended = _plans(service, journal, bodies, overwrite)
            _announce(planned)
            wanted = any(one.todo != "nothing" for one in planned)
            if dry_run or (wanted and not _agreed(yes)):
                click.echo("Nothing was sent.")
                finish(ended)
                return
            with progress() as shown:
                done = Uploads(service, journal, shown, Pace(between=interval)).run(planned)
        finish([*(one for one, was in zip(done, planned, strict=True) if was.todo != "nothing"), *ended])


def _bodies(folder: Path, locales: Sequence[str]) -> dict[str, bytes]:
    there = {path.stem: path for path in sorted(folder.glob("*-*.json"))}
    unknown = [locale for locale in locales if locale not in there]
    if unknown or not there:
        raise BadUse(f"There is no {', '.join(unknown) or 'model'} in {folder}; there is {', '.join(there) or 'none'}.")
    try:
        return {locale: sent(files.read(there[locale])) for locale in dict.fromkeys(locales or there)}
    except BadModel as error:
        raise BadUse(str(error)) from error


def _plans(
    service: Service, journal: Journal, bodies: dict[str, bytes], overwrite: bool
) -> tuple[list[Plan], list[Outcome]]:
    """What to do, and the locales for which that is known to be nothing but a problem."""

    def one(locale: str) -> Plan | Outcome:
        try:
            return plan(service, journal, locale, bodies[locale], overwrite=overwrite)
        except SmapiProblem as problem:
            return Outcome(locale, str(problem), problem)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(one, bodies))
    return [each for each in found if isinstance(each, Plan)], [each for each in found if isinstance(each, Outcome)]


def _announce(planned: Sequence[Plan]) -> None:
    for one in planned:
        click.echo(f"{one.locale}  {one.todo if one.todo != 'nothing' else 'skip'}: {one.why}")


def _agreed(yes: bool) -> bool:
    if yes:
        return True
    if not sys.stdin.isatty():
        raise BadUse("There is nobody to ask: add --yes to send it, or --dry-run only to look.")
    return click.confirm("Send?", err=True)
