"""Skill events: whoever comes first, however often, the end is the same; who leaves is forgotten, orders stay."""

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from skill.alexa.envelope import digest, own_session
from skill.storage.alexa_people import UPDATES, AlexaPeople
from skill.storage.customers import Customers
from skill.storage.database import Database
from tests.alexa.envelopes import USER, event
from tests.alexa.fakes import RecordingAssistant, serve
from tests.alexa.signing import Signer
from tests.storage.conftest import copies_of_a_shop

NOON = datetime(2030, 6, 1, 12, tzinfo=UTC)
CUSTOMERS = "SELECT access_token_sha256 FROM customers WHERE id = 'anna'"


def at(minutes: int) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def stamp(minutes: int) -> str:
    """The same as Alexa writes it."""
    return at(minutes).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Makes databases with the corner shop in it."""
    with copies_of_a_shop(request.param, tmp_path_factory.mktemp("people")) as make:
        yield make


@pytest.fixture
def database(fresh: Callable[[], str]) -> Iterator[Database]:
    """A shop of this test's own."""
    opened = Database(fresh())
    yield opened
    opened.close()


@pytest.fixture
def endpoint(database: Database) -> FlaskClient:
    """An endpoint that keeps people in it, and knows the tokens of its customers."""
    assistant, customers = RecordingAssistant(), Customers(database)
    assistant.customer_for = customers.of_token  # type: ignore[method-assign]
    return serve(assistant, Signer().verification(clock=lambda: at(30)), people=AlexaPeople(database))


