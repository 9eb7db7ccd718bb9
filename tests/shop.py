"""The demo shop for tests: real parts on a SQLite file of its own, with a clock that the test moves."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import text

from skill.bootstrap import House, build
from skill.settings import Settings
from skill.understanding.ear import Ear

# A Wednesday morning: deliveries come on Friday, no Sunday in between.
WEDNESDAY = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
CACHE = Path(__file__).parent.parent / "var" / "tests"


@dataclass
class Clock:
    """A clock that stands still until it is told to go on."""

    now: datetime = WEDNESDAY

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **duration: float) -> None:
        """Let time pass: `minutes=11`."""
        self.now += timedelta(**duration)


@cache
def _seeded() -> Path:
    """One seeded shop a process, to be copied."""
    folder = Path(mkdtemp(prefix="shop-"))
    house = build(settings_for(folder), Clock())
    house.database.close()
    return folder / "shop.db"


def settings_for(folder: Path, **others: object) -> Settings:
    """Settings for a shop in this folder, whatever the environment says."""
    return Settings.model_validate({"var": folder, "database_url": "", "log_level": "WARNING", **others})


def fresh_copy(folder: Path) -> Settings:
    """Settings of a freshly seeded shop in this folder."""
    shutil.copy(_seeded(), folder / "shop.db")
    return settings_for(folder)


def open_shop(folder: Path, clock: Clock) -> House:
    """A freshly seeded shop, opened."""
    return build(fresh_copy(folder), clock)


@cache
def ear_for(locale: str, folder: Path = CACHE) -> Ear:
    """The trained ear of a locale, once a process. What it learnt is kept between runs."""
    house = build(fresh_copy(Path(mkdtemp(prefix="ear-"))), Clock())
    try:
        return Ear(locale, house.shops.finder(locale.partition("-")[0]), folder)
    finally:
        house.database.close()


def orders_of(house: House, customer: str) -> int:
    """How many orders the database has of this customer."""
    with house.database.read() as connection:
        query = text("SELECT count(*) FROM orders WHERE customer_id = :customer")
        return int(connection.execute(query, {"customer": customer}).scalar_one())


def held(house: House) -> dict[str, int]:
    """What the payment provider holds: idempotency key -> minor units."""
    return {key: amount.minor for key, amount in house.payments.charges().items()}
