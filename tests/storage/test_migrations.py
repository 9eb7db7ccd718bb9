"""The migrations make exactly the tables of the models, once, whoever starts first."""

import multiprocessing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, event, text

from skill.payments.ledger import metadata as book
from skill.storage import migrations
from skill.storage.database import Database
from skill.storage.migrations import HEAD, TooNew, upgrade
from skill.storage.tables import Base, UtcTime

OLD_ROWS = (
    "INSERT INTO products VALUES ('tea', 'groceries', '', 1, 0)",
    "INSERT INTO variants VALUES ('tea', 'tea', 0, 350, 'EUR', 5, true, 1)",
    "INSERT INTO customers VALUES ('anna', 'Anna', 'en', '', '', NULL, 1, NULL)",
    "INSERT INTO orders VALUES ('o1', '1041', 'anna', NULL, '', '2026-03-01 09:30:00.000000', 'placed', false, false, "
    "NULL, NULL, 0, 0, 350, 'EUR', NULL, '2026-03-01 10:00:00.000000')",
    "INSERT INTO order_lines VALUES ('o1', 0, 'tea', 1, 350)",
    "INSERT INTO baskets VALUES ('annas', 'anna', '2026-03-02 09:30:00.000000')",
    "INSERT INTO basket_lines VALUES ('annas', 'tea', 2)",
)


def test_models_and_migrations_agree(empty: str) -> None:
    database = Database(empty)
    assert upgrade(database)
    everything = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in (*Base.metadata.sorted_tables, *book.sorted_tables):
        table.to_metadata(everything)
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), everything) == []
    database.close()


def test_what_was_kept_before_baskets_had_prices_is_kept(empty: str) -> None:
    database = Database(empty)
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        for statement in OLD_ROWS:
            connection.exec_driver_sql(statement)
    assert upgrade(database)
    kept = "SELECT sku, quantity, price_minor, currency, added_at FROM basket_lines"
    when = {"added_at": UtcTime()}
    with database.read() as connection:
        row = connection.execute(text(kept).columns(**when)).one()
        assert tuple(row) == ("tea", 2, 350, "EUR", datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
        assert connection.execute(text("SELECT discount_minor, voucher_id FROM orders")).one() == (0, None)
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
        assert tuple(connection.execute(text("SELECT * FROM basket_lines")).one()) == ("annas", "tea", 2)
        command.upgrade(config, HEAD)
        assert connection.execute(text(kept).columns(**when)).one() == row
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
