"""A shop small enough to know by heart: three products, two customers, one order each."""

import textwrap
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from skill.commerce.checkout import quote_for
from skill.commerce.customer import Policy
from skill.commerce.order import Discount, Line, Quote, Voucher
from skill.commerce.shop import Account
from skill.payments.sandbox import SandboxPayments
from skill.storage.database import Database
from skill.storage.visits import SqlShops, SqlVisit

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MEANS = ("ok", "declined", "authentication", "timeout-before", "timeout-after", "unreachable")

PRODUCTS = """
- id: coffee
  category: groceries
  brand: Corner
  popularity: 90
  en: {title: Corner Coffee 500 g, spoken: corner coffee, one: bag of coffee, many: bags of coffee, synonyms: [arabica]}
  fr: {title: Café Corner 500 g, spoken: café corner, one: paquet de café, many: paquets de café, gender: m}
  variants:
    - {sku: coffee-500, price: 1190, stock: 10}
    - {sku: coffee-1000, price: 1990, stock: 2, size: {value: 1000, unit: g},
       en: {spoken: large corner coffee}, fr: {spoken: grand café corner}}
  substitutes: [tea]
  facts:
    - {attribute: size, value: 500, unit: g, source: label, as_of_days: 30}
    - {attribute: vegan, value: yes, source: label, as_of_days: 30}
    - {attribute: organic, value: no, source: shop, as_of_days: 3}
    - {attribute: origin, en: Brazil, fr: Brésil, source: shop, as_of_days: 3}
- id: tea
  category: groceries
  brand: Corner
  popularity: 50
  en: {title: Green Tea, spoken: green tea, one: box of green tea, many: boxes of green tea, synonyms: []}
  fr: {title: Thé vert, spoken: thé vert, one: boîte de thé vert, many: boîtes de thé vert, gender: m}
  variants:
    - {sku: tea, price: 350, stock: 0}
- id: kettle
  category: kitchen
  brand: Boil
  popularity: 10
  en: {title: Kettle 1.5 l, spoken: steel kettle, one: kettle, many: kettles}
  fr: {title: Bouilloire 1.5 l, spoken: bouilloire acier, one: bouilloire, many: bouilloires, gender: f}
  variants:
    - {sku: kettle, price: 4500, stock: 5}
  substitutes: [coffee]
  facts:
    - {attribute: capacity, value: 1.5, unit: l, source: label, as_of_days: 30}
"""

CUSTOMERS = """
customers:
  - id: anna
    name: Anna
    language: en
    email: anna@example.org
    phone: "1"
    access_token: token-anna
    addresses:
      - {id: anna-work, label: work, recipient: Anna, street: 2 Low St, postcode: "1", city: Ghent,
         country: BE, since_days: 10}
      - {id: anna-home, label: home, recipient: Anna, street: 1 High St, postcode: "1", city: Ghent,
         country: BE, default: yes, since_days: 90}
    means:
      - {id: m-declined, provider: sandbox, reference: sandbox-declined, label: Visa, last4: "0002"}
      - {id: m-ok, provider: sandbox, reference: sandbox-ok-1, label: Visa, last4: "4242", default: yes}
      - {id: m-authentication, provider: sandbox, reference: sandbox-authentication, label: Visa, last4: "0003"}
      - {id: m-timeout-before, provider: sandbox, reference: sandbox-timeout-before, label: Visa, last4: "0004"}
      - {id: m-timeout-after, provider: sandbox, reference: sandbox-timeout-after, label: Visa, last4: "0005"}
      - {id: m-unreachable, provider: sandbox, reference: sandbox-unreachable, label: Visa, last4: "0006"}
    preferences: {gift_wrap: no}
    orders:
      - number: "1041"
        days_ago: 9
        status: shipped
        delayed: yes
        gift: no
        address: anna-home
        means: m-ok
        delivery: 290
        lines: [{sku: coffee-500, quantity: 2, unit_price: 1090}, {sku: tea, quantity: 1, unit_price: 340}]
        shipments:
          - id: 1041-a
            carrier: Post
            tracking: T1
            status: in_transit
            expected_in_days: 1
            lines: [coffee-500]
            events: [{days_ago: 8, status: shipped}, {days_ago: 7.5, status: in_transit, place: Ghent}]
          - {id: 1041-b, carrier: Post, tracking: T2, status: preparing, lines: [tea]}
      - number: "1042"
        days_ago: 0.01
        status: preparing
        address: anna-home
        means: m-ok
        delivery: 0
        lines: [{sku: kettle, quantity: 1, unit_price: 4500}]
  - id: ben
    name: Ben
    language: fr
    addresses:
      - {id: ben-home, label: home, street: 3 Low St, postcode: "1", city: Ghent, country: BE}
    means:
      - {id: ben-ok, provider: sandbox, reference: sandbox-ok-2, label: Visa, last4: "4243"}
    orders:
      - {number: "1050", days_ago: 0.01, status: placed, address: ben-home, means: ben-ok, delivery: 290,
         lines: [{sku: coffee-500, quantity: 1, unit_price: 1190}]}
"""


