"""Order updates on Alexa: what Amazon knows is announced once, to those who want it; the rest waits or is dropped."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from skill.alexa.deliver import deliver
from skill.alexa.proactive import Announcer, Refused, event
from skill.commerce.order import Status
from skill.storage.alexa_people import UPDATES, AlexaPeople
from skill.storage.database import Database
from skill.storage.outbox import CLAIM, LIVES, MOST_TRIES, Delivery, Outbox
from tests.alexa.servers import answering
from tests.storage.conftest import copies_of_a_shop
from tests.test_app import ROOT

NOW = datetime(2030, 6, 1, 12, tzinfo=UTC)
SELLERS = {"en-US": "Corner Shop", "fr-FR": "Corner Shop"}
TOKEN = (200, {"access_token": "the-token", "expires_in": 3600, "token_type": "bearer"})
SECRET = "the-client-secret"


class Clock:
    """A clock that the test moves."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Makes databases with the corner shop in it."""
    with copies_of_a_shop(request.param, tmp_path_factory.mktemp("updates")) as make:
        yield make


@pytest.fixture
def clock() -> Clock:
    """At noon."""
    return Clock()


@pytest.fixture
def database(fresh: Callable[[], str]) -> Iterator[Database]:
    """A shop where Anna and Ben have the skill, and Anna wants updates."""
    opened = Database(fresh())
    people = AlexaPeople(opened)
    for user, customer in (("user-anna", "anna"), ("user-ben", "ben")):
        people.enabled(user, NOW)
        people.linked(user, customer, NOW)
    people.permitted("user-anna", [UPDATES], NOW)
    yield opened
    opened.close()


def queue(database: Database, status: str = "shipped", customer: str = "anna", kind: str = "order_update") -> None:
    """An update that waits."""
    about = f'{{"order":"1041","status":"{status}"}}'
    with database.write() as connection:
        statement = "INSERT INTO notifications (customer_id, kind, about, queued_at) VALUES (:who, :kind, :about, :at)"
        at = NOW.replace(tzinfo=None) if database.sqlite else NOW
        connection.execute(text(statement), {"who": customer, "kind": kind, "about": about, "at": at})


def ended(database: Database) -> list[tuple[Any, ...]]:
    """How each delivery ended: state, tries, reason."""
    with database.read() as connection:
        found = connection.execute(text("SELECT state, tries, reason FROM alexa_deliveries ORDER BY notification_id"))
        return [tuple(row) for row in found]


def waiting(database: Database) -> int:
    """How many messages nobody has sent yet."""
    with database.read() as connection:
        return int(connection.execute(text("SELECT count(*) FROM notifications WHERE sent_at IS NULL")).scalar_one())


def run(database: Database, clock: Clock, url: str, token_url: str) -> dict[str, int]:
    """One run of the deliverer."""
    announcer = Announcer("the-client", SECRET, clock, url + "/v1/proactiveEvents/", token_url)
    return dict(deliver(Outbox(database, clock), announcer, SELLERS, clock=clock))


def test_an_update_is_announced_once(database: Database, clock: Clock) -> None:
    queue(database)
    with answering([TOKEN]) as (token_url, tokens), answering([(202, {})]) as (url, events):
        assert run(database, clock, url, token_url) == {"sent": 1}
        assert run(database, clock, url, token_url) == {}
    assert tokens[0].form == {
        "grant_type": "client_credentials",
        "client_id": "the-client",
        "client_secret": SECRET,
        "scope": "alexa::proactive_events",
    }
    (posted,) = events
    assert posted.path == "/v1/proactiveEvents/"
    assert posted.headers["Authorization"] == "Bearer the-token"
    body = posted.json
    assert len(body.pop("referenceId")) == 64
    assert body == {
        "timestamp": "2030-06-01T12:00:00.000Z",
        "expiryTime": "2030-06-02T12:00:00.000Z",
        "event": {
            "name": "AMAZON.OrderStatus.Updated",
            "payload": {
                "state": {"status": "ORDER_SHIPPED"},
                "order": {"seller": {"name": "localizedattribute:sellerName"}},
            },
        },
        "localizedAttributes": [
            {"locale": "en-US", "sellerName": "Corner Shop"},
            {"locale": "fr-FR", "sellerName": "Corner Shop"},
        ],
        "relevantAudience": {"type": "Unicast", "payload": {"user": "user-anna"}},
    }
    assert ended(database) == [("sent", 1, "")] and waiting(database) == 0


def a_delivery(status: str, **other: Any) -> Delivery:
    """A delivery of this status."""
    given: dict[str, Any] = {
        "notification": 1,
        "user_sha256": "a" * 64,
        "user_id": "u",
        "order": "1041",
        "queued_at": NOW,
        "tries": 1,
    }
    return Delivery(status=status, **(given | other))


KNOWN = {"placed", "preparing", "shipped", "in_transit", "out_for_delivery", "delivered"}


