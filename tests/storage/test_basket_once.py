"""However many channels say yes to the same basket or use the same voucher: it is bought and spent once."""

import itertools
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from skill.commerce.checkout import quote_for
from skill.commerce.money import Money
from skill.commerce.order import Line, Quote, Voucher
from skill.commerce.purchase import Claim, PurchaseState
from skill.storage.visits import SqlVisit
from tests.storage.corner import START, Corner, account_of, quote_of, with_voucher
from tests.storage.test_exactly_once import AT_ONCE, together

FIVE = Voucher("five", Money(500, "EUR"), Money(1000, "EUR"), date(2026, 5, 1))


def fill(corner: Corner, **quantities: int) -> None:
    """Anna puts so many of these in her basket ("coffee_500" is coffee-500)."""
    with corner.visit("fills") as visit:
        for name, quantity in quantities.items():
            account_of(visit).basket.add(name.replace("_", "-"), quantity, Money(1000, "EUR"))
        visit.keep("", "", None)


def give(corner: Corner) -> None:
    """Anna gets her voucher."""
    with corner.visit("gives") as visit:
        assert account_of(visit).vouchers.give("late", "1041", FIVE)
        visit.keep("", "", None)


def lying(corner: Corner) -> dict[str, int]:
    """What is in Anna's basket."""
    with corner.visit("looks") as visit:
        return {line.product_id: line.quantity for line in account_of(visit).basket.lines()}


def usable(corner: Corner) -> list[str]:
    """The vouchers Anna can use."""
    with corner.visit("looks") as visit:
        return [voucher.id for voucher in account_of(visit).vouchers.usable(START)]


def basket_quote(visit: SqlVisit) -> Quote:
    """What lies in the basket, at today's prices."""
    account, shop = account_of(visit), visit.shop
    lines = []
    for line in account.basket.lines():
        product = shop.catalogue.product(line.product_id)
        assert product is not None
        lines.append(Line(product, line.quantity, product.price))
    return quote_for(tuple(lines), account.customer, shop.policy, shop.now)


def ask_for_basket(corner: Corner, session: str, *, voucher: Voucher | None = None) -> str:
    """One turn that asks whether to order the basket; the token of the question."""
    with corner.visit(session) as visit:
        quote = basket_quote(visit)
        quote = with_voucher(quote, voucher) if voucher else quote
        token = account_of(visit).purchases.open(quote, visit.shop.now, basket=True).token
        visit.keep("", "order it?", None)
    return token


def ask_with_voucher(corner: Corner, session: str) -> str:
    """One turn that asks whether to order a kettle with the voucher taken off."""
    with corner.visit(session) as visit:
        quote = with_voucher(quote_of(visit, "kettle"), FIVE)
        token = account_of(visit).purchases.open(quote, visit.shop.now).token
        visit.keep("", "order it?", None)
    return token


def claim(corner: Corner, token: str, session: str = "s") -> Claim:
    """One turn that claims, and places what it has won."""
    with corner.visit(session) as visit:
        account, now = account_of(visit), visit.shop.now
        asked = account.purchases.get(token)
        assert asked is not None
        claimed = account.purchases.claim(token, asked.quote, now)
        if claimed is Claim.WON:
            assert account.purchases.place(token, "paid", now) is not None
        visit.keep("", "", None)
    return claimed


def settle(corner: Corner, token: str, state: PurchaseState) -> bool:
    """One turn that settles."""
    with corner.visit("settles") as visit:
        return account_of(visit).purchases.settle(token, state, visit.shop.now)


def claim_only(corner: Corner, token: str) -> Claim:
    """One turn that claims and does not place."""
    with corner.visit("claims") as visit:
        purchases = account_of(visit).purchases
        asked = purchases.get(token)
        assert asked is not None
        return purchases.claim(token, asked.quote, visit.shop.now)


def test_fifty_yeses_on_two_channels_buy_the_basket_once(corner: Corner) -> None:
    fill(corner, coffee_500=2, kettle=1)
    tokens = (ask_for_basket(corner, "phone"), ask_for_basket(corner, "page"))
    claims = together(AT_ONCE, lambda number: claim(corner, tokens[number % 2], f"s{number}"))
    assert claims.count(Claim.WON) == 1
    assert set(claims) <= {Claim.WON, Claim.LOST, Claim.CHANGED}
    assert corner.number("SELECT count(*) FROM orders WHERE purchase_key IS NOT NULL") == 1
    assert (corner.stock("coffee-500"), corner.stock("kettle")) == (8, 4)
    assert lying(corner) == {}


