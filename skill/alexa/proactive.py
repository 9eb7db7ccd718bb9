"""An order update as Alexa's proactive event, and how one is sent. It knows no queue.

Amazon, "Proactive Events API" and "Schemas for Proactive Events"; facts: alexa, Numbers. Alexa knows six statuses;
what they do not say (cancelled, late, returned, a problem) is not announced at all, rather than in other words.

Raises
------
NotSent
    TryLater    Alexa, or the way to it, cannot now: 429, 5xx, no answer, no token
    Refused     Alexa will not have it, whenever it is sent
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import requests

from skill.storage.outbox import LIVES, Delivery

TOKEN_URL = "https://api.amazon.com/auth/o2/token"  # noqa: S105  # an address
EVENTS_URL = "https://api.amazonalexa.com/v1/proactiveEvents/"
SCOPE = "alexa::proactive_events"
LONGEST = 10  # seconds for connecting, and for an answer
NEWS_FOR = timedelta(minutes=5)
"""Alexa takes no event that is out of date sooner than this."""
STATUSES = {
    "placed": "ORDER_RECEIVED",
    "preparing": "ORDER_PREPARING",
    "shipped": "ORDER_SHIPPED",
    "in_transit": "ORDER_SHIPPED",
    "out_for_delivery": "ORDER_OUT_FOR_DELIVERY",
    "delivered": "ORDER_DELIVERED",
}
"""The shop's words and Alexa's. Its sixth, PREORDER_RECEIVED, is of nothing that this shop sells."""


class NotSent(Exception):
    """The event was not taken; the message is a short reason without anything personal or secret."""


class TryLater(NotSent):
    """Not now."""


class Refused(NotSent):
    """Never."""


def event(delivery: Delivery, *, now: datetime, sellers: Mapping[str, str]) -> dict[str, Any]:
    """The body of the request. `sellers` is the seller's name for each locale that the skill is offered in.

    The reference is that of the order, the status and the person: however often it is tried, and if two of the
    shop's words are one of Alexa's, it is announced once. Raises Refused for a status that Alexa does not know, or
    when it is no news any more.
    """
    status = STATUSES.get(delivery.status)
    if status is None:
        raise Refused("a status that is not announced")
    ends = min(delivery.queued_at + LIVES, now + LIVES)
    if ends < now + NEWS_FOR:
        raise Refused("no news any more")
    about = delivery.order or f"notification {delivery.notification}"
    reference = sha256(f"{about} {status} {delivery.user_sha256}".encode())
    return {
        "timestamp": _written(now),
        "referenceId": reference.hexdigest(),
        "expiryTime": _written(ends),
        "event": {
            "name": "AMAZON.OrderStatus.Updated",
            "payload": {
                "state": {"status": status},
                "order": {"seller": {"name": "localizedattribute:sellerName"}},
            },
        },
        "localizedAttributes": [{"locale": locale, "sellerName": name} for locale, name in sellers.items()],
        "relevantAudience": {"type": "Unicast", "payload": {"user": delivery.user_id}},
    }


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


@dataclass
class Announcer:
    """Sends events as one skill: a token of Login with Amazon, then the event. The URLs are there for tests and for
    other regions (api.eu.amazonalexa.com). `clock` gives aware UTC datetimes."""

    client_id: str
    client_secret: str = field(repr=False)
    clock: Callable[[], datetime]
    events_url: str = EVENTS_URL
    token_url: str = TOKEN_URL
    _token: str = field(default="", init=False, repr=False)
    _until: datetime | None = field(default=None, init=False)

    def send(self, body: Mapping[str, Any]) -> None:
        """Raises TryLater, Refused. An event that Alexa has already is a success."""
        status = self._post(body, self._access_token())
        if status == 401:  # the token was withdrawn before its time
            self._until = None
            status = self._post(body, self._access_token())
        if status in (200, 202, 409):
            return
        if status == 403:
            raise Refused("no permission")
        if status in (401, 408, 429) or status >= 500:
            raise TryLater(f"status {status}")
        raise Refused(f"status {status}")

    def _post(self, body: Mapping[str, Any], token: str) -> int:
        headers = {"Authorization": "Bearer " + token}
        try:
            with requests.post(
                self.events_url, json=body, headers=headers, timeout=LONGEST, allow_redirects=False, stream=True
            ) as answer:
                return answer.status_code
        except requests.RequestException as failure:
            raise TryLater(type(failure).__name__) from None  # its message may hold the URL and more

    def _access_token(self) -> str:
        if self._until is not None and self.clock() < self._until:
            return self._token
        asked = {
            "grant_type": "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "scope": SCOPE,
        }
        try:
            answer = requests.post(self.token_url, data=asked, timeout=LONGEST, allow_redirects=False)
            said = answer.json() if answer.status_code == 200 else {}
            self._token = str(said["access_token"])
            lives = timedelta(seconds=min(max(int(said.get("expires_in", 0)), 0), 3600))
        except (requests.RequestException, ValueError, KeyError, TypeError, AttributeError):
            raise TryLater("no token of Login with Amazon") from None
        self._until = self.clock() + lives - timedelta(minutes=1)
        return self._token
