"""The way to the database: SQLite in a file or PostgreSQL, with the same two doors, `read` and `write`.

Raises
------
StorageError
    BadAddress     the URL is no database this shop can live in
    Unreachable    the server does not answer, or the file cannot be opened or written
"""

import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

BUSY_MS = 5000
_LOCK = 0x53484F50  # "SHOP": the advisory lock of whoever prepares the database


class StorageError(Exception):
    """Something is wrong with where the shop is kept."""


class BadAddress(StorageError):
    """The database URL cannot be used."""


class Unreachable(StorageError):
    """There is no getting at the database."""


class Database:
    """A shop's database. Connections are in autocommit; a transaction is what `write` opens.

    So a read never holds a snapshot that a later write would have to be upgraded from (SQLite's
    SQLITE_BUSY_SNAPSHOT), and in PostgreSQL it costs one round trip instead of three.
    """

    def __init__(self, url: str) -> None:
        """Open the database at `url`. Raises BadAddress, Unreachable."""
        self._url = _read(url)
        self.sqlite = self._url.get_backend_name() == "sqlite"
        self._begin = "BEGIN IMMEDIATE" if self.sqlite else "BEGIN"
        # SQLite has one writer, and whoever waits for it inside SQLite naps for up to 100 ms: threads of this
        # process queue here instead, and only processes meet there.
        self._turn: AbstractContextManager[object] = threading.RLock() if self.sqlite else nullcontext()
        if self.sqlite:
            _folder_for(self._url)
            self.engine = create_engine(
                self._url,
                poolclass=QueuePool,
                pool_size=8,
                max_overflow=-1,
                connect_args={"isolation_level": None, "timeout": BUSY_MS / 1000, "check_same_thread": False},
            )
            event.listen(self.engine, "connect", _sqlite_settings)
        else:
            self.engine = create_engine(
                self._url,
                pool_size=8,
                max_overflow=16,
                pool_pre_ping=True,
                pool_recycle=1800,
                connect_args={"autocommit": True, "options": "-c timezone=UTC", "connect_timeout": 5},
            )
        _forget_in_children(weakref.ref(self.engine))
        try:
            with self.read() as connection:
                connection.exec_driver_sql("SELECT 1")
        except (DBAPIError, sqlite3.Error) as error:
            raise self._unreachable(error) from error

    def __repr__(self) -> str:
        return f"Database({self._url.render_as_string(hide_password=True)})"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to read with; every statement sees the latest committed data."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: committed at the end, rolled back by an exception."""
        with self.engine.connect() as connection, self._turn:
            connection.exec_driver_sql(self._begin)
            yield connection
            connection.commit()

    @contextmanager
    def statement(self) -> Iterator[Connection]:
        """A connection for one statement that writes, a transaction of its own."""
        with self.engine.connect() as connection, self._turn:
            yield connection

    @contextmanager
    def prepare(self) -> Iterator[Connection]:
        """A transaction that no other process preparing this database can be in at the same time."""
        with self.write() as connection:
            if not self.sqlite:  # BEGIN IMMEDIATE is the lock in SQLite
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    def _unreachable(self, error: Exception) -> Unreachable:
        where = self._url.render_as_string(hide_password=True)
        if self.sqlite:
            advice = "check that the file is a SQLite database and that this user may write it and its folder"
        else:
            advice = "start PostgreSQL, or check host, port, name and password in the database URL"
        return Unreachable(f"the database {where} cannot be opened ({_first_line(error)}): {advice}")


def _read(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadAddress(f"{_ADVICE}; this is neither") from error
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername == "postgresql+psycopg":
        return parsed
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise BadAddress(f"{_ADVICE}; this one begins with {parsed.drivername}://")
    if parsed.database in (None, "", ":memory:"):
        raise BadAddress("an SQLite shop lives in a file, for example sqlite:///var/shop.db; this URL names none")
    return parsed


_ADVICE = "the database URL must look like sqlite:///var/shop.db or postgresql://user:password@host/name"


def _folder_for(url: URL) -> None:
    file = Path(str(url.database))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unreachable(
            f"the folder {file.parent} cannot be made ({error.strerror}): name another one in the database URL"
        ) from error
    if not os.access(file if file.exists() else file.parent, os.W_OK):
        raise Unreachable(
            f"{file} cannot be written: give this user the right to, or name another file in the database URL"
        )


def _forget_in_children(engine: weakref.ref[Engine]) -> None:
    """A forked worker opens connections of its own: two processes must not talk over one."""

    def forget() -> None:
        alive = engine()
        if alive is not None:
            alive.dispose(close=False)

    os.register_at_fork(after_in_child=forget)


def _sqlite_settings(connection: Any, _record: object) -> None:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    until = time.monotonic() + BUSY_MS / 1000
    while True:  # the change to WAL ignores busy_timeout
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)


def _first_line(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(cause).strip().split("\n", 1)[0]