@pytest.mark.parametrize("status", [*(one.value for one in Status), "", "nonsense"])
def test_only_what_alexa_can_say_is_announced(status: str) -> None:
    if status in KNOWN:
        said = event(a_delivery(status), now=NOW, sellers=SELLERS)["event"]["payload"]["state"]["status"]
        assert said in {
            "ORDER_RECEIVED", "ORDER_PREPARING", "ORDER_SHIPPED", "ORDER_OUT_FOR_DELIVERY", "ORDER_DELIVERED",
        }  # fmt: skip
        return
    with pytest.raises(Refused):
        event(a_delivery(status), now=NOW, sellers=SELLERS)


def test_the_reference_is_the_news_and_not_the_try() -> None:
    def reference(status: str, now: datetime = NOW, **other: Any) -> str:
        return str(event(a_delivery(status, **other), now=now, sellers=SELLERS)["referenceId"])

    same = reference("shipped")
    assert same == reference("shipped", NOW + timedelta(hours=1), tries=3) == reference("in_transit", notification=2)
    others = {
        reference("delivered"),
        reference("shipped", order="1042"),
        reference("shipped", user_sha256="b" * 64),
        reference("shipped", order="", notification=1),
        reference("shipped", order="", notification=2),
    }
    assert len(others | {same}) == 6


def test_news_does_not_outlive_a_day() -> None:
    late = NOW + LIVES - timedelta(minutes=6)
    assert event(a_delivery("shipped"), now=late, sellers=SELLERS)["expiryTime"] == "2030-06-02T12:00:00.000Z"
    with pytest.raises(Refused, match="news"):
        event(a_delivery("shipped"), now=late + timedelta(minutes=2), sellers=SELLERS)


def test_who_did_not_permit_it_or_does_not_want_it_hears_nothing(database: Database, clock: Clock) -> None:
    queue(database, customer="ben")
    queue(database, kind="payment_approval")
    outbox = Outbox(database, clock)
    assert outbox.claim() is None
    queue(database)
    with database.write() as connection:
        connection.execute(text("UPDATE preferences SET value = 'no' WHERE name = 'order_updates'"))
    assert outbox.claim() is None
    AlexaPeople(database).permitted("user-anna", [UPDATES], NOW + timedelta(seconds=1))
    claimed = outbox.claim()
    assert claimed is not None and claimed.user_id == "user-anna" and "user-anna" not in claimed.user_sha256
    clock.now += CLAIM + timedelta(seconds=1)
    AlexaPeople(database).disabled("user-anna", clock.now, "user:x", None)
    assert outbox.claim() is None and ended(database) == []


def test_what_is_not_announced_is_dropped_with_a_reason(database: Database, clock: Clock) -> None:
    queue(database, "cancelled")
    queue(database, "delivered")
    with answering([TOKEN]) as (token_url, _), answering([(202, {})]) as (url, events):
        assert run(database, clock, url, token_url) == {"dropped": 1, "sent": 1}
        assert len(events) == 1
    assert ended(database) == [("dropped", 1, "a status that is not announced"), ("sent", 1, "")]
    assert waiting(database) == 1


@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [
        (403, "dropped", "no permission"),
        (400, "dropped", "status 400"),
        (404, "dropped", "status 404"),
        (302, "dropped", "status 302"),
        (409, "sent", ""),
        (200, "sent", ""),
        (429, "trying", "status 429"),
        (500, "trying", "status 500"),
        (503, "trying", "status 503"),
        (401, "trying", "status 401"),
        (0, "trying", "ConnectionError"),
    ],
)
def test_what_alexa_answers_decides(database: Database, clock: Clock, status: int, state: str, reason: str) -> None:
    queue(database)
    with answering([TOKEN]) as (token_url, _), answering([(status, {})]) as (url, _events):
        run(database, clock, url, token_url)
    assert ended(database) == [(state, 1, reason)]
    assert waiting(database) == (state != "sent")


@pytest.mark.parametrize("answer", [(401, {}), (500, {}), (200, {}), (200, []), (200, "x"), (0, {})])
def test_without_a_token_everything_waits(database: Database, clock: Clock, answer: tuple[int, Any]) -> None:
    queue(database)
    queue(database, "delivered")
    with answering([answer]) as (token_url, tokens), answering([(202, {})]) as (url, events):
        assert run(database, clock, url, token_url) == {"later": 1}
        assert (len(tokens), events) == (1, [])
    assert ended(database) == [("trying", 1, "no token of Login with Amazon")]


def test_a_token_serves_a_run_and_is_renewed_when_it_is_withdrawn(database: Database, clock: Clock) -> None:
    for status in ("placed", "shipped", "delivered"):
        queue(database, status)
    with answering([TOKEN]) as (token_url, tokens), answering([(202, {}), (401, {}), (202, {})]) as (url, events):
        assert run(database, clock, url, token_url) == {"sent": 3}
        assert (len(tokens), len(events)) == (2, 4)


