"""The signing keys found valid lately, so that the chain is fetched and validated once an hour and not per request."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from skill.alexa.chain import ChainFetcher, SigningKey, TrustStore, signing_key

MOST_KEYS = 16  # the caller chooses the URLs: an unbounded cache would be theirs to fill
LONGEST_TRUST = timedelta(hours=1)
LONGEST_WAIT = 10.0  # seconds that a request waits for another request's fetch of the same chain

Clock = Callable[[], datetime]
"""The time now, with its zone."""


class SigningKeys:
    """Verified keys by canonical certificate URL: at most 16, each for an hour or until any certificate of its
    path expires. Only successes are remembered. Thread-safe; one chain is fetched once however many wait for it."""

    def __init__(self, fetch: ChainFetcher, trust: TrustStore, clock: Clock) -> None:
        self._fetch = fetch
        self._trust = trust
        self._clock = clock
        self._known: dict[str, SigningKey] = {}
        self._fetching: dict[str, Future[SigningKey]] = {}
        self._lock = threading.Lock()

    def key(self, url: str) -> RSAPublicKey:
        """The verified key behind a canonical `url`. Raises Refused, or whatever the fetcher raised."""
        known = self._known.get(url)
        if known and self._clock() < known.ends:
            return known.key
        with self._lock:
            known = self._known.get(url)
            if known and self._clock() < known.ends:  # learnt while this thread waited for the lock
                return known.key
            others = self._fetching.get(url)
            if others is None:
                mine = self._fetching[url] = Future()
        if others is not None:
            return others.result(LONGEST_WAIT).key
        return self._learn(url, mine)

    def _learn(self, url: str, promise: "Future[SigningKey]") -> RSAPublicKey:
        try:
            now = self._clock()
            found = signing_key(self._fetch(url), self._trust.store(), now)
            found = SigningKey(found.key, min(found.ends, now + LONGEST_TRUST))
        except BaseException as failure:
            with self._lock:
                del self._fetching[url]
                self._known.pop(url, None)
            promise.set_exception(failure)
            raise
        with self._lock:
            del self._fetching[url]
            self._known.pop(url, None)
            self._known[url] = found
            while len(self._known) > MOST_KEYS:
                del self._known[next(iter(self._known))]  # the one learnt longest ago
        promise.set_result(found)
        return found.key