def test_a_voucher_that_many_questions_use_is_spent_once(corner: Corner) -> None:
    give(corner)
    tokens = [ask_with_voucher(corner, f"s{number}") for number in range(10)]
    claims = together(AT_ONCE, lambda number: claim(corner, tokens[number % 10], f"t{number}"))
    assert claims.count(Claim.WON) == 1
    assert corner.number("SELECT count(*) FROM orders WHERE voucher_id = 'five' AND discount_minor = 500") == 1
    assert corner.stock("kettle") == 4, "who did not get the voucher took nothing from the shelf"
    assert usable(corner) == []


def test_yeses_and_additions_at_once_lose_nothing(corner: Corner) -> None:
    fill(corner, coffee_500=2)
    token = ask_for_basket(corner, "phone")

    def turn(number: int) -> Claim | None:
        if number % 2:
            return claim(corner, token, f"s{number}")
        with corner.visit(f"s{number}") as visit:
            account_of(visit).basket.add("kettle", 1, Money(4500, "EUR"))
            visit.keep("", "", None)
        return None

    claims = together(20, turn)
    assert claims.count(Claim.WON) == 1
    assert lying(corner) == {"kettle": 10}


def test_what_was_added_after_the_question_stays_in_the_basket(corner: Corner) -> None:
    fill(corner, coffee_500=2, kettle=1)
    token = ask_for_basket(corner, "phone")
    fill(corner, coffee_500=1, tea=4)
    assert claim(corner, token) is Claim.WON
    assert lying(corner) == {"coffee-500": 1, "tea": 4}


def test_a_basket_that_lost_a_line_is_not_bought(corner: Corner) -> None:
    fill(corner, coffee_500=2, kettle=1)
    token = ask_for_basket(corner, "phone")
    with corner.visit("page") as visit:
        account_of(visit).basket.put("kettle", 0)
        visit.keep("", "", None)
    assert claim(corner, token) is Claim.CHANGED
    assert lying(corner) == {"coffee-500": 2}
    assert corner.stock("coffee-500") == 10
    with corner.visit() as visit:
        purchase = account_of(visit).purchases.get(token)
    assert purchase is not None
    assert (purchase.state, purchase.basket) == (PurchaseState.AWAITING_YES, True)


def test_a_shelf_that_is_short_leaves_basket_and_voucher_alone(corner: Corner) -> None:
    fill(corner, kettle=2)
    give(corner)
    token = ask_for_basket(corner, "phone", voucher=FIVE)
    corner.run("UPDATE variants SET stock = 1 WHERE sku = 'kettle'")
    assert claim(corner, token) is Claim.SHORT
    assert (lying(corner), usable(corner)) == ({"kettle": 2}, ["five"])


@pytest.mark.parametrize("through", [(), (PurchaseState.UNKNOWN,), (PurchaseState.NEEDS_ACTION,)])
def test_a_rejected_purchase_gives_everything_back_once(corner: Corner, through: tuple[PurchaseState, ...]) -> None:
    fill(corner, coffee_500=2, kettle=1)
    give(corner)
    token = ask_for_basket(corner, "phone", voucher=FIVE)
    assert claim_only(corner, token) is Claim.WON
    assert (lying(corner), usable(corner)) == ({}, [])
    fill(corner, kettle=2)
    for state in through:
        assert settle(corner, token, state)
        assert (lying(corner), usable(corner)) == ({"kettle": 2}, [])
    assert settle(corner, token, PurchaseState.REJECTED)
    assert not settle(corner, token, PurchaseState.REJECTED)
    assert (lying(corner), usable(corner)) == ({"kettle": 3, "coffee-500": 2}, ["five"])
    assert (corner.stock("coffee-500"), corner.stock("kettle")) == (10, 5)
    with corner.visit("looks") as visit:
        prices = {line.product_id: line.price.minor for line in account_of(visit).basket.lines()}
    assert prices == {"kettle": 1000, "coffee-500": 1190}, "what lay there keeps its price"


