"""The basket: implicit and undoable, one quote for all of it, and nothing of it bought twice or without a yes."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.commerce.customer import Policy
from skill.commerce.money import Money
from skill.commerce.order import Voucher
from skill.dialogue.baskets import AddedToBasket, BasketHolds, NotSold
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.quotes import BelowMinimum, ConfirmOrder, SoldOut, VoucherUsed
from tests.dialogue.talking import BEANS, ESPRESSO, MILK, TEA, anna, order, ordered
from tests.fakes import FakeVouchers


def test_several_things_in_one_breath_go_in_at_once() -> None:
    """Each with its own count; what is not clear is asked about, what is not sold is said."""
    talk = anna()
    talk.say("AddToBasketIntent", product=Slot("oat milk", (), (Slot("2 green tea"), Slot("zebra"), Slot("blend"))))
    assert talk.basket == {"milk": 1, "tea": 2}
    assert talk.told(NotSold).words == "zebra"
    assert talk.acts()[-1] == "WhichProduct"
    talk.say("ChooseIntent", ordinal=Slot("second", ("2",)))
    assert len(talk.basket) == 3


def test_what_else_was_named_is_asked_about_one_by_one() -> None:
    talk = anna()
    talk.say("AddToBasketIntent", product=Slot("blend", (), (Slot("2 blend"), Slot("oat milk"))))
    assert talk.basket == {"milk": 1}
    talk.say("ChooseIntent", ordinal=Slot("1", ("1",)))
    assert talk.basket == {"milk": 1, "beans": 1}
    assert talk.acts()[-1] == "WhichProduct"
    talk.say("ChooseIntent", ordinal=Slot("2", ("2",)))
    assert talk.basket == {"milk": 1, "beans": 1, "espresso": 2}


def test_the_usual_quantity_is_added_and_said() -> None:
    talk = ordered(anna(), order("1", MILK, days_ago=20, quantity=6))
    talk.say("AddToBasketIntent", product="oat milk")
    assert [(line.product.id, line.quantity) for line in talk.told(AddedToBasket).lines] == [("milk", 6)]


def test_no_more_goes_on_to_one_quote_and_only_its_yes_buys() -> None:
    talk = anna()
    talk.say("AddToBasketIntent", product="oat milk", quantity="2")
    talk.say("AddToBasketIntent", product="green tea")
    talk.say("AMAZON.NoIntent")
    talk.asks(ConfirmOrder)
    assert talk.asks(ConfirmOrder).quote.total == Money(2 * 199 + 350 + 290, "EUR")
    assert talk.orders == 0
    talk.say("AMAZON.YesIntent")
    assert talk.acts() == ["OrderPlaced"]
    assert talk.basket == {}
    assert talk.orders == 1


@pytest.mark.parametrize("words", [{}, {"product": "it"}])
def test_undo_takes_back_what_was_just_added(words: dict[str, str]) -> None:
    talk = anna()
    talk.say("AddToBasketIntent", product="oat milk", quantity="2")
    talk.say("AddToBasketIntent", product="green tea")
    talk.say("RemoveFromBasketIntent", **words)
    assert talk.basket == {"milk": 2}


def test_order_it_after_adding_quotes_the_basket() -> None:
    """Or what was bought would lie in the basket still, and be offered again."""
    talk = anna()
    talk.say("AddToBasketIntent", product="oat milk", quantity="2")
    talk.say("ReorderIntent", product="it")
    assert talk.asks(ConfirmOrder).basket
    talk.say("AMAZON.YesIntent")
    assert talk.orders == 1
    assert talk.basket == {}


def test_undo_while_the_basket_is_quoted_says_that_nothing_was_ordered() -> None:
    talk = anna()
    talk.say("AddToBasketIntent", product="oat milk", quantity="2")
    talk.say("CheckoutIntent")
    talk.say("RemoveFromBasketIntent")
    assert "NothingOrdered" in talk.acts()
    assert talk.basket == {}
    talk.say("AMAZON.YesIntent")
    assert talk.orders == 0


def test_undo_twice_is_as_it_was() -> None:
    talk = anna()
    talk.say("AddToBasketIntent", product="oat milk", quantity="2")
    talk.say("AddToBasketIntent", product="oat milk", quantity="3")
    talk.say("RemoveFromBasketIntent")
    assert talk.basket == {"milk": 2}
    talk.say("RemoveFromBasketIntent")
    assert talk.basket == {"milk": 5}


def test_a_removal_can_be_undone() -> None:
    talk = anna()
    talk.say("AddToBasketIntent", product="oat milk", quantity="4")
    talk.say("RemoveFromBasketIntent", product="oat milk")
    assert talk.basket == {}
    talk.say("RemoveFromBasketIntent")
    assert talk.basket == {"milk": 4}


def test_make_it_three_changes_what_was_just_added() -> None:
    talk = anna()
    talk.say("AddToBasketIntent", product="oat milk")
    talk.say("ChangeQuantityIntent", quantity="3")
    assert talk.basket == {"milk": 3}
    assert talk.acts() == ["NowInBasket", "MoreForBasket"]


def test_a_correction_of_the_basket_s_quote_changes_the_basket() -> None:
    """So that what was left out does not lie there again after the order."""
    talk = anna()
    talk.say("AddToBasketIntent", product="oat milk")
    talk.say("AddToBasketIntent", product="green tea", quantity="2")
    talk.say("CheckoutIntent")
    talk.say("ChangeQuantityIntent", product="green tea")
    assert talk.basket == {"milk": 1}
    talk.say("ChangeQuantityIntent", quantity="4")
    assert talk.basket == {"milk": 4}
    talk.say("AMAZON.YesIntent")
    assert talk.basket == {}
    assert talk.account.orders.history()[0].total == Money(4 * 199 + 290, "EUR")


def test_adding_to_an_open_quote_grows_it() -> None:
    talk = anna()
    talk.say("ReorderIntent", product="green tea")
    talk.say("AddToBasketIntent", product="oat milk", quantity="2")
    talk.asks(ConfirmOrder)
    assert {line.product.id: line.quantity for line in talk.asks(ConfirmOrder).quote.lines} == {"tea": 1, "milk": 2}
    assert talk.orders == 0


def test_reordering_several_things_is_one_quote() -> None:
    talk = anna()
    talk.say("ReorderIntent", product=Slot("green tea", (), (Slot("2 oat milk"),)))
    talk.asks(ConfirmOrder)
    assert {line.product.id: line.quantity for line in talk.asks(ConfirmOrder).quote.lines} == {"tea": 1, "milk": 2}
    assert not talk.asks(ConfirmOrder).basket


def test_checking_out_is_no_yes() -> None:
    talk = anna()
    talk.say("ReorderIntent", product="green tea")
    talk.say("CheckoutIntent")
    talk.asks(ConfirmOrder)
    assert talk.orders == 0


def test_two_conversations_cannot_buy_the_same_basket() -> None:
    """Both quoted it, both say yes: one order, and the other is told."""
    first = anna()
    first.say("AddToBasketIntent", product="oat milk", quantity="2")
    first.say("CheckoutIntent")
    quoted = first.state
    second = first.again()
    second.say("AddToBasketIntent", product="oat milk", quantity="2")
    purchases = dict(first.account.purchases.purchases)  # type: ignore[attr-defined]  # the fake's own book
    second.say("CheckoutIntent")
    first.account.purchases.purchases.update(purchases)  # type: ignore[attr-defined]  # two sessions: neither drops the other's
    second.say("AMAZON.YesIntent")
    assert second.orders == 1
    first.state = quoted
    first.say("AMAZON.YesIntent")
    assert first.orders == 1
    assert "BasketChanged" in first.acts()


def test_a_basket_is_read_in_three_items_and_a_count() -> None:
    talk = anna()
    for name in ("oat milk", "green tea", "house blend", "dark blend"):
        talk.say("AddToBasketIntent", product=name)
    talk.say("BasketIntent")
    assert len(talk.told(BasketHolds).lines) == 4
    assert talk.told(BasketHolds).goods == Money(199 + 350 + 1090 + 1240, "EUR")


def test_below_the_minimum_nothing_is_quoted_and_nothing_lost() -> None:
    talk = anna(policy=Policy(minimum_order=1000))
    talk.say("ReorderIntent", product="oat milk")
    assert talk.told(BelowMinimum) == BelowMinimum(Money(1000, "EUR"), Money(199, "EUR"))
    assert talk.basket == {"milk": 1}
    talk.say("AddToBasketIntent", product="house blend")
    talk.say("CheckoutIntent")
    talk.asks(ConfirmOrder)


def test_one_voucher_the_best_is_used_and_said_and_spent_once() -> None:
    talk = anna()
    assert isinstance(talk.account.vouchers, FakeVouchers)
    euros = [Money(minor, "EUR") for minor in (0, 300, 500, 2000)]
    talk.account.vouchers.add(
        Voucher("small", euros[1], euros[0], date(2026, 3, 10)),
        Voucher("large", euros[2], euros[0], date(2026, 4, 10)),
        Voucher("too dear", euros[3], Money(100_000, "EUR"), date(2026, 4, 10)),
        Voucher("over", euros[3], euros[0], date(2026, 3, 1)),
    )
    talk.say("ReorderIntent", product="house blend")
    assert talk.told(VoucherUsed).amount == Money(500, "EUR")
    talk.asks(ConfirmOrder)
    assert talk.asks(ConfirmOrder).quote.total == Money(1090 - 500 + 290, "EUR")
    talk.say("AMAZON.YesIntent")
    talk.say("ReorderIntent", product="house blend")
    assert talk.told(VoucherUsed).amount == Money(300, "EUR")


def test_a_voucher_never_pays_more_than_the_goods() -> None:
    talk = anna()
    assert isinstance(talk.account.vouchers, FakeVouchers)
    talk.account.vouchers.add(Voucher("v", Money(500, "EUR"), Money(0, "EUR"), date(2026, 4, 10)))
    talk.say("ReorderIntent", product="oat milk")
    talk.asks(ConfirmOrder)
    assert talk.asks(ConfirmOrder).quote.total == Money(290, "EUR")


def test_sold_out_is_said_and_not_added() -> None:
    talk = anna(replace(TEA, stock=0), MILK)
    talk.say("AddToBasketIntent", product=Slot("green tea", (), (Slot("oat milk"),)))
    assert talk.told(SoldOut).product.id == "tea"
    assert talk.basket == {"milk": 1}


def test_without_an_account_nothing_is_collected() -> None:
    talk = anna(customer=None)
    for intent in ("AddToBasketIntent", "RemoveFromBasketIntent", "BasketIntent", "CheckoutIntent"):
        talk.say(intent, product="oat milk")
        assert talk.acts() == ["NeedsAccount"]


slots = st.fixed_dictionaries(
    {},
    optional={
        "product": st.sampled_from(
            [Slot("oat milk"), Slot("blend"), Slot("it", ("ref:this",)), Slot("oat milk", (), (Slot("3 green tea"),))]
        ),
        "quantity": st.sampled_from(["0", "1", "2", "98", "100"]).map(Slot),
    },
)
intents = st.sampled_from(
    [
        "AddToBasketIntent",
        "AddToBasketIntent",
        "RemoveFromBasketIntent",
        "BasketIntent",
        "CheckoutIntent",
        "ChangeQuantityIntent",
        "ReorderIntent",
        "AMAZON.YesIntent",
        "AMAZON.YesIntent",
        "AMAZON.NoIntent",
        "ChooseIntent",
        "ContinueIntent",
    ]
)


@settings(max_examples=300, deadline=None)
@given(turns=st.lists(st.builds(Heard, intents, slots), max_size=14))
def test_what_is_bought_is_what_was_read(turns: list[Heard]) -> None:
    """Whatever is said: an order only by a yes to a quote, for exactly its lines and total, and a basket's lines
    leave the basket with it."""
    talk = anna(*(replace(one, stock=500) for one in (BEANS, MILK, TEA, ESPRESSO)))
    for heard in turns:
        asked, before, orders = talk.state.ask, talk.basket, talk.orders
        talk.hear(heard)
        assert all(0 < many <= 99 for many in talk.basket.values())
        if talk.orders == orders:
            continue
        assert talk.orders == orders + 1
        assert heard.intent == "AMAZON.YesIntent"
        assert isinstance(asked, ConfirmOrder)
        made = talk.account.orders.history()[0]
        assert made.total == asked.quote.total
        bought = {line.product.id: line.quantity for line in asked.quote.lines}
        assert {line.product.id: line.quantity for line in made.lines} == bought
        after = {id_: many - bought.get(id_, 0) for id_, many in before.items()} if asked.basket else before
        assert talk.basket == {id_: many for id_, many in after.items() if many > 0}
