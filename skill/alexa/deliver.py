"""`python -m skill.alexa.deliver`: takes the order updates that wait and has Alexa announce them.

An entrance of its own, to be run every few minutes: it opens the shop's database and nothing else of the shop. It
prints counts, never a name, a number or a secret.
"""

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

import click

from skill import logs
from skill.alexa.proactive import EVENTS_URL, TOKEN_URL, Announcer, Refused, TryLater, event
from skill.alexa.verification import utc_now
from skill.phrasing.bundles import LOCALES
from skill.settings import BadSetting, read_settings
from skill.storage.database import Database, StorageError
from skill.storage.migrations import upgrade
from skill.storage.outbox import Outbox

MOST = 500  # deliveries in one run
STAGES = {"live": "", "development": "stages/development"}


def deliver(
    outbox: Outbox,
    announcer: Announcer,
    sellers: Mapping[str, str],
    *,
    clock: Callable[[], datetime] = utc_now,
    most: int = MOST,
) -> Counter[str]:
    """Deliver what is due, at most `most`; gives how many were "sent", "dropped" and put off ("later").

    A run ends at the first that must wait: what holds it up holds up the others too, and they lose no try by it.
    """
    told: Counter[str] = Counter()
    for _ in range(most):
        delivery = outbox.claim()
        if delivery is None:
            break
        try:
            announcer.send(event(delivery, now=clock(), sellers=sellers))
        except Refused as refused:
            outbox.dropped(delivery, str(refused))
            told["dropped"] += 1
        except TryLater as later:
            outbox.failed(delivery, str(later))
            told["later"] += 1
            break
        else:
            outbox.sent(delivery)
            told["sent"] += 1
    return told


@click.command(help="Have Alexa announce the order updates that wait.")
@click.option("--stage", type=click.Choice(tuple(STAGES)), default="live", show_default=True, help="Of the skill.")
@click.option("--events-url", default=EVENTS_URL, show_default=True, help="The region's address of proactive events.")
@click.option("--token-url", default=TOKEN_URL, show_default=True, help="Where Login with Amazon gives tokens.")
@click.option("--most", default=MOST, show_default=True, type=click.IntRange(min=1), help="Deliveries in one run.")
def main(stage: str, events_url: str, token_url: str, most: int) -> None:
    """Read the settings, deliver, and say how many. Exit status 1 when some must wait or are left for a person."""
    try:
        settings = read_settings()
        secret = settings.alexa_client_secret.get_secret_value()
        if not settings.alexa_client_id or not secret:
            raise BadSetting("set ALEXA_CLIENT_ID and ALEXA_CLIENT_SECRET to those of the skill")
        logs.configure(settings.log_level, settings.log_format)
        database = Database(settings.database)
        upgrade(database)
    except (BadSetting, StorageError) as error:
        raise click.ClickException(str(error)) from error
    try:
        outbox = Outbox(database, utc_now)
        address = events_url.rstrip("/") + "/" + STAGES[stage]
        announcer = Announcer(settings.alexa_client_id, secret, utc_now, address, token_url)
        told = deliver(outbox, announcer, dict.fromkeys(LOCALES, settings.shop_name), most=most)
        stuck = outbox.left_for_a_person()
    finally:
        database.close()
    click.echo(f"{told['sent']} sent, {told['dropped']} dropped, {told['later']} to be tried again.")
    if stuck:
        click.echo(f"{stuck} were tried too often and are left for a person: see alexa_deliveries.", err=True)
    sys.exit(1 if stuck or told["later"] else 0)


if __name__ == "__main__":
    main()
