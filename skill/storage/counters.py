"""Numbers that only grow, safe with many processes: the row is locked until the caller's transaction ends."""

from sqlalchemy import Connection, bindparam, update

from skill.storage.tables import CounterRow

_NEXT = (
    update(CounterRow)
    .where(CounterRow.name == bindparam("which"))
    .values(value=CounterRow.value + 1)
    .returning(CounterRow.value)
)


def next_number(connection: Connection, which: str) -> str:
    """The next "order" or "ticket" number."""
    return str(connection.execute(_NEXT, {"which": which}).scalar_one())
