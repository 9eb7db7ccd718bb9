"""Bringing a database up to the tables of this version. Knows no data."""

from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from skill.storage.database import Database, StorageError

HEAD = "0006"
_HERE = Path(__file__).parent


class TooNew(StorageError):
    """The database was prepared by a later version of this program."""


def upgrade(database: Database) -> bool:
    """Bring the tables up to date; True when there was something to do. Safe to call from many processes.

    Raises TooNew when a later version of the program has been here.
    """
    with database.read() as connection:
        if _stands_at(connection) == HEAD:
            return False
    with database.prepare() as connection:
        stands_at = _stands_at(connection) if _has_tables(connection) else None
        if stands_at == HEAD:
            return False
        _run(connection, stands_at)
    return True


def _has_tables(connection: Connection) -> bool:
    return connection.dialect.has_table(connection, "alembic_version")


def _stands_at(connection: Connection) -> str | None:
    try:
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError:  # no such table: a new database
        return None
    return found


def _run(connection: Connection, stands_at: str | None) -> None:
    from alembic import command  # noqa: PLC0415  importing it costs more than a start that has nothing to migrate
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if stands_at is not None and stands_at not in known:
        raise TooNew(f"the database stands at {stands_at}, this program knows {HEAD}: start the newer program")
    command.upgrade(config, HEAD)
