"""The only file that names adapters: settings become one assistant, and one understanding a locale."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from skill import logs
from skill.assistant import Assistant, Reply
from skill.payments.sandbox import SandboxPayments
from skill.phrasing.bundles import LOCALES
from skill.settings import Settings
from skill.storage.alexa_people import AlexaPeople
from skill.storage.database import Database
from skill.storage.jobs import RECEIPT, Jobs
from skill.storage.migrations import upgrade
from skill.storage.purchases import open_somewhere
from skill.storage.seed import seed
from skill.storage.talks import Talks
from skill.storage.visits import SqlShops
from skill.storage.watch import Watch
from skill.text.chat import Chat, Person
from skill.text.ears import Ears
from skill.understanding.ear import Ear
from skill.work.carrying import Round, Work
from skill.work.mail import mailer
from skill.work.queue import Queue, open_queue
from skill.work.receipts import Receipts

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
    queue: Queue
    clock: Clock


def build(settings: Settings, clock: Clock = utc_now) -> House:
    """Open the shop these settings describe: migrated, seeded when it is empty, ready for turns."""
    logs.configure(settings.log_level, settings.log_format)
    database = Database(settings.database)
    upgrade(database)
    policy = settings.policy()
    if settings.demo_shop:
        seed(database, clock, policy)
    payments = SandboxPayments(database, clock)
    queue = Queue(open_queue(settings.queue_url.get_secret_value(), settings.var), lambda: work(house))
    shops = SqlShops(database, payments, policy, clock, queue.wake)
    shops.warm(LANGUAGES)
    house = House(settings, database, shops, payments, Assistant(shops), AlexaPeople(database), queue, clock)
    return house


def work(house: House) -> Work:
    """What is done after answers, in this process. Raises BadMailServer."""
    settings, database = house.settings, house.database
    jobs = Jobs(database, house.clock)
    sends = mailer(settings.smtp_url.get_secret_value(), settings.var / "mail")
    receipts = Receipts(database, jobs, settings.policy(), sends, settings.mail_from)

    def settle() -> int:
        return sum(house.shops.settle(customer) for customer in open_somewhere(database))

    return Work(jobs, {RECEIPT: receipts.send}, (Round("settle", settle),))


def settle() -> None:
    """What a server has loaded is there to stay: the garbage collector need not look at it again, nor so often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def ear(house: House, locale: str) -> Ear:
    """The ear for written or recognised words of this locale. Raises UnknownLocale."""
    finder = house.shops.finder(locale.partition("-")[0].lower())
    return Ear(locale, finder, house.settings.var / "understanding")


def chat(house: House, clock: Clock, on_alexa: Callable[[Reply], Mapping[str, object]]) -> Chat:
    """The page's conversations; `on_alexa` gives the Alexa response of a reply."""

    def people() -> tuple[Person, ...]:
        """Those of the demonstration, known by their tokens: nobody real is spoken for."""
        everybody = (Person(*each) for each in house.shops.customers())
        return tuple(each for each in everybody if house.shops.customer_for(f"demo-{each.id}") == each.id)

    return Chat(
        assistant=house.assistant,
        people=people,
        locales=LOCALES,
        ears=Ears(lambda locale: ear(house, locale)),
        talks=Talks(house.database, clock),
        watch=Watch(house.database.engine),
        on_alexa=on_alexa,
    )
