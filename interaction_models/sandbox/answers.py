"""How the stand-in answers an error, in the service's own shape."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, jsonify


def refused(status: int, message: str, code: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """An Error (or StandardizedError) of the service."""
    response = jsonify({"code": code, "message": message} if code else {"message": message})
    response.status_code = status
    response.headers.update(headers or {})
    return response


def bad_request(message: str, violations: Sequence[Mapping[str, Any]] = ()) -> Response:
    """A BadRequestError."""
    response = jsonify({"message": message, "violations": list(violations)})
    response.status_code = 400
    return response
