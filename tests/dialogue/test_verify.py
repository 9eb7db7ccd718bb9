"""A large order is verified where the platform can: only its own word goes on."""

from dataclasses import replace

from skill.dialogue.intents.verify import VerifyPerson
from tests.dialogue.talking import Talking, anna
from tests.fakes import product

WATCH = product("watch", "gold watch", price=12_000)


def quoted(*, verifiable: bool) -> Talking:
    talk = anna(WATCH)
    talk.shop = replace(talk.shop, verifiable=verifiable)
    talk.say("ReorderIntent", product="gold watch")
    return talk


def test_a_large_order_is_verified_first() -> None:
    talk = quoted(verifiable=True)
    talk.say("AMAZON.YesIntent")
    talk.asks(VerifyPerson)
    assert talk.orders == 0
    talk.say("Verified", status="ACHIEVED")
    assert talk.orders == 1


def test_not_verified_is_not_ordered() -> None:
    for status in ("NOT_ACHIEVED", "NOT_ENABLED", ""):
        talk = quoted(verifiable=True)
        talk.say("AMAZON.YesIntent")
        talk.say("Verified", status=status)
        assert talk.acts() == ["NotVerified", "NothingOrdered", "AnythingElse"]
        assert talk.orders == 0


def test_a_yes_is_no_verification() -> None:
    talk = quoted(verifiable=True)
    talk.say("AMAZON.YesIntent")
    talk.say("AMAZON.YesIntent")
    assert talk.orders == 0
    talk.say("Verified", status="ACHIEVED")
    assert talk.orders == 0


def test_a_result_nobody_waits_for_does_nothing() -> None:
    talk = quoted(verifiable=True)
    talk.say("Verified", status="ACHIEVED")
    assert talk.orders == 0


def test_where_it_is_not_offered_or_not_needed_a_yes_orders() -> None:
    talk = quoted(verifiable=False)
    talk.say("AMAZON.YesIntent")
    assert talk.orders == 1
    talk = anna()
    talk.shop = replace(talk.shop, verifiable=True)
    talk.say("ReorderIntent", product="house blend")
    talk.say("AMAZON.YesIntent")
    assert talk.orders == 1
