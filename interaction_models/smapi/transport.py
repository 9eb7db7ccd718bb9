"""HTTP with time limits and retries; every call of the service goes through here.

Own client on requests and tenacity instead of `ask-smapi-sdk` 1.0.0, because that

- drops what it does not know: a model read and written by it loses every key its classes lack, so that neither a
  backup nor a comparison could be trusted;
- sends without any time limit, on a new connection each, and never again after a 429 or a 5xx;
- speaks HTTPS only, so that no stand-in on this machine could take its place in a test.

requests carries the connection; tenacity carries the waiting, because it takes the sleeper from outside and tells
before each wait, which urllib3's Retry does not.
"""

import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

import requests
import tenacity

from interaction_models.smapi.found import findings
from interaction_models.smapi.problems import (
    Changed,
    Conflict,
    NotLoggedIn,
    NotThere,
    Refused,
    SmapiProblem,
    Unreachable,
)

TIME_LIMITS = (5.0, 60.0)  # seconds to connect, and between two bytes of an answer
_LONGEST_WAIT = 120.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a request is sent again, and how long the waits are (seconds; doubled each time, plus jitter)."""

    tries: int = 6
    first: float = 1.0
    most: float = 30.0
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON. Raises Unreachable: whatever else answers (a proxy, a sign-in page) is not the service."""
        try:
            return json.loads(self.body)
        except ValueError:
            raise Unreachable("The answer is not JSON: is there a proxy in between?") from None


class Again(Exception):
    """Worth another try, after `wait` seconds where the service says so."""

    def __init__(self, why: SmapiProblem, wait: float | None = None) -> None:
        super().__init__(str(why))
        self.why = why
        self.wait = wait


@dataclass(slots=True)
class Transport:
    """Sends requests, again where that is safe. `note` is told before each wait."""

    base: str
    patience: Patience = field(default_factory=Patience)
    note: Callable[[str], None] = lambda _text: None
    session: requests.Session = field(default_factory=requests.Session)

    def send(
        self,
        method: str,
        path: str,
        *,
        headers: Callable[[], Mapping[str, str]] = dict,
        renew: Callable[[], None] | None = None,
        body: bytes | None = None,
        params: Mapping[str, str] | None = None,
        repeatable: bool = True,
    ) -> Answer:
        """One answered request. `headers` are asked for before every try; after a 401 `renew` is called, once.

        What is not repeatable is sent again only when the service has said that it did nothing (429).
        Raises Refused, NotThere, Conflict, Changed, NotLoggedIn, Unreachable.
        """
        renewed = False

        def once() -> Answer:
            nonlocal renewed
            given = headers()
            try:
                answer = self._exchange(method, path, headers=given, body=body, params=params, repeatable=repeatable)
                return _judged(answer, repeatable)
            except NotLoggedIn:
                if renew is None or renewed:
                    raise
                renewed = True
                renew()
                return once()

        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(Again),
            stop=tenacity.stop_after_attempt(self.patience.tries),
            wait=self._wait,
            sleep=self.patience.sleep,
            before_sleep=self._tell,
            reraise=True,
        )
        try:
            return retrying(once)
        except Again as again:
            raise again.why from None

    def _exchange(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: bytes | None,
        params: Mapping[str, str] | None,
        repeatable: bool,
    ) -> Answer:
        try:
            response = self.session.request(
                method,
                self.base + path,
                headers=dict(headers),
                data=body,
                params=params,
                timeout=TIME_LIMITS,
                allow_redirects=False,
            )
        except (requests.ConnectionError, requests.Timeout) as error:
            problem = Unreachable(f"No answer from {self.base} ({type(error).__name__}).")
            if repeatable:
                raise Again(problem) from None
            raise problem from None
        except requests.RequestException as error:
            raise Unreachable(f"{self.base} cannot be asked ({type(error).__name__}).") from None
        return Answer(response.status_code, response.headers, response.content)

    def _wait(self, state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        told = error.wait if isinstance(error, Again) else None
        if told is not None:
            return min(told, _LONGEST_WAIT) + self.patience.jitter()
        grown = self.patience.first * 2.0 ** (state.attempt_number - 1)
        return min(grown, self.patience.most) * (0.5 + self.patience.jitter() / 2)

    def _tell(self, state: tenacity.RetryCallState) -> None:
        wait = state.next_action.sleep if state.next_action else 0.0
        error = state.outcome.exception() if state.outcome else None
        self.note(f"{str(error).rstrip('.')}; trying again in {wait:.1f} s.")


def _judged(answer: Answer, repeatable: bool) -> Answer:
    """The answer, where it is a good one."""
    status = answer.status
    if 200 <= status < 300:
        return answer
    found = tuple(findings(_quietly(answer)))
    said = found[0].message if found else f"HTTP {status}"
    if status == 429:
        raise Again(Unreachable(f"The service asks for fewer requests: {said}"), _retry_after(answer))
    if status >= 500:
        fault = Unreachable(f"The service has a fault (HTTP {status}): {said}")
        raise Again(fault, _retry_after(answer)) if repeatable else fault
    if status == 401:
        raise NotLoggedIn(
            f"The service does not take our token: {said} Run `python -m interaction_models login` again."
        )
    if status == 403:
        raise Refused(f"Not allowed: {said}", found)
    if status == 404:
        raise NotThere(said, found)
    if status == 409:
        busy = Conflict(f"Another request is under way: {said}")
        raise Again(busy, _retry_after(answer)) if repeatable else busy
    if status == 412:
        raise Changed(said)
    if 300 <= status < 400:
        raise Unreachable(f"The service sends us elsewhere (HTTP {status}), which it never does: is there a proxy?")
    raise Refused(said, found)


def _quietly(answer: Answer) -> Any:
    try:
        return json.loads(answer.body)
    except ValueError:
        return None


def _retry_after(answer: Answer) -> float | None:
    """Seconds, from a number or an HTTP date."""
    told = {name.lower(): value for name, value in answer.headers.items()}.get("retry-after", "")
    if told.strip().isdigit():
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except ValueError:
        return None
