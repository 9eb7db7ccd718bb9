"""A turn's visit: one at a time per conversation, kept as a whole, answered once."""

import threading
import time
from datetime import timedelta

import pytest

from skill.commerce.customer import Ticket
from skill.commerce.purchase import Claim, PurchaseState
from skill.storage import dialogues
from skill.storage.dialogues import Busy
from tests.storage.corner import Corner, Fresh, account_of, quote_of


def test_the_opening_knows_who_speaks(corner: Corner) -> None:
    with corner.visit() as visit:
        customer = account_of(visit).customer
    assert (customer.name, customer.language, customer.new_here, customer.unsettled) == ("Anna", "en", True, False)
    assert customer.address is not None
    assert customer.address.label == "home"
    assert [means.id for means in customer.means][:2] == ["m-ok", "m-declined"], "the default first"


@pytest.mark.parametrize("nobody", [None, "nobody"])
def test_without_a_customer_there_is_a_shop_but_no_account(corner: Corner, nobody: str | None) -> None:
    with corner.visit(customer=nobody) as visit:
        assert visit.shop.account is None
        assert visit.shop.catalogue.product("kettle") is not None
        visit.keep("state", "hello", None)
    with corner.visit(customer=nobody) as visit:
        assert visit.state == "state"


def test_a_state_is_kept_and_a_customer_is_new_only_once(corner: Corner) -> None:
    with corner.visit() as visit:
        assert (visit.state, visit.new_customer) == (None, True)
        visit.keep("first", "hello", None)
    with corner.visit() as visit:
        assert (visit.state, visit.new_customer) == ("first", False)
    with corner.visit("other") as visit:
        assert (visit.state, visit.new_customer) == (None, False)


def test_a_visit_that_is_not_kept_leaves_no_trace(corner: Corner) -> None:
    with pytest.raises(RuntimeError), corner.visit() as visit:
        token = account_of(visit).purchases.open(quote_of(visit, "kettle"), visit.shop.now).token
        raise RuntimeError
    with corner.visit() as visit:
        assert (visit.state, visit.new_customer) == (None, True)
        assert account_of(visit).purchases.get(token) is None


def test_a_repeated_request_gets_the_stored_answer_in_its_own_conversation_only(corner: Corner) -> None:
    with corner.shops.visit("s1", "anna", "request", "en") as visit:
        assert visit.answered is None
        visit.keep("", "the answer", None)
    with corner.shops.visit("s1", "anna", "request", "en") as visit:
        assert visit.answered == "the answer"
        visit.keep("", "another", None)
    with corner.shops.visit("s1", "anna", "request", "en") as visit:
        assert visit.answered == "the answer"
    with corner.shops.visit("s2", "anna", "request", "en") as visit:
        assert visit.answered is None
    with corner.shops.visit("s1", "ben", "request", "en") as visit:
        assert visit.answered is None


def test_another_customer_in_the_same_session_starts_anew(corner: Corner) -> None:
    with corner.visit(customer="anna") as visit:
        visit.keep("anna's", "hello", None)
    with corner.visit(customer="ben") as visit:
        assert visit.state is None


def test_old_answers_are_forgotten(corner: Corner) -> None:
    with corner.visit() as visit:
        visit.keep("", "old", None)
    corner.clock.forward(timedelta(days=2))
    with corner.visit() as visit:
        visit.keep("", "new", None)
    dialogues.forget_answers(corner.database, corner.clock())
    assert corner.number("SELECT count(*) FROM answered_requests") == 1


def test_a_new_question_drops_the_one_before_it_in_this_conversation(corner: Corner) -> None:
    old, elsewhere = corner.ask("kettle"), corner.ask("kettle", session="s2")
    new = corner.ask("coffee-500")
    with corner.visit() as visit:
        get = account_of(visit).purchases.get
        states = [purchase.state for token in (old, elsewhere, new) if (purchase := get(token))]
    assert states == [PurchaseState.DROPPED, PurchaseState.AWAITING_YES, PurchaseState.AWAITING_YES]


def test_what_a_turn_opens_it_can_use_at_once(corner: Corner) -> None:
    with corner.visit() as visit:
        purchases = account_of(visit).purchases
        opened = purchases.open(quote_of(visit, "kettle"), visit.shop.now)
        assert purchases.get(opened.token) == opened
        assert purchases.claim(opened.token, opened.quote, visit.shop.now) is Claim.WON
        kept = purchases.get(opened.token)
        assert kept is not None
        assert (kept.state, kept.quote, kept.key) == (PurchaseState.PLACING, opened.quote, opened.key)
        visit.keep("", "", None)
    assert corner.stock("kettle") == 4


def test_two_turns_of_one_conversation_wait_for_each_other(fresh: Fresh) -> None:
    corner = fresh()
    seen: list[str] = []

    def turn(name: str) -> None:
        with corner.visit() as visit:
            seen.append(f"in {name}")
            time.sleep(0.03)
            seen.append(f"out {name}")
            visit.keep((visit.state or "") + name, "", None)

    threads = [threading.Thread(target=turn, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [step.split()[0] for step in seen] == ["in", "out"] * 4
    with corner.visit() as visit:
        assert sorted(visit.state or "") == list("abcd"), "no turn overwrote another"


def test_a_turn_that_never_ends_makes_others_give_up(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogues, "PATIENCE_SECONDS", 0.05)
    with corner.visit():
        with pytest.raises(Busy), corner.visit():
            pass
        with corner.visit("another conversation"):
            pass


def test_a_turn_that_died_is_taken_over_and_cannot_overwrite(corner: Corner) -> None:
    with corner.shops.visit("s1", "anna", "slow", "en") as slow:
        corner.run("UPDATE dialogues SET lease_until = '2020-01-01 00:00:00'")
        token = account_of(slow).purchases.open(quote_of(slow, "kettle"), slow.shop.now).token
        with corner.visit() as quick:
            quick.keep("quick", "", None)
        slow.keep("slow", "said late", None)
    with corner.shops.visit("s1", "anna", "slow", "en") as visit:
        assert (visit.state, visit.answered) == ("quick", "said late")
        assert account_of(visit).purchases.get(token) is None, "nobody heard this question"


def test_a_token_names_its_customer(corner: Corner) -> None:
    assert corner.shops.customer_for("token-anna") == "anna"
    assert corner.shops.customer_for("token-anna") == "anna"
    assert corner.shops.customer_for("anything else") is None
    assert corner.number("SELECT count(*) FROM customers WHERE access_token_sha256 LIKE '%token%'") == 0
    assert corner.shops.customers() == [("anna", "Anna", "en"), ("ben", "Ben", "fr")]


def test_a_ticket_has_a_short_number_and_is_opened_once_per_request(corner: Corner) -> None:
    ticket = Ticket(reason="asked", intent="PersonIntent", slots={"topic": "a"}, trail=("hi",))
    with corner.shops.visit("s1", "anna", "request", "en") as visit:
        number = visit.shop.desk.open(ticket)
        visit.shop.desk.notify("ticket", {"number": number})
    with corner.shops.visit("s1", "anna", "request", "en") as visit:
        assert visit.shop.desk.open(ticket) == number
    with corner.shops.visit("s1", None, "other", "en") as visit:
        assert visit.shop.desk.open(ticket) != number
        visit.shop.desk.open(Ticket(reason="angry", intent="PersonIntent", priority=True))
    assert corner.number("SELECT count(*) FROM tickets WHERE priority") == 1
    assert len(number) <= 4
    assert corner.number("SELECT count(*) FROM notifications WHERE customer_id = 'anna' AND sent_at IS NULL") == 1