def rows(database: Database, statement: str) -> list[tuple[Any, ...]]:
    """What a SELECT finds."""
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def count(database: Database, table: str) -> int:
    """How many rows a table has."""
    return int(rows(database, f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608  # a table of the test's


def person(database: Database) -> tuple[Any, ...]:
    """What is known of the one person."""
    (row,) = rows(database, "SELECT user_id, enabled, customer_id, scopes FROM alexa_people")
    return (row[0], bool(row[1]), *row[2:])


def post(endpoint: FlaskClient, kind: str, body: Any = None, minutes: int = 0, **how: Any) -> int:
    """Send an event; the status."""
    sent = event(kind, body, stamp(minutes), timestamp=stamp(30), **how)
    return Signer().post(endpoint, sent).status_code


LINK = {"accessToken": "token-anna"}
PERMIT = {"acceptedPermissions": [{"scope": UPDATES}, {"scope": "alexa::profile:email:read"}]}


def leave_traces(database: Database) -> None:
    """A conversation, an answer, messages and what is remembered, of Anna; and as much of Ben."""
    with database.write() as connection:
        for who in ("anna", "ben"):
            for statement in (
                "INSERT INTO dialogues (session, customer_id, language, started_at)"
                " VALUES (:session, :who, 'en', :now)",
                "INSERT INTO answered_requests VALUES (:session, 'r', :who, '{}', :now)",
                "INSERT INTO notifications (customer_id, kind, about, queued_at)"
                " VALUES (:who, 'order_update', '{}', :now)",
                "INSERT INTO notifications (customer_id, kind, about, queued_at, sent_at)"
                " VALUES (:who, 'x', '{}', :now, :now)",
                "INSERT INTO answers VALUES (:who, 'late', '1041', '', :now)",
            ):
                connection.execute(text(statement), {"session": f"s-{who}", "who": who, "now": "2030-06-01 12:00:00"})
        connection.execute(text("""UPDATE customers SET "left" = '{}'"""))
        own = {"session": own_session(USER), "now": "2030-06-01 12:00:00"}
        connection.execute(
            text("INSERT INTO dialogues (session, language, started_at) VALUES (:session, 'en', :now)"), own
        )
        connection.execute(text("INSERT INTO answered_requests VALUES (:session, 'r', NULL, '{}', :now)"), own)


def test_who_leaves_is_forgotten_and_the_orders_stay(database: Database, endpoint: FlaskClient) -> None:
    leave_traces(database)
    orders = rows(database, "SELECT id, number, status FROM orders ORDER BY id")
    assert post(endpoint, "SkillEnabled", minutes=0) == 200
    assert post(endpoint, "SkillAccountLinked", LINK, minutes=1) == 200
    assert post(endpoint, "SkillPermissionAccepted", PERMIT, minutes=2) == 200
    assert person(database)[:3] == (USER, True, "anna")
    assert rows(database, "SELECT value FROM preferences WHERE customer_id = 'anna' AND name = 'order_updates'") == [
        ("yes",)
    ]
    assert post(endpoint, "SkillDisabled", minutes=3) == 200
    assert person(database) == (None, False, None, "[]")
    assert rows(database, "SELECT user_sha256 FROM alexa_people") == [(digest(USER),)]
    assert rows(database, "SELECT session FROM dialogues") == [("s-ben",)]
    assert rows(database, "SELECT session FROM answered_requests") == [("s-ben",)]
    assert rows(database, "SELECT kind FROM notifications WHERE customer_id = 'anna'") == [("x",)]
    assert count(database, "notifications") == 3
    assert rows(database, "SELECT customer_id FROM answers") == [("ben",)]
    assert rows(database, """SELECT id FROM customers WHERE "left" IS NOT NULL""") == [("ben",)]
    assert rows(database, CUSTOMERS) == [(None,)]
    assert rows(database, "SELECT name FROM preferences WHERE customer_id = 'anna'") == [("gift_wrap",)]
    assert rows(database, "SELECT id, number, status FROM orders ORDER BY id") == orders


def test_who_was_never_linked_by_an_event_is_forgotten_by_the_token_of_the_last(
    database: Database, endpoint: FlaskClient
) -> None:
    leave_traces(database)
    assert post(endpoint, "SkillDisabled", minutes=3, access_token="token-anna") == 200
    assert rows(database, "SELECT session FROM dialogues") == [("s-ben",)]
    assert rows(database, CUSTOMERS) == [(None,)]


def test_who_comes_back_begins_afresh(database: Database, endpoint: FlaskClient) -> None:
    for kind, body, minutes in (
        ("SkillEnabled", None, 0),
        ("SkillAccountLinked", LINK, 1),
        ("SkillPermissionAccepted", PERMIT, 2),
        ("SkillDisabled", None, 3),
        ("SkillEnabled", None, 4),
    ):
        assert post(endpoint, kind, body, minutes) == 200
    assert person(database) == (None, True, None, "[]")


EVENTS: tuple[tuple[str, Any, int], ...] = (
    ("SkillEnabled", None, 0),
    ("SkillAccountLinked", LINK, 1),
    ("SkillPermissionAccepted", PERMIT, 2),
    ("SkillPermissionChanged", {"acceptedPermissions": []}, 4),
    ("SkillPermissionChanged", PERMIT, 6),
)


def told(people: AlexaPeople, kind: str, body: Any, minutes: int) -> None:
    """One event, handed over as the endpoint does."""
    match kind:
        case "SkillEnabled":
            people.enabled(USER, at(minutes))
        case "SkillDisabled":
            people.disabled(USER, at(minutes), own_session(USER), None)
        case "SkillAccountLinked":
            people.linked(USER, "anna", at(minutes))
        case _:
            people.permitted(USER, [one["scope"] for one in body["acceptedPermissions"]], at(minutes))


def test_the_order_in_which_they_come_does_not_matter(database: Database) -> None:
    ends = set()
    for order in itertools.permutations(EVENTS):
        with database.write() as connection:
            connection.execute(text("DELETE FROM alexa_people"))
        for one in (*order, *order[:2], order[0]):
            told(AlexaPeople(database), *one)
        ends.add(person(database))
    assert len(ends) == 1 and next(iter(ends))[:3] == (USER, True, "anna")


LEAVING = (*EVENTS, ("SkillDisabled", None, 8))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(LEAVING), max_size=15))
def test_once_they_have_left_no_older_event_brings_anything_back(
    database: Database, some: list[tuple[str, Any, int]]
) -> None:
    with database.write() as connection:
        connection.execute(text("DELETE FROM alexa_people"))
    told(AlexaPeople(database), *LEAVING[-1])
    for one in some:
        told(AlexaPeople(database), *one)
    assert person(database) == (None, False, None, "[]")


