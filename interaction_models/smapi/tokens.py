"""Access tokens: got with the refresh token, kept in memory only, renewed before they end or when refused."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from pydantic import SecretStr

from interaction_models.smapi.credentials import Credentials
from interaction_models.smapi.problems import NotLoggedIn, Refused, Unreachable
from interaction_models.smapi.transport import Transport

_PATH = "/auth/o2/token"
_EARLY = 60.0  # seconds before its end that a token is no longer used


def exchange(transport: Transport, form: Mapping[str, str]) -> Mapping[str, Any]:
    """Ask Login with Amazon for tokens. Raises NotLoggedIn and Unreachable."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        answer = transport.send("POST", _PATH, headers=lambda: headers, body=urlencode(form).encode()).json()
    except (Refused, NotLoggedIn):
        raise NotLoggedIn(
            "Login with Amazon does not take these credentials: the refresh token may have been revoked, or belong to "
            "another security profile. Run `python -m interaction_models login` again."
        ) from None
    if not isinstance(answer, dict) or not isinstance(answer.get("access_token"), str):
        raise Unreachable("Login with Amazon answered without a token.")
    return answer


@dataclass(slots=True)
class Tokens:
    """The access token of one account; safe to share between threads."""

    transport: Transport
    held: Credentials
    clock: Callable[[], float] = time.monotonic
    _token: SecretStr = field(default_factory=lambda: SecretStr(""))
    _ends: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def header(self) -> dict[str, str]:
        """The Authorization header. Raises NotLoggedIn and Unreachable."""
        with self._lock:
            if self.clock() >= self._ends:
                self._renew()
            return {"Authorization": f"Bearer {self._token.get_secret_value()}"}

    def refused(self) -> None:
        """The service did not take the token: the next header has a new one."""
        with self._lock:
            self._ends = 0.0

    def _renew(self) -> None:
        form = {
            "grant_type": "refresh_token",
            "refresh_token": self.held.refresh_token.get_secret_value(),
            "client_id": self.held.client_id,
            "client_secret": self.held.client_secret.get_secret_value(),
        }
        answer = exchange(self.transport, form)
        self._token = SecretStr(answer["access_token"])
        self._ends = self.clock() + float(answer.get("expires_in") or 3600) - _EARLY
