"""Whatever is added, put, asked, claimed, rejected and cancelled: the fakes and the adapters say the same.

The fakes are a few lines of dictionaries, so they are also the arithmetic that the database is held to: nothing is
lost from a basket, a shelf or a purse, and nothing is made.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from skill.commerce.checkout import quote_for
from skill.commerce.money import Money
from skill.commerce.order import Line, Quote, Voucher
from skill.commerce.ports import BasketLine
from skill.commerce.purchase import Claim, PurchaseState
from skill.commerce.shop import Account
from skill.storage.database import Database
from tests.fakes import FakeBasket, FakeOrders, FakePurchases, fake_shop, product
from tests.storage.conftest import copies_of_a_shop
from tests.storage.corner import START, Corner, account_of, with_voucher

SHELF = {"coffee-500": (1190, 300), "coffee-1000": (1990, 12), "kettle": (4500, 200)}
SKUS = st.sampled_from(sorted(SHELF))
SESSIONS = st.sampled_from(["phone", "page"])
ADD = st.tuples(st.just("add"), SKUS, st.integers(1, 9) | st.just(95), st.integers(100, 5000))
PUT = st.tuples(st.just("put"), SKUS, st.integers(0, 9) | st.just(110), st.just(0))
Change = tuple[str, str, int, int]
CHANGES = st.lists(ADD | PUT, min_size=1, max_size=4)
SETTLED = st.sampled_from([PurchaseState.REJECTED, PurchaseState.UNKNOWN, PurchaseState.NEEDS_ACTION])

Tokens = tuple[str, str]


class Both(RuleBasedStateMachine):
    """The same steps through the adapters and through the fakes. A token is a pair: the adapters' and the fakes'."""

    fresh: Callable[[], str]
    asked: Bundle[Tokens] = Bundle("asked")
    answered: Bundle[Tokens] = Bundle("answered")

    def __init__(self) -> None:
        super().__init__()
        self.corner = Corner(Database(self.fresh()))
        for sku, (_, stock) in SHELF.items():
            self.corner.run(f"UPDATE variants SET stock = {stock} WHERE sku = '{sku}'")  # noqa: S608
        shop = fake_shop(*(product(sku, price=price, stock=stock) for sku, (price, stock) in SHELF.items()), now=START)
        assert shop.account is not None
        self.shop, self.account = shop, shop.account
        assert isinstance(shop.account.basket, FakeBasket)
        assert isinstance(shop.account.purchases, FakePurchases)
        assert isinstance(shop.account.orders, FakeOrders)
        self.basket, self.purchases, self.orders = shop.account.basket, shop.account.purchases, shop.account.orders
        self.repeated = 0
        for about in ("1", "2", "3"):
            self.give_a_voucher(about, 500)

    def teardown(self) -> None:
        self.corner.database.close()

    @rule(changes=CHANGES, session=SESSIONS, times=st.integers(1, 2))
    def change_the_basket(self, changes: list[Change], session: str, times: int) -> None:
        """One turn; a second time it is the same request, without a second effect."""
        self.repeated += 1
        for _ in range(times):
            with self.corner.shops.visit(session, "anna", f"repeated {self.repeated}", "en") as visit:
                _change(account_of(visit), changes)
                visit.keep("", "", None)
        self.basket.now = self.corner.clock()
        _change(self.account, changes)

    @rule(target=asked, session=SESSIONS, discount=st.booleans(), some=SKUS, instead=st.none() | asked)
    def ask(self, session: str, some: str, instead: Tokens | None, *, discount: bool) -> Tokens:
        """Ask whether to buy what lies in the basket, or one of something when nothing does."""
        return self._ask(session, some, instead, discount=discount)

    def _ask(self, session: str, some: str, instead: Tokens | None, *, discount: bool) -> Tokens:
        theirs, ours = instead or (None, None)
        with self.corner.visit(session) as visit:
            account = account_of(visit)
            lines = account.basket.lines()
            basket = bool(lines)
            quote = self._quote(account, lines or (BasketLine(some, 1, Money(0, "EUR")),))
            usable = account.vouchers.usable(visit.shop.now)
            if discount and usable:
                quote = with_voucher(quote, usable[0])
            token = account.purchases.open(quote, visit.shop.now, basket=basket, instead_of=theirs).token
            visit.keep("", "", None)
        self.purchases.session = session
        return token, self.purchases.open(quote, self.corner.clock(), basket=basket, instead_of=ours).token

    @rule(target=answered, tokens=asked)
    def say_yes(self, tokens: Tokens) -> Tokens:
        return self._claim(tokens)

    def _claim(self, tokens: Tokens) -> Tokens:
        asked, now = self.purchases.purchases[tokens[1]].quote, self.corner.clock()
        with self.corner.visit("phone") as visit:
            claimed = account_of(visit).purchases.claim(tokens[0], asked, now)
            visit.keep("", "", None)
        assert claimed is self.purchases.claim(tokens[1], asked, now)
        return tokens

    @rule(target=answered, first=CHANGES, meanwhile=st.just([]) | CHANGES, discount=st.booleans(), some=SKUS)
    def fill_ask_and_say_yes(
        self, first: list[Change], meanwhile: list[Change], some: str, *, discount: bool
    ) -> Tokens:
        """What customers mostly do; and perhaps something on another channel before the yes."""
        self.change_the_basket(first, "phone", 1)
        tokens = self._ask("phone", some, None, discount=discount)
        self.change_the_basket(meanwhile, "page", 1)
        return self._claim(tokens)

    @rule(tokens=answered, state=SETTLED)
    def settle(self, tokens: Tokens, state: PurchaseState) -> None:
        now = self.corner.clock()
        with self.corner.visit() as visit:
            settled = account_of(visit).purchases.settle(tokens[0], state, now)
        assert settled == self.purchases.settle(tokens[1], state, now)

    @rule(tokens=answered)
    def place(self, tokens: Tokens) -> None:
        now = self.corner.clock()
        with self.corner.visit() as visit:
            order = account_of(visit).purchases.place(tokens[0], "paid", now)
        ours = self.purchases.place(tokens[1], "paid", now)
        assert (order and order.total) == (ours and ours.total)

    @rule(tokens=answered)
    def cancel(self, tokens: Tokens) -> None:
        with self.corner.visit() as visit:
            account = account_of(visit)
            theirs = account.purchases.get(tokens[0])
            assert theirs is not None
            cancelled = account.orders.cancel(theirs.key, visit.shop.now)
        ours = self.orders.cancel(self.purchases.purchases[tokens[1]].key, self.corner.clock())
        assert (cancelled is None) == (ours is None)

    @rule(about=st.sampled_from(["1041", "1042"]), minor=st.sampled_from([300, 500]))
    def give_a_voucher(self, about: str, minor: int) -> None:
        voucher = Voucher(f"late {about}", Money(minor, "EUR"), Money(0, "EUR"), date(2026, 4, 1))
        with self.corner.visit() as visit:
            given = account_of(visit).vouchers.give("late", about, voucher)
            visit.keep("", "", None)
        assert given == self.account.vouchers.give("late", about, voucher)

    @rule(kind=st.sampled_from(["survey", "refill"]), about=SKUS, answer=st.sampled_from(["", "yes", "no"]))
    def note_an_answer(self, kind: str, about: str, answer: str) -> None:
        now = self.corner.clock()
        with self.corner.visit() as visit:
            account_of(visit).memory.note(kind, about, answer, now)
            visit.keep("", "", None)
        self.account.memory.note(kind, about, answer, now)

    @rule(minutes=st.sampled_from([1, 20, 60 * 24]))
    def time_passes(self, minutes: int) -> None:
        self.corner.clock.forward(timedelta(minutes=minutes))

    @invariant()
    def they_say_the_same(self) -> None:
        now = self.corner.clock()
        with self.corner.visit("looks") as visit:
            account = account_of(visit)
            assert account.basket.lines() == self.basket.lines()
            assert account.basket.changed_at() == self.basket.changed_at()
            assert account.vouchers.usable(now) == self.account.vouchers.usable(now)
            for kind in ("survey", "refill"):
                assert account.memory.latest(kind) == self.account.memory.latest(kind)
                for sku in SHELF:
                    assert account.memory.answered(kind, sku) == self.account.memory.answered(kind, sku)
            for sku in SHELF:
                theirs, ours = visit.shop.catalogue.product(sku), self.shop.catalogue.product(sku)
                assert theirs is not None
                assert ours is not None
                assert theirs.stock == ours.stock
            assert len(account.purchases.unsettled()) == len(self.purchases.unsettled())

    def _quote(self, account: Account, lines: tuple[BasketLine, ...]) -> Quote:
        wanted = []
        for line in lines:
            one = self.shop.catalogue.product(line.product_id)
            assert one is not None
            wanted.append(Line(one, line.quantity, one.price))
        return quote_for(tuple(wanted), account.customer, self.shop.policy, self.corner.clock())


def _change(account: Account, changes: list[Change]) -> None:
    for what, sku, quantity, price in changes:
        if what == "add":
            account.basket.add(sku, quantity, Money(price, "EUR"))
        else:
            account.basket.put(sku, quantity)


@pytest.fixture(scope="module", params=[("sqlite", 30), ("postgresql", 6)], ids=lambda param: param[0])
def machine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[type, int]]:
    """The machine on one database, and how often to run it."""
    kind, examples = request.param
    with ExitStack() as stack:
        fresh = stack.enter_context(copies_of_a_shop(kind, tmp_path_factory.mktemp(kind)))
        yield type("Both", (Both,), {"fresh": staticmethod(fresh)}), examples


def test_fakes_and_adapters_agree(machine: tuple[Any, int]) -> None:
    kind, examples = machine
    run_state_machine_as_test(
        kind,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_claim_of_less_than_lies_there_leaves_the_rest(corner: Corner) -> None:
    """What the machine finds seldom: the basket grew, shrank, and was bought as it was asked."""
    with corner.visit("phone") as visit:
        account_of(visit).basket.add("kettle", 3, Money(4500, "EUR"))
        visit.keep("", "", None)
    with corner.visit("phone") as visit:
        one = visit.shop.catalogue.product("kettle")
        assert one is not None
        account = account_of(visit)
        quote = quote_for((Line(one, 3, one.price),), account.customer, visit.shop.policy, visit.shop.now)
        token = account.purchases.open(quote, visit.shop.now, basket=True).token
        visit.keep("", "", None)
    with corner.visit("page") as visit:
        account_of(visit).basket.put("kettle", 1)
        visit.keep("", "", None)
    with corner.visit("phone") as visit:
        account = account_of(visit)
        assert account.purchases.claim(token, quote, visit.shop.now) is Claim.WON
        assert account.basket.lines() == ()
        assert account.purchases.settle(token, PurchaseState.REJECTED, visit.shop.now)
        assert [line.quantity for line in account.basket.lines()] == [3], "what the yes was said to comes back"
