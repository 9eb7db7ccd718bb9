"""Why a request is turned away. Every refusal is HTTP 400 and reaches no handler (facts: alexa, Stack).

Refused                 the request is not Alexa's, not for this skill, not recent
Unreadable              the body is not a request envelope at all

Unavailable             HTTP 503: it was understood and could not be kept; Alexa sends it again
"""

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_webservice_support.verifier import VerificationException


class Refused(VerificationException):
    """The request failed verification. `str(refused)` is a short fixed reason, free of anything the caller sent."""


class Unreadable(SerializationException):
    """The body cannot be read as JSON. `str(unreadable)` is a short fixed reason, free of anything the caller sent."""


class Unavailable(Exception):
    """A skill event could not be kept. `str(unavailable)` is a short fixed reason."""