def write_files(folder: Path, products: str = PRODUCTS, customers: str = CUSTOMERS) -> Path:
    """The shop's YAML files under `folder`."""
    (folder / "products").mkdir(parents=True, exist_ok=True)
    (folder / "products" / "all.yaml").write_text(textwrap.dedent(products), encoding="utf-8")
    (folder / "customers.yaml").write_text(textwrap.dedent(customers), encoding="utf-8")
    return folder


class Clock:
    """The shop's clock, moved by the test."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, step: timedelta) -> None:
        """Let time pass."""
        self.now += step


class Corner:
    """The shop with everything around it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = Clock()
        self.policy = Policy()
        self.payments = SandboxPayments(database, self.clock)
        self.shops = SqlShops(database, self.payments, self.policy, self.clock)
        self._requests = 0
        self._lock = threading.Lock()

    def visit(
        self, session: str = "s1", customer: str | None = "anna", language: str = "en-US"
    ) -> AbstractContextManager[SqlVisit]:
        """A visit with a request id of its own."""
        with self._lock:
            self._requests += 1
        return self.shops.visit(session, customer, f"r{self._requests}", language)

    def ask(self, sku: str, quantity: int = 1, *, session: str = "s1", customer: str = "anna", means: str = "") -> str:
        """One turn that asks whether to order this; the token of the question."""
        with self.visit(session, customer) as visit:
            quote = quote_of(visit, sku, quantity, means)
            purchase = account_of(visit).purchases.open(quote, visit.shop.now)
            visit.keep("asked", "order it?", None)
        return purchase.token

    def number(self, statement: str) -> int:
        """The number this SQL finds."""
        with self.database.read() as connection:
            return int(connection.execute(text(statement)).scalar_one())

    def stock(self, sku: str) -> int:
        """What is on the shelf."""
        return self.number(f"SELECT stock FROM variants WHERE sku = '{sku}'")  # noqa: S608  the test's own word

    def run(self, statement: str) -> None:
        """Change something behind the shop's back."""
        with self.database.write() as connection:
            connection.execute(text(statement))


Fresh = Callable[[], Corner]


def account_of(visit: SqlVisit) -> Account:
    """The account of a visit by somebody known."""
    assert visit.shop.account is not None
    return visit.shop.account


def quote_of(visit: SqlVisit, sku: str, quantity: int = 1, means: str = "") -> Quote:
    """What this many of one sku cost, paid by the means `m-<means>`."""
    account, shop = account_of(visit), visit.shop
    product = shop.catalogue.product(sku)
    assert product is not None
    which = next((n for n, one in enumerate(account.customer.means) if one.id == f"m-{means}"), 0)
    return quote_for((Line(product, quantity, product.price),), account.customer, shop.policy, shop.now, which)


def with_voucher(quote: Quote, voucher: Voucher) -> Quote:
    """The same, with this voucher taken off."""
    return replace(quote, total=quote.total - voucher.amount, discount=Discount(voucher.id, voucher.amount))
