"""The web entrance: gunicorn 'app:create_app()'."""

from collections.abc import Mapping

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from skill.alexa.answer import Listener, answer_to
from skill.alexa.carried import Carried
from skill.alexa.channel import register
from skill.alexa.serializer import TolerantSerializer
from skill.alexa.verification import Unverified, Verification, verification_for
from skill.assistant import Reply
from skill.bootstrap import Clock, House, build, chat, utc_now
from skill.settings import Settings, read_settings
from skill.speech.synthesiser import Synthesiser
from skill.speech.voices import can_speak
from skill.text import web


def create_app(
    settings: Settings | None = None,
    *,
    clock: Clock = utc_now,
    verification: Verification | Unverified | None = None,
) -> Flask:
    """The application on these settings (default: the environment's).

    `clock` gives aware UTC datetimes. `verification` replaces what the settings ask for, for tests that sign
    with a chain of their own; what is given must verify in production.
    """
    settings = settings or read_settings()
    if isinstance(verification, Unverified) and settings.environment == "production":
        raise ValueError("Requests are always verified in production.")
    house = build(settings, clock)
    app = Flask(__name__)
    register(
        app,
        house.assistant,
        verification=verification
        or verification_for(
            verify=settings.alexa_verify,
            environment=settings.environment,
            application_ids=settings.alexa_application_ids,
        ),
        shop=settings.shop_name,
        on_error=house.assistant.trouble,
        people=house.people,
    )
    if settings.has_page:
        talking = chat(house, clock, lambda reply: _on_alexa(reply, settings.shop_name, clock))
        web.register(app, web.Page(talking, settings.shop_name, Synthesiser() if can_speak() else None))
    app.add_url_rule("/healthz", "healthz", lambda: {"status": "alive"})
    app.add_url_rule("/readyz", "readyz", lambda: _ready(house))
    app.extensions["house"] = house
    return app


def _on_alexa(reply: Reply, shop: str, clock: Clock) -> Mapping[str, object]:
    """What an Alexa device with a screen would have been sent."""
    listener = Listener(screen=True, session=True, person=None)
    response, left = answer_to(reply, shop=shop, listener=listener, before=Carried(), now=clock())
    serialize = TolerantSerializer().serialize
    return {"version": "1.0", "sessionAttributes": left.attributes(), "response": serialize(response)}


def _ready(house: House) -> tuple[dict[str, str], int]:
    """Whether a turn could be answered now: the database is there."""
    try:
        with house.database.read() as connection:
            connection.exec_driver_sql("SELECT 1 FROM customers LIMIT 1")
    except SQLAlchemyError:
        return {"status": "the database does not answer"}, 503
    return {"status": "ready"}, 200
