"""What can go wrong. The message says what to do; no message holds a token.

SmapiProblem
├── BadUse          2  the command cannot be meant so, or a file cannot be used
├── Refused         1  the service, or its build, does not take the model
├── Conflict        3  somebody else has changed the model, or a build is running
├── NotLoggedIn     4  no credentials, or the service does not take them
└── Unreachable     4  no answer, or no useful one, for as long as we were patient
"""

from collections.abc import Sequence
from typing import ClassVar

from interaction_models.smapi.found import Finding


class SmapiProblem(Exception):
    """Any of the below; `exit_code` is what the command ends with."""

    exit_code: ClassVar[int] = 1


class BadUse(SmapiProblem):
    """The command cannot be meant so."""

    exit_code = 2


class Refused(SmapiProblem):
    """The service says no; `findings` say to what."""

    def __init__(self, message: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class NotThere(Refused):
    """What was asked for does not exist (404)."""


class Conflict(SmapiProblem):
    """Somebody else's work is in the way."""

    exit_code = 3


class Changed(Conflict):
    """The eTag is not the one we expected (412)."""


class NotLoggedIn(SmapiProblem):
    """No credentials, or refused ones."""

    exit_code = 4


class Unreachable(SmapiProblem):
    """No useful answer."""

    exit_code = 4


EXIT_CODES = """
\b
Exit codes:
  0  done, or nothing to do
  1  the service or its build refuses a model
  2  the command or a file cannot be used
  3  somebody else has changed a model, or a build is running
  4  not logged in, or no answer from the service
With several locales the highest counts.
"""
