"""Who may use the page, and what its files are: from this machine's own browser, and never in production."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from flask import Flask
from werkzeug.test import TestResponse

import skill.text
from skill.dialogue.commands import Command
from tests.page import opened, settings_in

FOLDER = Path(skill.text.__file__).parent / "page"
LAUNCH = {"locale": "en-US", "launch": True}


def get(app: Flask, path: str, **more: Any) -> TestResponse:
    """The response to a GET, read to its end."""
    return app.test_client().get(path, buffered=True, **more)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with opened(settings_in(tmp_path_factory.mktemp("door"))) as app:
        yield app


def conversations(app: Flask) -> int:
    with app.extensions["house"].database.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM dialogues").scalar_one())


@pytest.mark.parametrize("off", [{"environment": "production"}, {"page": False}])
def test_there_is_no_page(tmp_path: Path, off: dict[str, object]) -> None:
    with opened(settings_in(tmp_path, **off)) as app:
        client = app.test_client()
        assert client.get("/").status_code == 404
        assert client.get("/page/page.js").status_code == 404
        assert client.get("/chat/options").status_code == 404
        assert client.post("/chat", json=LAUNCH).status_code == 404
        assert client.post("/speech", json={"text": "hello", "locale": "en-US"}).status_code == 404
        assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:8000"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "192.168.1.4"},
        {"Host": "localhost@evil.example"},
        {"Host": "[::1"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "https://localhost"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"X-Forwarded-For": "203.0.113.9"},
        {"Forwarded": "for=203.0.113.9"},
    ],
)
def test_strangers_are_refused(app: Flask, headers: dict[str, str]) -> None:
    """Names of elsewhere (DNS rebinding), other sites' pages, and whatever came through a proxy."""
    client, before = app.test_client(), conversations(app)
    response = client.post("/chat", json=LAUNCH, headers=headers)
    assert response.status_code in (400, 403), "400 is werkzeug's own, for a Host that is none"
    if set(headers) & {"Host", "Forwarded", "X-Forwarded-For"}:
        assert client.get("/", headers=headers).status_code in (400, 403)
    assert conversations(app) == before


def test_other_machines_are_refused(app: Flask) -> None:
    for address in ("192.168.1.4", "203.0.113.9", "::ffff:203.0.113.9", ""):
        there = {"REMOTE_ADDR": address}
        assert app.test_client().get("/", environ_overrides=there).status_code == 403
        assert app.test_client().post("/chat", json=LAUNCH, environ_overrides=there).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "LOCALHOST"])
def test_this_machine_may(app: Flask, host: str) -> None:
    headers = {"Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin"}
    for address in ("127.0.0.1", "::1", "::ffff:127.0.0.1"):
        there = {"REMOTE_ADDR": address}
        answer = app.test_client().post("/chat", json=LAUNCH, headers=headers, environ_overrides=there)
        assert answer.status_code == 200


def test_alexa_is_not_behind_this_door(app: Flask) -> None:
    """Its own verifier is: from elsewhere, through a proxy, and without the page's headers."""
    headers = {"Host": "shop.example", "X-Forwarded-For": "203.0.113.9"}
    response = app.test_client().post("/alexa", json={}, headers=headers)
    assert response.status_code == 400
    assert "Content-Security-Policy" not in response.headers


def test_nothing_foreign_and_nothing_inline_runs(app: Flask) -> None:
    client = app.test_client()
    for path in ("/", "/page/page.js", "/page/page.css", "/page/icon.svg", "/chat/options"):
        response = get(app, path)
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "style-src 'self';" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
    assert client.post("/chat", json=LAUNCH).headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in client.post("/chat", json={}).headers


def test_files_are_asked_for_again_only_when_they_changed(app: Flask) -> None:
    for path in ("/", *(f"/page/{file.name}" for file in FOLDER.iterdir() if file.name != "index.html")):
        first = get(app, path)
        assert first.status_code == 200, path
        assert first.headers["Cache-Control"] == "no-cache"
        again = get(app, path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    assert get(app, "/page/../web.py").status_code == 404
    assert get(app, "/page/nothing.js").status_code == 404


def test_every_command_has_words() -> None:
    """What a yes would do is told in both languages; a new command needs a line in each."""
    content = (FOLDER / "labels.js").read_text("utf-8")
    said = [set(re.findall(r"\b([A-Z]\w+): \"", part)) for part in re.findall(r"commands: \{(.*?)\}", content, re.S)]
    commands = {command.__name__ for command in get_args(Command)}
    assert [commands - each for each in said] == [set(), set()]


def test_the_page_is_small_and_asks_nobody_else() -> None:
    """Under 60 kB in all; every address in it is its own; no inline script, style or handler."""
    files = {file.name: file.read_text("utf-8") for file in FOLDER.iterdir()}
    assert sum(len(content.encode()) for content in files.values()) < 60_000
    for name, content in files.items():
        foreign = re.findall(
            r"(?:https?:)?//[\w.-]+\.\w+[^\s\"']*", re.sub(r"^\s*(//|\*|/\*).*$", "", content, flags=re.M)
        )
        assert [each for each in foreign if "www.w3.org/2000/svg" not in each] == [], name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", content), name
    index = files["index.html"]
    assert not re.search(r"<style|\son\w+=|\sstyle=", index)
    assert re.findall(r"<script[^>]*>", index) == ['<script type="module" src="/page/page.js">']
    for name, content in files.items():
        if name.endswith(".js"):
            assert content.startswith("// @ts-check"), name
            assert name == "page.js" or f'<link rel="modulepreload" href="/page/{name}">' in index
