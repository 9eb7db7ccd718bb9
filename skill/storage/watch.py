"""What one turn changed in the database: rows added, changed and removed, as they were and as they are.

Only statements of the watched turn count: the watch lives in a context variable, and other threads have none.
Each INSERT, UPDATE or DELETE is bracketed on its own connection, inside its own transaction: the rows it is about to
touch are read before, and again after. What was rolled back never happened. Seen are SQLAlchemy's own statements;
the storage has no others. Reading twice costs time: this is for a page to look inside, in development.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Delete, Engine, Insert, Select, Table, Update, and_, event, or_, select

BOOKKEEPING = frozenset({"dialogues", "answered_requests"})
"""Tables of the conversation itself: its lease, its state and its answers change in every turn."""

Values = Mapping[str, object]
_Key = tuple[str, tuple[object, ...]]
_Rows = dict[_Key, Values]


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is not what it was. `before` is None for a row that was added, `after` for one that is gone.

    `key` is the row's primary key, by column.
    """

    table: str
    key: Values
    before: Values | None
    after: Values | None

    @property
    def kind(self) -> str:
        """ "added", "changed" or "removed"."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def bookkeeping(self) -> bool:
        """Whether it is about the conversation itself, not about the shop."""
        return self.table in BOOKKEEPING


@dataclass(slots=True)
class Changes:
    """What a watched turn has changed so far."""

    _pairs: dict[_Key, tuple[Values | None, Values | None]] = field(default_factory=dict)
    _tables: dict[str, Table] = field(default_factory=dict)
    _open: dict[int, list[tuple[_Key, Values | None, Values | None]]] = field(default_factory=dict)
    _reads: list[tuple[Select[Any], Mapping[str, Any]]] = field(default_factory=list)
    _before: _Rows = field(default_factory=dict)

    def rows(self) -> tuple[Change, ...]:
        """Every row that is different now, in the order of the first statement that touched it."""
        return tuple(
            Change(key[0], dict(zip(_names(self._tables[key[0]]), key[1], strict=True)), before, after)
            for key, (before, after) in self._pairs.items()
            if before != after
        )

    def about_to(self, connection: Connection, statement: Insert | Update | Delete, sets: Sequence[Values]) -> None:
        """Read what `statement` may touch, for each of its sets of parameters."""
        table = _table_of(statement)
        self._tables[table.name] = table
        self._reads = [_touched(statement, table, values) for values in sets]
        self._before = self._read(connection, table)

    def has_done(self, connection: Connection, statement: Insert | Update | Delete) -> None:
        """Read it again, and remember what is different."""
        table = _table_of(statement)
        if isinstance(statement, Insert):
            after = self._read(connection, table)
        else:  # a row may no longer answer the condition that it was found by
            found = [_with_key(table, key) for _, key in self._before]
            self._reads = [(select(table).where(or_(*found)), {})] if found else []
            after = self._read(connection, table)
        for key in dict.fromkeys([*self._before, *after]):
            change = (key, self._before.get(key), after.get(key))
            if id(connection) in self._open:
                self._open[id(connection)].append(change)
            else:
                self._merge(change)

    def begin(self, connection: Connection) -> None:
        """A transaction has begun: what is done in it may still not happen."""
        self._open[id(connection)] = []

    def end(self, connection: Connection, *, kept: bool) -> None:
        """A transaction has ended."""
        for change in self._open.pop(id(connection), ()):
            if kept:
                self._merge(change)

    def _merge(self, change: tuple[_Key, Values | None, Values | None]) -> None:
        key, before, after = change
        first, _ = self._pairs.get(key, (before, after))
        self._pairs[key] = (first, after)

    def _read(self, connection: Connection, table: Table) -> _Rows:
        names = _names(table)
        rows: _Rows = {}
        for statement, values in self._reads:
            for row in connection.execute(statement, values).mappings():
                rows[table.name, tuple(row[name] for name in names)] = dict(row)
        return rows


_WATCHED: ContextVar[Changes | None] = ContextVar("changes", default=None)


class Watch:
    """Watches the turns of one engine; one an engine."""

    def __init__(self, engine: Engine) -> None:
        listeners: dict[str, Callable[..., None]] = {
            "before_execute": _before,
            "after_execute": _after,
            "before_cursor_execute": _cursor,
            "commit": _commit,
            "rollback": _rollback,
        }
        for name, listener in listeners.items():
            event.listen(engine, name, listener)

    @contextmanager
    def turn(self) -> Iterator[Changes]:
        """What this thread changes in here."""
        changes = Changes()
        token = _WATCHED.set(changes)
        try:
            yield changes
        finally:
            _WATCHED.reset(token)


def _table_of(statement: Insert | Update | Delete) -> Table:
    table: Table = statement.entity_description["table"]
    return table


def _names(table: Table) -> list[str]:
    return [column.name for column in table.primary_key.columns]


def _with_key(table: Table, key: tuple[object, ...]) -> Any:
    return and_(*(column == value for column, value in zip(table.primary_key.columns, key, strict=True)))


def _touched(statement: Insert | Update | Delete, table: Table, values: Values) -> tuple[Select[Any], Values]:
    """The rows a statement may touch: those of its condition; for an INSERT the row of its key, and where the
    database makes the key (or a SELECT the rows) the whole table."""
    if not isinstance(statement, Insert):
        condition = statement.whereclause
        return (select(table) if condition is None else select(table).where(condition)), values
    key = [values.get(column.key) for column in table.primary_key.columns]
    if statement.select is not None or any(part is None for part in key):
        return select(table), {}
    return select(table).where(_with_key(table, tuple(key))), {}


def _before(connection: Connection, statement: object, many: Sequence[Values], one: Values, _options: object) -> None:
    changes = _WATCHED.get()
    if changes is not None and isinstance(statement, Insert | Update | Delete):
        changes.about_to(connection, statement, many or [one])


def _after(
    connection: Connection, statement: object, _many: object, _one: object, _options: object, _result: object
) -> None:
    changes = _WATCHED.get()
    if changes is not None and isinstance(statement, Insert | Update | Delete):
        changes.has_done(connection, statement)


def _cursor(
    connection: Connection, _cursor: object, statement: str, _one: object, _context: object, _many: object
) -> None:
    changes = _WATCHED.get()
    if changes is not None and statement.startswith("BEGIN"):
        changes.begin(connection)


def _commit(connection: Connection) -> None:
    changes = _WATCHED.get()
    if changes is not None:
        changes.end(connection, kept=True)


def _rollback(connection: Connection) -> None:
    changes = _WATCHED.get()
    if changes is not None:
        changes.end(connection, kept=False)
