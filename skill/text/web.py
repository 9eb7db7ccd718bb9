"""The page at `/`, `POST /chat`, `GET /chat/options` and `POST /speech`: parse, one call, answer.

| status | when |
| --- | --- |
| 400 | the JSON is not a turn |
| 403 | not from this machine's own browser, see `door` |
| 404 | there is no such customer, locale, or voice |
| 413 | the body is too large |
| 415 | the body is not sent as application/json |
| 500 | the turn failed; nothing more is told |
| 503 | not now: the ear still learns, another turn does not end, no database; send the same again |

Every error is JSON: {"error": what to do}.
"""

import logging
import re
from dataclasses import dataclass
from importlib import resources
from typing import Any

import flask
from babel import Locale
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import RequestEntityTooLarge

from skill.logs import whereabouts
from skill.speech.sound import Mute
from skill.speech.synthesiser import Synthesiser
from skill.storage.database import StorageError
from skill.text.asked import GUEST, BadRequest, read_asked, read_to_say
from skill.text.chat import Chat, NotFound
from skill.text.door import close, refusal
from skill.text.ears import Learning
from skill.text.starters import STARTERS

LARGEST_BODY = 16 * 1024  # bytes
LONGEST_PATIENCE = 20.0  # seconds that a request waits for an ear, unless it prefers to wait less
FILES = ("page.css", "page.js", "make.js", "labels.js", "turns.js", "panel.js", "server.js", "icon.svg")
log = logging.getLogger("skill.text")

Answer = flask.Response | tuple[dict[str, Any], int] | tuple[dict[str, Any], int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Page:
    """What the page is made of. `mouth` is None where this machine has no voice."""

    chat: Chat
    shop: str
    mouth: Synthesiser | None


def register(app: flask.Flask, page: Page) -> None:
    """Serve the page in `app`."""
    routes = flask.Blueprint("page", __name__, static_folder=None)
    folder = str(resources.files("skill.text") / "page")

    def file(name: str) -> flask.Response:
        sent = flask.send_from_directory(folder, name, conditional=True, etag=True)
        sent.headers["Cache-Control"] = "no-cache"  # the browser asks whether it has changed
        return sent

    routes.add_url_rule("/", "index", lambda: file("index.html"))
    for name in FILES:
        routes.add_url_rule(f"/page/{name}", name.replace(".", "_"), file, defaults={"name": name})
    routes.add_url_rule("/chat/options", "options", lambda: _fresh(flask.jsonify(_options(page))))
    routes.add_url_rule("/chat", "chat", lambda: _answered(page), methods=["POST"])
    routes.add_url_rule("/speech", "speech", lambda: _spoken(page), methods=["POST"])
    routes.before_request(_admit)
    routes.after_request(close)
    app.register_blueprint(routes)
    app.extensions["page"] = page


def _admit() -> Answer | None:
    why = refusal(flask.request)
    return None if why is None else ({"error": why}, 403)


def _options(page: Page) -> dict[str, Any]:
    """What there is to choose from."""
    chat = page.chat
    people = [{"id": each.id, "name": each.name, "language": each.language} for each in chat.people()]
    return {
        "shop": page.shop,
        "customers": [*people, {"id": GUEST, "name": None, "language": None}],
        "locales": [{"id": locale, "name": _name_of(locale)} for locale in chat.locales],
        "starters": {locale: list(STARTERS[locale.partition("-")[0]]) for locale in chat.locales},
        "speech": page.mouth is not None,
    }


def _answered(page: Page) -> Answer:
    locale = ""
    try:
        asked = read_asked(_body())
        locale = asked.locale
        return _fresh(flask.Response(page.chat.answer(asked, _patience()), mimetype="application/json"))
    except _Refused as error:
        return {"error": str(error)}, error.status
    except BadRequest as error:
        return {"error": str(error)}, 400
    except NotFound as error:
        return {"error": str(error)}, 404
    except Learning as error:
        return {"error": str(error), "learning": True}, 503, {"Retry-After": "1"}
    except (StorageError, SQLAlchemyError) as failure:
        log.error("turn failed\n%s", whereabouts(failure))
        return {"error": page.chat.assistant.trouble(locale)}, 503
    except Exception as failure:  # noqa: BLE001  # the customer is owed an answer, the log a reason
        log.error("turn failed\n%s", whereabouts(failure))  # a message may quote the utterance
        return {"error": page.chat.assistant.trouble(locale)}, 500


def _spoken(page: Page) -> Answer:
    try:
        wanted = read_to_say(_body())
        if page.mouth is None:
            return {"error": "this machine has no voice: install espeak-ng and the Python package pyttsx3"}, 404
        if wanted.locale not in page.chat.locales:
            return {"error": f"there is no such locale; there are: {', '.join(page.chat.locales)}"}, 404
        return _fresh(flask.Response(page.mouth.wav(wanted.text, wanted.locale), mimetype="audio/wav"))
    except _Refused as error:
        return {"error": str(error)}, error.status
    except BadRequest as error:
        return {"error": str(error)}, 400
    except Mute as failure:
        log.error("nothing was spoken\n%s", whereabouts(failure))
        return {"error": "the voice did not answer: try again"}, 503


class _Refused(Exception):
    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def _body() -> bytes:
    """The body of a JSON request."""
    request = flask.request
    if request.mimetype != "application/json":
        raise _Refused("send JSON, with Content-Type: application/json", 415)
    request.max_content_length = LARGEST_BODY
    try:
        return request.get_data()
    except RequestEntityTooLarge as error:
        raise _Refused(f"send at most {LARGEST_BODY} bytes", 413) from error


def _patience() -> float:
    """How long this request waits for an ear that still learns (RFC 7240, `Prefer: wait=SECONDS`)."""
    wait = re.search(r"\bwait=(\d{1,4})\b", flask.request.headers.get("Prefer", ""))
    return min(float(wait[1]), LONGEST_PATIENCE) if wait else LONGEST_PATIENCE


def _fresh(response: flask.Response) -> flask.Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _name_of(locale: str) -> str:
    """A locale in its own language."""
    name = str(Locale.parse(locale.replace("-", "_")).get_display_name())
    return name[:1].upper() + name[1:]
