"""What an envelope says about who speaks, in which conversation and on what device. It knows no reply."""

from hashlib import sha256

from ask_sdk_model.interfaces.system.system_state import SystemState
from ask_sdk_model.request_envelope import RequestEnvelope
from ask_sdk_model.user import User

from skill.alexa.heard import plain
from skill.alexa.verifier import request_of

DEFAULT_LOCALE = "en-US"


def locale_of(envelope: RequestEnvelope) -> str:
    """The locale of the request; American English when it names none."""
    return plain(request_of(envelope).locale or "") or DEFAULT_LOCALE


def system_of(envelope: RequestEnvelope) -> SystemState | None:
    """`context.System`, if it is there."""
    return envelope.context.system if envelope.context else None


def users_of(envelope: RequestEnvelope) -> list[User]:
    """The user, as the context and as the session name it."""
    places = (system_of(envelope), envelope.session)
    return [place.user for place in places if place and place.user]


def token_of(users: list[User]) -> str | None:
    """The access token of the linked account; None when no account is linked."""
    token = next((user.access_token for user in users if user.access_token), None)
    return plain(token) if token else None


def session_of(envelope: RequestEnvelope, users: list[User], request_id: str) -> str:
    """The conversation's name: Alexa's session, else the user's own, else (nobody known) this request's alone."""
    if envelope.session and envelope.session.session_id:
        return plain(envelope.session.session_id)
    user = next((user.user_id for user in users if user.user_id), None)
    return own_session(user) if user else "request:" + request_id


def own_session(user_id: str) -> str:
    """The conversation of requests that come without a session."""
    return "user:" + digest(user_id)


def person_of(envelope: RequestEnvelope) -> str | None:
    """The voice that Alexa recognised, as a digest; None when it recognised none."""
    system = system_of(envelope)
    person = system.person if system else None
    return digest(person.person_id) if person and person.person_id else None


def has_screen(envelope: RequestEnvelope) -> bool:
    """Whether the device takes APL documents."""
    system = system_of(envelope)
    device = system.device if system else None
    interfaces = device.supported_interfaces if device else None
    return interfaces is not None and interfaces.alexa_presentation_apl is not None


def digest(name: str) -> str:
    """What is kept of a name that Amazon gave somebody: its SHA-256 in hex."""
    return sha256(name.encode(errors="replace")).hexdigest()
