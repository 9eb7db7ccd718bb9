"""The migrations make exactly the tables of the models, once, whoever starts first."""

import multiprocessing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, event

from skill.payments.ledger import metadata as book
from skill.storage import migrations
from skill.storage.database import Database
from skill.storage.migrations import HEAD, TooNew, upgrade
from skill.storage.tables import Base


def test_models_and_migrations_agree(empty: str) -> None:
    database = Database(empty)
    assert upgrade(database)
    everything = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in (*Base.metadata.sorted_tables, *book.sorted_tables):
        table.to_metadata(everything)
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), everything) == []
    database.close()


def test_the_head_named_here_is_alembics() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_second_start_has_nothing_to_do(empty: str) -> None:
    database = Database(empty)
    upgrade(database)
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    assert not upgrade(database)
    assert len(statements) <= 2, "it only asks where the database stands"
    database.close()


def test_a_database_from_the_future_is_refused(empty: str) -> None:
    database = Database(empty)
    upgrade(database)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(TooNew, match="9999"):
        upgrade(database)
    database.close()


def _start(url: str) -> bool:
    database = Database(url)
    try:
        return upgrade(database)
    finally:
        database.close()


def test_processes_that_start_together_migrate_once(empty: str) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert sorted(pool.map(_start, [empty] * 4)) == [False, False, False, True]
