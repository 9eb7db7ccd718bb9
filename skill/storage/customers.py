"""Who speaks: customers found by their id or by the access token of account linking."""

import hashlib
import threading
import time
from collections import OrderedDict

from sqlalchemy import bindparam, select

from skill.storage.database import Database
from skill.storage.tables import CustomerRow

REMEMBERED_SECONDS = 60
MOST_REMEMBERED = 1000

_BY_TOKEN = select(CustomerRow.id).where(CustomerRow.access_token_sha256 == bindparam("digest"))
_ALL = select(CustomerRow.id, CustomerRow.name, CustomerRow.language).order_by(CustomerRow.id)


def digest(access_token: str) -> str:
    """What is kept of an access token: its SHA-256 in hex."""
    return hashlib.sha256(access_token.encode()).hexdigest()


class Customers:
    """The customers of the shop. A token is looked up at most once a minute; an unknown one each time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[float, str]] = OrderedDict()

    def of_token(self, access_token: str) -> str | None:
        """The id of the customer who linked this access token, or None."""
        hashed = digest(access_token)
        with self._lock:
            until, known = self._known.get(hashed, (0.0, ""))
        if time.monotonic() < until:
            return known
        with self._database.read() as connection:
            found: str | None = connection.execute(_BY_TOKEN, {"digest": hashed}).scalar()
        with self._lock:
            self._known.pop(hashed, None)
            if found is not None:
                self._known[hashed] = (time.monotonic() + REMEMBERED_SECONDS, found)
            if len(self._known) > MOST_REMEMBERED:
                self._known.popitem(last=False)
        return found

    def all(self) -> list[tuple[str, str, str]]:
        """Everybody as (id, name, language)."""
        with self._database.read() as connection:
            return [(id_, name, language) for id_, name, language in connection.execute(_ALL)]
