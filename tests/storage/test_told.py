"""However a purchase ends, its customer is told once: in the turn that ends it, or in the next one."""

from datetime import timedelta

import pytest

from skill.commerce.purchase import NotPlaced, Placed, Unsure
from skill.storage.purchases import open_somewhere
from tests.storage.corner import Corner, account_of
from tests.storage.test_exactly_once import news, yes

LATER = timedelta(minutes=2)


def test_who_was_told_is_not_told_again(corner: Corner) -> None:
    assert isinstance(yes(corner, corner.ask("coffee-500")), Placed)
    corner.clock.forward(LATER)
    with corner.visit() as visit:
        assert not account_of(visit).customer.unsettled
    assert news(corner) == ()


def test_a_turn_that_died_after_the_order_leaves_it_to_the_next(corner: Corner) -> None:
    token = corner.ask("coffee-500")
    with corner.visit() as visit:
        assert isinstance(account_of(visit).checkout.place(token, visit.shop.now), Placed)
        # and nothing is kept: the process died before the reply
    assert news(corner) == (), "the turn may still be on its way"
    corner.clock.forward(LATER)
    (outcome,) = news(corner)
    assert isinstance(outcome, Placed)
    assert outcome.again
    assert news(corner) == ()
    assert corner.number("SELECT count(*) FROM orders WHERE purchase_key IS NOT NULL") == 1


def test_a_second_yes_after_such_a_death_is_told_the_truth_once(corner: Corner) -> None:
    token = corner.ask("coffee-500")
    with corner.visit() as visit:
        account_of(visit).checkout.place(token, visit.shop.now)
    outcome = yes(corner, token)
    assert isinstance(outcome, Placed)
    assert outcome.again
    corner.clock.forward(LATER)
    assert news(corner) == ()


@pytest.mark.parametrize(("means", "ends"), [("unreachable", Placed), ("timeout-before", NotPlaced)])
def test_what_the_background_settles_is_told_at_the_next_turn(corner: Corner, means: str, ends: type) -> None:
    token = corner.ask("coffee-500", means=means)
    first = yes(corner, token)
    if isinstance(first, NotPlaced):
        corner.clock.forward(LATER)
        assert news(corner) == (), "it was told at once"
        return
    assert isinstance(first, Unsure)
    assert open_somewhere(corner.database) == ("anna",)
    corner.clock.forward(LATER)
    assert corner.shops.settle("anna") == 1
    assert open_somewhere(corner.database) == ()
    assert corner.shops.settle("anna") == 0
    corner.clock.forward(LATER)
    (outcome,) = news(corner)
    assert isinstance(outcome, ends)
    assert news(corner) == ()


def test_a_turn_that_tells_and_dies_leaves_it_to_be_told(corner: Corner) -> None:
    yes(corner, corner.ask("coffee-500", means="unreachable"))
    corner.clock.forward(LATER)
    with corner.visit() as visit:
        assert len(account_of(visit).checkout.news(visit.shop.now)) == 1
    corner.clock.forward(LATER)
    assert len(news(corner)) == 1