def test_the_turn_that_claims_sees_the_basket_without_it(corner: Corner) -> None:
    fill(corner, coffee_500=2)
    token = ask_for_basket(corner, "phone")
    with corner.visit("phone") as visit:
        account, now = account_of(visit), visit.shop.now
        asked = account.purchases.get(token)
        assert asked is not None
        assert len(account.basket.lines()) == 1
        assert account.purchases.claim(token, asked.quote, now) is Claim.WON
        assert account.basket.lines() == ()
        assert account.purchases.settle(token, PurchaseState.REJECTED, now)
        assert len(account.basket.lines()) == 1


def test_a_cancelled_order_frees_its_voucher_and_leaves_the_basket_alone(corner: Corner) -> None:
    fill(corner, kettle=1)
    give(corner)
    token = ask_for_basket(corner, "phone", voucher=FIVE)
    assert claim(corner, token) is Claim.WON
    with corner.visit("phone") as visit:
        account = account_of(visit)
        order = account.orders.history()[0]
        assert order.total == Money(4000, "EUR")
        assert account.orders.cancel(order.id, visit.shop.now)
        assert account.orders.cancel(order.id, visit.shop.now) is None
    assert (lying(corner), usable(corner)) == ({}, ["five"])
    corner.clock.forward(timedelta(minutes=1))
    assert claim(corner, ask_with_voucher(corner, "again")) is Claim.WON, "it can be used again"


def test_anothers_voucher_cannot_be_spent_nor_more_than_it_is_worth(corner: Corner) -> None:
    give(corner)
    with corner.visit("ben's", "ben") as visit:
        account = account_of(visit)
        quote = with_voucher(quote_of(visit, "kettle"), FIVE)
        opened = account.purchases.open(quote, visit.shop.now)
        assert account.purchases.claim(opened.token, quote, visit.shop.now) is Claim.CHANGED
    dear = Voucher(FIVE.id, Money(501, "EUR"), FIVE.least, FIVE.until)
    with corner.visit("anna's") as visit:
        account = account_of(visit)
        quote = with_voucher(quote_of(visit, "kettle"), dear)
        opened = account.purchases.open(quote, visit.shop.now)
        assert account.purchases.claim(opened.token, quote, visit.shop.now) is Claim.CHANGED
    assert usable(corner) == ["five"]


def test_everything_at_once_waits_in_no_ring(corner: Corner) -> None:
    """Claims, rejections, cancellations, additions and vouchers of one customer, over the same rows."""
    corner.run("UPDATE variants SET stock = 1000")
    fill(corner, coffee_500=50, tea=50, kettle=50)
    failed: list[BaseException] = []
    kinds = itertools.cycle(("buy", "reject", "add"))

    def turn(kind: str, number: int) -> str:
        try:
            if kind == "add":
                fill(corner, kettle=1, coffee_500=1, tea=1)
                return kind
            with corner.visit(f"s{number}") as visit:
                account, now = account_of(visit), visit.shop.now
                voucher = Voucher(f"v{number}", FIVE.amount, FIVE.least, FIVE.until)
                account.vouchers.give("test", f"{number}", voucher)
                visit.keep("", "", None)
            with corner.visit(f"s{number}") as visit:
                account, now = account_of(visit), visit.shop.now
                skus = ["tea", "kettle", "coffee-500"][:: 1 if number % 2 else -1]
                lines = tuple(line for sku in skus for line in quote_of(visit, sku).lines)
                quote = quote_for(lines, account.customer, visit.shop.policy, now)
                quote = with_voucher(quote, voucher)
                token = account.purchases.open(quote, now, basket=True).token
                assert account.purchases.claim(token, quote, now) is Claim.WON
                if kind == "reject":
                    assert account.purchases.settle(token, PurchaseState.REJECTED, now)
                else:
                    order = account.purchases.place(token, "paid", now)
                    assert order is not None
                    assert account.orders.cancel(order.id, now) is not None
                visit.keep("", "", None)
        except BaseException as error:  # noqa: BLE001  whatever it is, the test must see it
            failed.append(error)
        return kind

    kind_of = [next(kinds) for _ in range(18)]
    together(18, lambda number: turn(kind_of[number], number))
    assert failed == []
    assert lying(corner) == dict.fromkeys(("coffee-500", "tea", "kettle"), 50 + 6 - 6)
    assert corner.number("SELECT count(*) FROM vouchers WHERE spent_by IS NULL") == 12
    with corner.database.read() as connection:
        assert set(connection.execute(text("SELECT stock FROM variants")).scalars()) == {1000}
