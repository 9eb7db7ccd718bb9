"""Every golden transcript, held twice: by the local ear, and as signed Alexa requests. Both must say the same."""

from dataclasses import replace
from pathlib import Path

import pytest

from app import create_app
from skill.assistant import Reply, Turn
from skill.bootstrap import build
from skill.dialogue.heard import Heard
from skill.phrasing.style import Style
from skill.settings import Settings
from tests.alexa.signing import Signer, envelope, reprompted, spoken
from tests.shop import Clock, ear_for, fresh_copy, orders_of
from tests.transcripts import Exchange, Transcript, resolved, transcripts

ALL = list(transcripts())
NOBODY = "nobody"
SILENCE = "Silence"


def test_there_are_enough_transcripts() -> None:
    """Sixty in American English and forty in French at the least."""
    by_locale = [transcript.locale for transcript in ALL]
    assert by_locale.count("en-US") >= 60
    assert by_locale.count("fr-FR") >= 40


@pytest.mark.parametrize("transcript", ALL, ids=lambda transcript: transcript.name)
def test_the_local_ear_hears_and_says_it(transcript: Transcript, tmp_path: Path) -> None:
    """Words are understood as the transcript says, and answered to the letter, in VOICE as on a device."""
    clock = Clock()
    house, ear = build(_settings(transcript, tmp_path), clock), ear_for(transcript.locale)
    customer = None if transcript.customer == NOBODY else transcript.customer
    before = orders_of(house, transcript.customer)
    session, reply = 0, None
    for place, turn in enumerate(transcript.turns):
        clock.forward(minutes=turn.after)
        session += reply is None or reply.closed
        heard = _heard(turn, reply, ear.hear, transcript.locale)
        reply = house.assistant.take(
            Turn(heard, f"local:{session}", customer, transcript.locale, Style.VOICE, f"request:{place}")
        )
        assert reply.words == turn.answer, turn.said
        assert turn.text is None or reply.written == turn.text, turn.said
        assert reply.closed == turn.closed, turn.said
        assert orders_of(house, transcript.customer) - before == turn.orders, turn.said
    house.database.close()


def _settings(transcript: Transcript, folder: Path) -> Settings:
    return fresh_copy(folder).model_copy(update=dict(transcript.shop))


def _heard(turn: Exchange, reply: Reply | None, hear: object, locale: str) -> Heard:
    """What the ear makes of it; it must be what Alexa would have made of it."""
    if turn.intent in (SILENCE, "LaunchRequest"):
        return Heard(turn.intent)
    assert callable(hear)
    heard = hear(turn.said, reply.expects if reply else None)
    assert isinstance(heard, Heard)
    assert heard.intent == turn.intent, turn.said
    expected = resolved(locale, turn.intent, turn.slots)
    assert set(heard.slots) == set(expected), f"{turn.said}: {dict(heard.slots)}"
    return replace(heard, words=0)  # Alexa does not count words; what follows from their number is proved elsewhere


@pytest.mark.parametrize("transcript", ALL, ids=lambda transcript: transcript.name)
def test_alexa_hears_and_says_it(transcript: Transcript, tmp_path: Path) -> None:
    """The same conversation as signed request envelopes through the real endpoint."""
    clock, signer = Clock(), Signer()
    app = create_app(_settings(transcript, tmp_path), clock=clock, verification=signer.verification())
    client, house = app.test_client(), app.extensions["house"]
    token = None if transcript.customer == NOBODY else f"demo-{transcript.customer}"
    before = orders_of(house, transcript.customer)
    session, closed = 0, True
    for turn in transcript.turns:
        clock.forward(minutes=turn.after)
        if turn.intent == SILENCE:
            continue
        session += closed
        said = resolved(transcript.locale, turn.intent, turn.slots)
        sent = envelope(turn.intent, said, session=f"alexa:{session}", access_token=token, locale=transcript.locale)
        response = signer.post(client, sent)
        assert response.status_code == 200
        assert spoken(response) == turn.answer, turn.said
        closed = bool(response.get_json()["response"]["shouldEndSession"])
        assert closed == turn.closed, turn.said
        assert (reprompted(response) is None) == closed
        assert orders_of(house, transcript.customer) - before == turn.orders, turn.said
    house.database.close()
