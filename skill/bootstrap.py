"""The only file that names adapters: settings become one assistant, and one understanding a locale."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from skill import logs
from skill.assistant import Assistant
from skill.payments.sandbox import SandboxPayments
from skill.settings import Settings
from skill.storage.alexa_people import AlexaPeople
from skill.storage.database import Database
from skill.storage.migrations import upgrade
from skill.storage.seed import seed
from skill.storage.visits import SqlShops
from skill.understanding.ear import Ear

LANGUAGES = ("en", "fr")
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock of the running program."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class House:
    """Everything wired together."""

    settings: Settings
    database: Database
    shops: SqlShops
    payments: SandboxPayments
    assistant: Assistant
    people: AlexaPeople


def build(settings: Settings, clock: Clock = utc_now) -> House:
    """Open the shop these settings describe: migrated, seeded when it is empty, ready for turns."""
    logs.configure(settings.log_level, settings.log_format)
    database = Database(settings.database)
    upgrade(database)
    policy = settings.policy()
    if settings.demo_shop:
        seed(database, clock, policy)
    payments = SandboxPayments(database, clock)
    shops = SqlShops(database, payments, policy, clock)
    shops.warm(LANGUAGES)
    return House(settings, database, shops, payments, Assistant(shops), AlexaPeople(database))


def settle() -> None:
    """What a server has loaded is there to stay: the garbage collector need not look at it again, nor so often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def ear(house: House, locale: str) -> Ear:
    """The ear for written or recognised words of this locale. Raises UnknownLocale."""
    finder = house.shops.finder(locale.partition("-")[0].lower())
    return Ear(locale, finder, house.settings.var / "understanding")