def test_a_late_farewell_from_before_they_came_back_changes_nothing(database: Database, endpoint: FlaskClient) -> None:
    leave_traces(database)
    for kind, body, minutes in (("SkillEnabled", None, 4), ("SkillAccountLinked", LINK, 5), ("SkillDisabled", None, 3)):
        assert post(endpoint, kind, body, minutes) == 200
    assert person(database)[1:3] == (True, "anna")
    assert len(rows(database, "SELECT session FROM dialogues")) == 3
    assert rows(database, CUSTOMERS) != [(None,)]


def test_a_link_to_nobody_we_know_is_no_link(database: Database, endpoint: FlaskClient) -> None:
    bodies: list[Any] = [{"accessToken": "stolen"}, {"accessToken": None}, {}, None, []]
    for body in bodies:
        assert post(endpoint, "SkillAccountLinked", body, 1) == 200
    assert count(database, "alexa_people") == 0


@pytest.mark.parametrize("body", [None, {}, [], {"acceptedPermissions": None}, {"acceptedPermissions": [{}, None, 1]}])
def test_no_permissions_is_none(database: Database, endpoint: FlaskClient, body: Any) -> None:
    post(endpoint, "SkillAccountLinked", LINK, 0)
    post(endpoint, "SkillPermissionAccepted", PERMIT, 1)
    assert post(endpoint, "SkillPermissionChanged", body, 2) == 200
    assert person(database)[0] is None and person(database)[3] == "[]"
    assert rows(database, "SELECT value FROM preferences WHERE customer_id = 'anna' AND name = 'order_updates'") == [
        ("no",)
    ]


def test_a_link_alone_leaves_the_customers_own_preference(database: Database, endpoint: FlaskClient) -> None:
    with database.write() as connection:
        connection.execute(text("INSERT INTO preferences VALUES ('anna', 'order_updates', 'yes')"))
    post(endpoint, "SkillAccountLinked", LINK, 0)
    assert rows(database, "SELECT value FROM preferences WHERE name = 'order_updates'") == [("yes",)]


def test_an_event_without_a_user_or_of_a_new_kind_is_answered_and_left(
    database: Database, endpoint: FlaskClient
) -> None:
    assert post(endpoint, "YetToBeInvented") == 200
    sent = event("SkillEnabled", None, stamp(0), timestamp=stamp(30))
    del sent["context"]["System"]["user"]
    assert Signer().post(endpoint, sent).status_code == 200
    assert count(database, "alexa_people") == 0


def test_without_a_time_of_its_own_the_requests_counts(database: Database, endpoint: FlaskClient) -> None:
    sent = event("SkillEnabled", timestamp=stamp(29))
    assert Signer().post(endpoint, sent).status_code == 200
    assert person(database)[1] is True


def test_what_could_not_be_kept_is_asked_for_again(
    database: Database, endpoint: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with database.write() as connection:
        connection.execute(text("ALTER TABLE alexa_people RENAME TO gone"))
    assert post(endpoint, "SkillDisabled") == 503
    assert "not kept" in caplog.text and USER not in caplog.text
    with database.write() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO alexa_people"))
    assert post(endpoint, "SkillDisabled") == 200


def test_without_anybody_to_keep_them_events_are_answered(tmp_path: Path) -> None:
    client = serve(RecordingAssistant(), Signer().verification(clock=lambda: at(30)))
    assert post(client, "SkillDisabled") == 200
