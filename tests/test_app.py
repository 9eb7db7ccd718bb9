"""The entrances as a user meets them: settings, the web app, the server of `make run`, the terminal."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from flask import Flask

from app import create_app
from skill.alexa.verification import Unverified
from skill.settings import BadSetting, Settings, read_settings
from tests.alexa.signing import Signer, envelope, spoken
from tests.shop import CACHE, Clock, ear_for, fresh_copy, settings_for

ROOT = Path(__file__).parent.parent


Opened = Callable[..., Flask]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Opens the web app on a fresh shop; closed again after the test."""
    apps: list[Flask] = []

    def open_one(signer: Signer | None = None) -> Flask:
        verification = signer.verification() if signer else None
        apps.append(create_app(fresh_copy(tmp_path), clock=Clock(), verification=verification))
        return apps[-1]

    yield open_one
    for app in apps:
        app.extensions["house"].database.close()


def test_health(opened: Opened) -> None:
    app = opened()
    client = app.test_client()
    assert client.get("/healthz").get_json() == {"status": "alive"}
    assert client.get("/readyz").status_code == 200
    with app.extensions["house"].database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE customers RENAME TO gone")
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_unsigned_requests_are_refused_by_default(opened: Opened) -> None:
    """Nothing has to be switched on for requests to be verified."""
    client = opened().test_client()
    assert client.post("/alexa", json=envelope("LaunchRequest")).status_code == 400


def test_an_order_leaves_a_card(opened: Opened) -> None:
    signer = Signer()
    client = opened(signer).test_client()
    signer.post(client, envelope("ReorderIntent", {"product": "coffee"}, access_token="demo-anna"))
    card = signer.post(client, envelope("AMAZON.YesIntent", access_token="demo-anna")).get_json()["response"]["card"]
    assert card["title"] == "Order 4013"
    assert "Corner Shop" in card["text" if "text" in card else "content"]


def test_a_stranger_gets_the_linking_card(opened: Opened) -> None:
    """Public facts work without an account; anything personal offers to link one."""
    signer = Signer()
    client = opened(signer).test_client()
    answer = signer.post(client, envelope("PriceIntent", {"product": "honey"}))
    assert spoken(answer) == "Wildflower honey: 6 euros 90. Anything else?"
    for token in (None, "stolen"):
        answer = signer.post(client, envelope("OrderStatusIntent", access_token=token, session="other"))
        assert answer.get_json()["response"]["card"]["type"] == "LinkAccount"
        assert answer.get_json()["response"]["shouldEndSession"] is True


def test_production_is_strict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forgotten or careless settings stop the start, with what to do."""
    monkeypatch.setenv("ENVIRONMENT", "production")
    with pytest.raises(BadSetting, match="ALEXA_APPLICATION_IDS"):
        read_settings()
    monkeypatch.setenv("ALEXA_APPLICATION_IDS", "amzn1.ask.skill.one, amzn1.ask.skill.two")
    assert read_settings().alexa_application_ids == {"amzn1.ask.skill.one", "amzn1.ask.skill.two"}
    strict = settings_for(tmp_path, environment="production")
    monkeypatch.setenv("ALEXA_VERIFY", "false")
    with pytest.raises(BadSetting, match="ALEXA_VERIFY"):
        read_settings()
    with pytest.raises(ValueError, match="production"):
        create_app(strict, verification=Unverified(environment="development"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENVIRONMENT", "prod"),
        ("DELIVERY_FEE", "-1"),
        ("SHOP_CURRENCY", "euro"),
        ("SHOP_TIMEZONE", "Mars/Base"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_bad_setting_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting, match=name):
        read_settings()


def test_passwords_are_not_shown() -> None:
    shown = Settings(database_url="postgresql://shop:s3cret@db.example.org/shop").database_shown
    assert "s3cret" not in shown
    assert "db.example.org" in shown


@contextmanager
def served(folder: Path, **environment: str) -> Iterator[tuple[str, list[str]]]:
    """The server of `make run`, and the lines it printed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "app:create_app()"],
        cwd=ROOT,
        env={**os.environ, "VAR": str(folder), "PORT": port, "DATABASE_URL": "", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    printed: list[str] = []
    try:
        while not printed or "Health" not in printed[-1]:
            line = server.stdout.readline()
            assert line, "the server ended"
            printed.append(line.rstrip())
        address = f"http://127.0.0.1:{port}"
        _wait(address)
        yield address, printed
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
        server.stdout.close()


def _wait(address: str) -> None:
    for _ in range(200):
        try:
            assert requests.get(f"{address}/readyz", timeout=5).status_code == 200
        except requests.RequestException:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server never got ready")


def test_make_run_serves(tmp_path: Path) -> None:
    """One line for each entrance; a request that nobody signed is a 400; a second start changes no data."""
    with served(tmp_path) as (address, printed):
        assert printed[0].startswith("Corner Shop is open")
        assert any(f"POST {address}/alexa" in line for line in printed)
        assert requests.post(f"{address}/alexa", json=envelope("LaunchRequest"), timeout=5).status_code == 400
    before = _rows(tmp_path)
    with served(tmp_path):
        pass
    assert _rows(tmp_path) == before


def _rows(folder: Path) -> dict[str, int]:
    import sqlite3

    connection = sqlite3.connect(folder / "shop.db")
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    counts = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608
    connection.close()
    return counts


def talk(folder: Path, words: str, *options: str) -> "subprocess.CompletedProcess[str]":
    """A conversation piped into the terminal entrance."""
    return subprocess.run(
        [sys.executable, "talk.py", *options],
        cwd=ROOT,
        env={**os.environ, "VAR": str(folder), "DATABASE_URL": ""},
        input=words,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_conversation_in_the_terminal(tmp_path: Path) -> None:
    """English and French, a silence, a change of mind, a mumble, and stop in the middle."""
    assert ear_for("en-US")
    assert ear_for("fr-FR")
    shutil.copytree(CACHE, tmp_path / "understanding")  # what was learnt already
    said = talk(tmp_path, "reorder my coffee\n\nmake it three\nflurb gnarf\nyes\n", "--style", "voice")
    assert said.returncode == 0, said.stderr
    assert "Two bags of house blend beans" in said.stdout
    assert "Three bags of house blend beans" in said.stdout
    assert "Sorry, I missed that. Nothing has been ordered." in said.stdout
    assert re.search(r"Done, order 4 0 1 3, expected \w+\.", said.stdout)
    said = talk(tmp_path, "recommande mon café\nstop\nceci n'est plus lu\n", "--locale", "fr-FR")
    assert said.returncode == 0, said.stderr
    assert "Rien n'a été commandé. Au revoir" in said.stdout
    assert "ceci" not in said.stdout


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--customer", "nobody-here"), "There is no customer 'nobody-here'"),
        (("--locale", "tlh-KL"), "no interaction model"),
        (("--style", "shouting"), "Invalid value"),
    ],
)
def test_the_terminal_says_what_is_wrong(tmp_path: Path, options: tuple[str, ...], complaint: str) -> None:
    said = talk(tmp_path, "", *options)
    assert said.returncode != 0
    assert complaint in said.stderr
    assert "Traceback" not in said.stderr


def test_a_database_that_cannot_be_opened_is_explained(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "talk.py"],
        cwd=ROOT,
        env={**os.environ, "VAR": str(tmp_path), "DATABASE_URL": "mysql://localhost/shop"},
        input="",
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert "sqlite:///" in said.stderr
    assert "Traceback" not in said.stderr
