"""A fresh shop for each test, on SQLite and on PostgreSQL (skipped with a reason where none answers)."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from skill.commerce.customer import Policy
from skill.storage.database import Database
from skill.storage.migrations import upgrade
from skill.storage.seed import seed
from tests.storage.corner import START, Corner, Fresh, write_files

SERVER = os.environ.get("TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres")


def run_on_server(statement: str) -> None:
    """Run one statement on the PostgreSQL server, outside any transaction."""
    with psycopg.connect(SERVER, autocommit=True, connect_timeout=3) as connection:
        connection.execute(statement.encode())


def need_server() -> None:
    """Skip the test when no PostgreSQL answers."""
    try:
        run_on_server("SELECT 1")
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at {SERVER} ({str(error).strip().splitlines()[0]}); name one in TEST_POSTGRESQL")


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a new database of this kind, dropped afterwards."""
    name = f"storage_{uuid.uuid4().hex[:12]}"
    if kind == "sqlite":
        yield f"sqlite:///{folder / name}.db"
        return
    need_server()
    run_on_server(f'CREATE DATABASE "{name}"')
    try:
        yield SERVER.rpartition("/")[0] + f"/{name}"
    finally:
        run_on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def copies_of_a_shop(kind: str, folder: Path) -> Iterator[Callable[[], str]]:
    """Makes databases with the corner shop in it, each a copy of one that was filled once."""
    with empty_database(kind, folder) as template:
        database = Database(template)
        upgrade(database)
        seed(database, lambda: START, Policy(), folder=write_files(folder / "files"))
        database.close()
        made: list[str] = []

        def fresh() -> str:
            name = f"storage_{uuid.uuid4().hex[:12]}"
            if kind == "sqlite":
                shutil.copy(template.removeprefix("sqlite:///"), folder / f"{name}.db")
                return f"sqlite:///{folder / name}.db"
            run_on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template.rpartition("/")[2]}"')
            made.append(name)
            return SERVER.rpartition("/")[0] + f"/{name}"

        try:
            yield fresh
        finally:
            for name in made:
                run_on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which database."""
    return str(request.param)


@pytest.fixture(scope="session")
def fresh_url(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Makes databases with a shop in it."""
    with copies_of_a_shop(kind, tmp_path_factory.mktemp(kind)) as fresh:
        yield fresh


@pytest.fixture
def fresh(fresh_url: Callable[[], str]) -> Iterator[Fresh]:
    """Makes shops, and closes them."""
    opened: list[Corner] = []

    def make() -> Corner:
        opened.append(Corner(Database(fresh_url())))
        return opened[-1]

    yield make
    for corner in opened:
        corner.database.close()


@pytest.fixture
def corner(fresh: Fresh) -> Corner:
    """A shop of this test's own."""
    return fresh()


@pytest.fixture
def empty(kind: str, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with nothing in it."""
    with empty_database(kind, tmp_path) as url:
        yield url
