"""Who speaks: Alexa's own check of a voice and its code, started by a directive and heard as an intent.

Amazon, "Add PIN Confirmation to Alexa Skills": the task AMAZON.VerifyPerson, version 2; its result is ACHIEVED,
NOT_ACHIEVED (three wrong codes, no code set up, another voice) or NOT_ENABLED (the customer wants no code here). The
code itself is between Alexa and the customer.
"""

from ask_sdk_model.connection_completed import ConnectionCompleted
from ask_sdk_model.interfaces.connections.on_completion import OnCompletion
from ask_sdk_model.interfaces.connections.v1.start_connection_directive import StartConnectionDirective
from ask_sdk_model.session_resumed_request import SessionResumedRequest

from skill.alexa.carried import Carried
from skill.alexa.heard import VERIFIED, plain
from skill.dialogue.heard import Heard, Slot

# Personalisation, which the check needs, is offered in every locale that skills can be in (Amazon's announcement of
# 2019-10-31); a locale that is not among them yet is asked without.
LOCALES = frozenset(
    {
        "de-DE", "en-AU", "en-CA", "en-GB", "en-IN", "en-US", "es-ES", "es-MX",
        "es-US", "fr-CA", "fr-FR", "hi-IN", "it-IT", "ja-JP", "pt-BR",
    }
)  # fmt: skip  # a table
ACHIEVED, NOT_ACHIEVED, NOT_ENABLED = "ACHIEVED", "NOT_ACHIEVED", "NOT_ENABLED"
_RESULTS = frozenset({ACHIEVED, NOT_ACHIEVED, NOT_ENABLED})
_VERIFY = "connection://AMAZON.VerifyPerson/2"
_LEVEL = {"requestedAuthenticationConfidenceLevel": {"level": 400, "customPolicy": {"policyName": "VOICE_PIN"}}}


def can_verify(person: str | None, locale: str) -> bool:
    """Whether the voice was recognised, in a locale where Amazon verifies."""
    return person is not None and locale in LOCALES


def start(question: str) -> StartConnectionDirective:
    """Hands the conversation to Alexa, which verifies and resumes the session with `question` as its token."""
    return StartConnectionDirective(
        uri=_VERIFY, on_completion=OnCompletion.RESUME_SESSION, input=dict(_LEVEL), token=question
    )


def resumed(request: SessionResumedRequest, carried: Carried, person: str | None) -> tuple[Heard, str] | None:
    """What the end of a connection says, and the question it was started for; None when it names no question, or
    another than this session is verifying.

    Only ACHIEVED, reported as a success, in the voice it was started in, is achieved; whatever else was reported,
    or nothing at all, is NOT_ACHIEVED. Whether the question is still open is the assistant's to tell.
    """
    cause = request.cause
    if not isinstance(cause, ConnectionCompleted):
        return None
    token = plain(cause.token or "")
    if not token or (carried.verifying and token != carried.verifying):
        return None
    result = cause.result.get("status") if isinstance(cause.result, dict) else None
    status = result if isinstance(result, str) and result in _RESULTS else NOT_ACHIEVED
    answered = cause.status is not None and cause.status.code == "200"
    other_voice = bool(carried.person and person) and person != carried.person
    if not answered or other_voice:
        status = NOT_ACHIEVED
    return Heard(VERIFIED, {"status": Slot(status)}), token
