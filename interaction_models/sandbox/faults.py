"""What goes wrong on purpose. A fault is told as JSON, in a file or by POST /sandbox/faults:

{"status": 429, "method": "PUT", "path": "locales/en-US", "times": 2, "headers": {"Retry-After": "3"}}
{"status": 503, "path": "/status", "after": true}           the request takes effect, and then the answer is 503
{"hang_up": true, "method": "PUT"}                           the connection is closed without an answer
{"build": "LANGUAGE_MODEL_FULL_BUILD", "locale": "fr-FR", "code": "SomeError", "message": "..."}
{"intrude": true, "locale": "en-US"}                         somebody else saves a model just before the next PUT
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any


class BadFault(ValueError):
    """A fault that cannot be; the message says what is wrong with it."""


@dataclass(slots=True)
class Fault:
    """One thing that goes wrong, `times` times. `path` is a regular expression found anywhere in the path."""

    status: int = 0
    method: str = ""
    path: str = ""
    times: int = 1
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    after: bool = False
    hang_up: bool = False
    build: str = ""
    locale: str = ""
    code: str = "InternalBuildError"
    message: str = "The model could not be built."
    intrude: bool = False

    @classmethod
    def read(cls, raw: object) -> "Fault":
        """From JSON. Raises BadFault."""
        if not isinstance(raw, dict):
            raise BadFault("a fault is a JSON object")
        known = {one.name: one for one in fields(cls)}
        for name, value in raw.items():
            if name not in known:
                raise BadFault(f"a fault has no {name!r}; it has {', '.join(known)}")
            default = getattr(cls(), name)
            if default is not None and not isinstance(value, type(default)):
                raise BadFault(f"{name!r} of a fault is a {type(default).__name__}, not {value!r}")
        fault = cls(**raw)
        if not (fault.status or fault.hang_up or fault.build or fault.intrude):
            raise BadFault("a fault needs one of status, hang_up, build, intrude")
        try:
            re.compile(fault.path)
        except re.error as error:
            raise BadFault(f"'path' is not a regular expression: {error}") from error
        return fault

    def meets(self, method: str, path: str) -> bool:
        """Whether it befalls this request."""
        return (
            self.times > 0
            and not self.build
            and (not self.method or self.method.upper() == method)
            and re.search(self.path, path) is not None
        )
