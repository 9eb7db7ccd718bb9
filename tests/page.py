"""The page's server for tests: the real one, on a demo shop of its own, with ears that have learnt already."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from skill.bootstrap import House
from skill.settings import Settings
from tests.shop import CACHE, Clock, ear_for, fresh_copy


def learnt(folder: Path, *locales: str) -> None:
    """What the ears of these locales have learnt, put where a shop in this folder looks for it."""
    for locale in locales:
        assert ear_for(locale)
    shutil.copytree(CACHE, folder / "understanding", dirs_exist_ok=True)


def settings_in(folder: Path, **others: object) -> Settings:
    """Settings of a fresh shop in this folder, with ears for English and French."""
    folder.mkdir(exist_ok=True)
    learnt(folder, "en-US", "fr-FR")
    return fresh_copy(folder).model_copy(update=others)


@contextmanager
def opened(settings: Settings) -> Iterator[Flask]:
    """The web app on these settings, closed afterwards."""
    app = create_app(settings, clock=Clock())
    try:
        yield app
    finally:
        page = app.extensions.get("page")
        if page is not None and page.mouth is not None:
            page.mouth.close()
        app.extensions["house"].database.close()


class Talk:
    """One conversation by POST /chat, as a client that remembers its session."""

    def __init__(self, app: Flask, **who: object) -> None:
        self.client: FlaskClient = app.test_client()
        self.house: House = app.extensions["house"]
        self.who: dict[str, object] = {"locale": "en-US", "customer": "anna", **who}
        self.session: str | None = None

    def post(self, **what: object) -> TestResponse:
        """The response to a request of this customer."""
        return self.client.post("/chat", json={**self.who, **what})

    def turn(self, **what: object) -> dict[str, Any]:
        """One turn of the conversation."""
        response = self.post(session=self.session, **what)
        assert response.status_code == 200, response.get_data(as_text=True)
        answer: dict[str, Any] = response.get_json()
        self.session = answer["session"]
        return answer

    def yes(self, **what: object) -> dict[str, Any]:
        """The press of a button that says yes."""
        return self.turn(press={"intent": "AMAZON.YesIntent"}, **what)