def test_it_is_tried_again_ever_later_and_then_left_for_a_person(database: Database, clock: Clock) -> None:
    queue(database)
    outbox = Outbox(database, clock)
    pauses = []
    with answering([TOKEN]) as (token_url, _), answering([(503, {})]) as (url, events):
        for number in range(1, MOST_TRIES + 1):
            assert run(database, clock, url, token_url) == {"later": 1}
            assert run(database, clock, url, token_url) == {}, "not at once"
            assert outbox.left_for_a_person() == (number == MOST_TRIES)
            pauses.append(30 * 2 ** (number - 1))
            clock.now += timedelta(seconds=pauses[-1])
        clock.now += timedelta(hours=1)
        assert run(database, clock, url, token_url) == {}
        assert len(events) == MOST_TRIES
        assert len({seen.json["referenceId"] for seen in events}) == 1
    assert ended(database) == [("failed", MOST_TRIES, "status 503")]


def test_a_claim_keeps_others_away_and_runs_out(database: Database, clock: Clock) -> None:
    queue(database)
    outbox = Outbox(database, clock)
    assert outbox.claim() is not None
    assert outbox.claim() is None
    clock.now += CLAIM
    again = outbox.claim()
    assert again is not None and again.tries == 2


def test_many_deliverers_deliver_each_once(database: Database, clock: Clock) -> None:
    for _ in range(20):
        queue(database)
    taken: list[int] = []

    def work() -> None:
        outbox = Outbox(database, clock)
        while (delivery := outbox.claim()) is not None:
            taken.append(delivery.notification)
            outbox.sent(delivery)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(taken) == len(set(taken)) == 20
    assert waiting(database) == 0


def test_two_people_of_one_account_both_hear_it(database: Database, clock: Clock) -> None:
    people = AlexaPeople(database)
    people.linked("user-two", "anna", NOW)
    people.enabled("user-two", NOW)
    people.permitted("user-two", [UPDATES], NOW)
    queue(database)
    with answering([TOKEN]) as (token_url, _), answering([(202, {})]) as (url, events):
        assert run(database, clock, url, token_url) == {"sent": 2}
    assert {seen.json["relevantAudience"]["payload"]["user"] for seen in events} == {"user-anna", "user-two"}


def test_a_message_that_cannot_be_read_is_dropped(database: Database, clock: Clock) -> None:
    with database.write() as connection:
        at = NOW.replace(tzinfo=None) if database.sqlite else NOW
        for about in ("{", "[]", '{"status": 7}', "null"):
            statement = (
                "INSERT INTO notifications (customer_id, kind, about, queued_at) VALUES (:who, :kind, :about, :at)"
            )
            values = {"who": "anna", "kind": "order_update", "about": about, "at": at}
            connection.execute(text(statement), values)
    with answering([TOKEN]) as (token_url, _), answering([(202, {})]) as (url, events):
        assert run(database, clock, url, token_url) == {"dropped": 4}
        assert events == []


# The entrance


def command(database_url: str, *options: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the deliverer as a cron job would."""
    return subprocess.run(
        [sys.executable, "-m", "skill.alexa.deliver", *options],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_command_delivers_and_keeps_its_secrets(fresh: Callable[[], str]) -> None:
    url = fresh()
    database = Database(url)
    AlexaPeople(database).linked("user-anna", "anna", NOW)
    AlexaPeople(database).enabled("user-anna", NOW)
    AlexaPeople(database).permitted("user-anna", [UPDATES], NOW)
    queue(database)
    with database.write() as connection:
        now = datetime.now(UTC)
        at = now.replace(tzinfo=None) if database.sqlite else now
        connection.execute(text("UPDATE notifications SET queued_at = :at"), {"at": at})
    secrets = {"ALEXA_CLIENT_ID": "the-client", "ALEXA_CLIENT_SECRET": SECRET}
    with answering([TOKEN]) as (token_url, _), answering([(503, {}), (202, {})]) as (events_url, events):
        urls = ("--events-url", events_url + "/v1/proactiveEvents/", "--token-url", token_url)
        ran = command(url, "--stage", "development", *urls, **secrets)
        assert (ran.returncode, ran.stdout) == (1, "0 sent, 0 dropped, 1 to be tried again.\n"), ran.stderr
        with database.write() as connection:
            connection.execute(text("UPDATE alexa_deliveries SET not_before = :at"), {"at": at})
        again = command(url, *urls, **secrets)
        assert (again.returncode, again.stdout) == (0, "1 sent, 0 dropped, 0 to be tried again.\n"), again.stderr
        assert [seen.path for seen in events] == ["/v1/proactiveEvents/stages/development", "/v1/proactiveEvents/"]
    database.close()
    shown = ran.stdout + ran.stderr + again.stdout + again.stderr
    assert not any(secret in shown for secret in (SECRET, "the-token", "user-anna", "1041"))


def test_the_command_says_what_is_missing(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    ran = command(url, ALEXA_CLIENT_ID="", ALEXA_CLIENT_SECRET=SECRET)
    assert ran.returncode == 1 and "ALEXA_CLIENT_ID" in ran.stderr and SECRET not in ran.stderr
    ran = command("mysql://localhost/x", ALEXA_CLIENT_ID="a", ALEXA_CLIENT_SECRET=SECRET)
    assert ran.returncode == 1 and "Traceback" not in ran.stderr and SECRET not in ran.stderr
    assert command(url, "--stage", "nowhere").returncode == 2
