"""python -m interaction_models rollback"""

from collections.abc import Sequence
from pathlib import Path

import click

from interaction_models.smapi.connecting import connect, finish, journal_of, skill_options, told
from interaction_models.smapi.journal import Journal
from interaction_models.smapi.models import changes, digest
from interaction_models.smapi.plan import Plan
from interaction_models.smapi.problems import EXIT_CODES, BadUse, Conflict
from interaction_models.smapi.progress import progress
from interaction_models.smapi.service import Service
from interaction_models.smapi.upload import Pace, Uploads


@click.command(epilog=EXIT_CODES)
@click.argument("locales", nargs=-1, metavar="LOCALE...")
@skill_options
@click.option("--list", "listed", is_flag=True, help="Only show the backups there are, the newest first.")
@click.option(
    "--to", "backup", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="This backup (a file)."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask; for CI.")
@click.option("--interval", default=2.0, show_default=True, type=click.FloatRange(min=0), help="Seconds between looks.")
def rollback(
    *,
    locales: Sequence[str],
    skill_id: str,
    stage: str,
    listed: bool,
    backup: Path | None,
    dry_run: bool,
    yes: bool,
    interval: float,
) -> None:
    """Put back what was there before an upload, byte for byte: of each LOCALE the newest backup that differs from now.

    What is there now is kept too, so a rollback can itself be rolled back.
    """
    with told():
        journal = journal_of(skill_id, stage)
        if listed:
            _list(journal, locales)
            return
        if not locales or (backup and len(locales) > 1):
            raise BadUse("Name the locale to roll back" + (", one with --to." if backup else "; --list shows them."))
        service = connect(skill_id, stage, lambda text: click.echo(text, err=True))
        with journal.locked():
            planned = [_plan(service, journal, locale, backup) for locale in locales]
        for one in planned:
            click.echo(f"{one.locale}  {one.why}")
        if dry_run or not (yes or click.confirm("Put back?", err=True)):
            click.echo("Nothing was sent.")
            return
        with journal.locked(), progress() as shown:
            done = Uploads(service, journal, shown, Pace(between=interval)).run(planned)
        finish(done)


def _plan(service: Service, journal: Journal, locale: str, backup: Path | None) -> Plan:
    remote, status = service.model(locale), service.status().get(locale)
    if remote is None:
        raise BadUse(f"{locale}: the service has no model for it.")
    if ((status or {}).get("lastUpdateRequest") or {}).get("status") == "IN_PROGRESS":
        raise Conflict(f"{locale}: a build is running. Wait until it has ended.")
    now = digest(remote.body)
    for path in [backup] if backup else journal.backups(locale):
        body = path.read_bytes()
        if digest(body) != now:
            return Plan(locale, "send", f"back to {path}: {changes(remote.body, body)}", body, remote, status)
    raise BadUse(f"{locale}: there is no backup that differs from what is there.")


def _list(journal: Journal, locales: Sequence[str]) -> None:
    held = journal.folder / "backups"
    names = list(locales) or sorted(path.name for path in held.glob("*"))
    for locale in names:
        for path in journal.backups(locale):
            click.echo(f"{locale}  {path}  {path.stat().st_size:,} bytes")
    if not any(journal.backups(locale) for locale in names):
        click.echo("There are no backups: nothing has been replaced from here yet.")
