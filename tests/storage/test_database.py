"""The way to the database: settings that hold, and errors that say what to do."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.storage.database import BadAddress, Database, Unreachable
from tests.storage.corner import Corner


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("shop.db", "must look like"),
        ("mysql://localhost/shop", "begins with mysql"),
        ("sqlite://", "lives in a file"),
        ("sqlite:///:memory:", "lives in a file"),
    ],
)
def test_a_url_that_is_no_shop_is_explained(url: str, says: str) -> None:
    with pytest.raises(BadAddress, match=says):
        Database(url)


def test_a_server_that_does_not_answer_is_explained_without_its_password() -> None:
    with pytest.raises(Unreachable, match="start PostgreSQL") as caught:
        Database("postgres://anna:secret@127.0.0.1:1/shop")
    assert "secret" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unreachable, match="cannot be made"):
        Database(f"sqlite:///{tmp_path}/file/shop.db")


def test_a_file_that_is_no_database_is_explained(tmp_path: Path) -> None:
    (tmp_path / "shop.db").write_text("this is a letter to my grandmother " * 50)
    with pytest.raises(Unreachable, match="is a SQLite database"):
        Database(f"sqlite:///{tmp_path}/shop.db")


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """A database in a folder that has to be made."""
    database = Database(f"sqlite:///{tmp_path}/var/shop.db")
    yield database
    database.close()


def test_sqlite_is_set_for_many_readers_and_one_writer(sqlite: Database) -> None:
    with sqlite.read() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000, "synchronous": 1}


def test_what_fails_half_way_leaves_nothing(corner: Corner) -> None:
    with pytest.raises(RuntimeError), corner.database.write() as connection:
        connection.exec_driver_sql("UPDATE variants SET stock = 0")
        raise RuntimeError
    assert corner.stock("coffee-500") == 10


def _in_a_child(url: str) -> int:
    database = Database(url)
    try:
        with database.read() as connection:
            return int(connection.exec_driver_sql("SELECT stock FROM variants WHERE sku = 'coffee-500'").scalar_one())
    finally:
        database.close()


def test_another_process_sees_what_was_written(corner: Corner) -> None:
    corner.run("UPDATE variants SET stock = 4 WHERE sku = 'coffee-500'")
    url = corner.database.engine.url.render_as_string(hide_password=False)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(_in_a_child, (url,)) == 4
