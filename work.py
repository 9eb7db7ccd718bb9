"""The worker's entrance: what is done after an answer, and what could not be done."""

import sys

import click

from skill.bootstrap import House, build, work
from skill.settings import BadSetting, read_settings
from skill.storage.database import StorageError
from skill.storage.jobs import Jobs
from skill.work.mail import BadMailServer
from skill.work.queue import BadQueue


@click.group()
def main() -> None:
    """What is done after an answer: receipts sent, payments settled whose outcome was unknown."""


@main.command()
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 32), help="Threads at work.")
def run(workers: int) -> None:
    """Work until told to stop. Any number of these may run, on any number of machines."""
    house = _open()
    house.queue.run(workers)


@main.command()
def once() -> None:
    """Do everything that is due now, and say how much it was."""
    house = _open()
    try:
        done = work(house).once()
        states = Jobs(house.database, house.clock).count()
    finally:
        house.database.close()
    click.echo(f"{done} done, {states.get('waiting', 0)} waiting, {states.get('dead', 0)} given up.")


@main.command()
def dead() -> None:
    """What was given up, with the reason; exit status 1 when there is something."""
    house = _open()
    given_up = Jobs(house.database, house.clock).dead()
    house.database.close()
    for job in given_up:
        click.echo(
            f"{job.id:6d}  {job.kind:10} {job.about}  {job.tries} tries  {job.made_at:%Y-%m-%d %H:%M}  {job.error}"
        )
    if given_up:
        click.echo(f"{len(given_up)} given up. Once the reason is gone: python work.py retry NUMBER")
    sys.exit(1 if given_up else 0)


@main.command()
@click.argument("numbers", nargs=-1, required=True, type=int)
def retry(numbers: tuple[int, ...]) -> None:
    """Try what was given up again, from the beginning."""
    house = _open()
    jobs = Jobs(house.database, house.clock)
    wrong = [number for number in numbers if not jobs.revive(number)]
    house.queue.wake()
    house.database.close()
    if wrong:
        raise click.ClickException(f"there is no such job that was given up: {', '.join(map(str, wrong))}")
    click.echo("It will be tried again.")


def _open() -> House:
    try:
        house = build(read_settings())
        work(house)  # a wrong address is said now, not with the first letter
    except (BadSetting, BadMailServer, BadQueue, StorageError) as error:
        raise click.ClickException(str(error)) from error
    return house


if __name__ == "__main__":
    main()
