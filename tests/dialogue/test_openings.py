"""What a launch offers by itself: one thing at most, only with consent, never what was refused; and going on."""

from dataclasses import replace
from itertools import pairwise

import pytest

from skill.commerce.order import Status
from skill.dialogue.intents.carry_out import run
from skill.dialogue.openings import NPS, RATING, RateIt, TimeToReorder
from skill.dialogue.quotes import ConfirmOrder
from tests.dialogue.talking import BEANS, MILK, TEA, Talking, anna, order, ordered
from tests.fakes import FakeCatalogue

REGULAR = [order(str(n), BEANS, days_ago=days, quantity=2) for n, days in enumerate((30, 60, 90, 120))]


def consenting(talk: Talking, *what: str) -> Talking:
    talk.memory.consents |= set(what)
    return talk


def launched(talk: Talking) -> Talking:
    talk.say("LaunchRequest")
    return talk


def test_nothing_to_offer_is_a_short_welcome() -> None:
    assert launched(anna()).acts() == ["WelcomeBack"]


@pytest.mark.parametrize("leaving", ["AMAZON.StopIntent", "AMAZON.CancelIntent", "SessionEndedRequest"])
def test_an_interrupted_purchase_is_offered_on_any_channel_within_a_day(leaving: str) -> None:
    talk = anna()
    talk.say("ReorderIntent", product="house blend", quantity="2")
    talk.say(leaving)
    other = launched(talk.again())
    assert other.acts() == ["GoOnWith"]
    other.say("AMAZON.YesIntent")
    other.asks(ConfirmOrder)
    assert other.orders == 0
    other.say("AMAZON.YesIntent")
    assert other.orders == 1
    assert launched(other.again()).acts() == ["WelcomeBack"]


def test_it_is_offered_when_the_device_just_went_silent() -> None:
    talk = anna()
    talk.say("ReorderIntent", product="house blend")
    assert launched(talk.again()).acts() == ["GoOnWith"]


def test_after_a_day_it_is_forgotten() -> None:
    talk = anna()
    talk.say("ReorderIntent", product="house blend")
    other = talk.again()
    other.later(hours=25)
    assert launched(other).acts() == ["WelcomeBack"]


def test_what_was_refused_is_not_offered() -> None:
    talk = anna()
    talk.say("ReorderIntent", product="house blend")
    talk.say("AMAZON.NoIntent")
    assert launched(talk.again()).acts() == ["WelcomeBack"]
    talk = anna()
    talk.say("ReorderIntent", product="house blend")
    other = launched(talk.again())
    other.say("AMAZON.NoIntent")
    assert launched(other.again()).acts() == ["WelcomeBack"]


def test_the_quote_that_was_left_is_no_longer_good_once_it_is_read_elsewhere() -> None:
    """Or the same would be bought twice, here and there."""
    talk = anna()
    talk.say("ReorderIntent", product="house blend")
    here = talk.state.ask
    other = launched(talk.again())
    other.say("AMAZON.YesIntent")
    other.say("AMAZON.YesIntent")
    assert other.orders == 1
    assert here is not None
    assert here.if_yes is not None
    run(here.if_yes, talk.state, talk.shop)
    assert other.orders == 1


def test_go_on_brings_it_back_in_words() -> None:
    talk = anna()
    talk.say("ReorderIntent", product="house blend")
    talk.say("AMAZON.StopIntent")
    other = talk.again()
    other.say("ContinueIntent")
    other.asks(ConfirmOrder)


def test_go_on_with_an_open_question_puts_it_again_and_buys_nothing() -> None:
    talk = anna()
    talk.say("ReorderIntent", product="house blend")
    talk.say("ContinueIntent")
    talk.asks(ConfirmOrder)
    assert talk.orders == 0


def test_go_on_reads_the_basket_when_nothing_else_was_left() -> None:
    talk = anna()
    talk.say("AddToBasketIntent", product="oat milk")
    other = talk.again()
    other.later(days=3)
    other.say("ContinueIntent")
    assert other.acts() == ["BasketHolds", "CheckOutNow"]
    assert launched(anna()).say("ContinueIntent").tell[0].__class__.__name__ == "NothingLeft"


def test_an_old_basket_is_offered_when_it_matters_and_once() -> None:
    talk = anna()
    talk.say("AddToBasketIntent", product="house blend")
    other = Talking(talk.shop)
    other.later(days=3)
    assert launched(other).acts() == ["WelcomeBack"]
    assert isinstance(other.shop.catalogue, FakeCatalogue)
    other.shop.catalogue.add(replace(BEANS, stock=3))
    assert launched(Talking(other.shop)).acts() == ["BasketWaits"]
    assert launched(Talking(other.shop)).acts() == ["WelcomeBack"]


def test_a_refill_is_suggested_with_consent_about_when_it_is_due() -> None:
    talk = consenting(ordered(anna(), *REGULAR), "refill_reminders")
    launched(talk)
    talk.asks(TimeToReorder)
    talk.say("AMAZON.YesIntent")
    talk.asks(ConfirmOrder)
    assert talk.asks(ConfirmOrder).quote.lines[0].quantity == 2


def test_without_consent_nothing_is_suggested() -> None:
    assert launched(ordered(anna(), *REGULAR)).acts() == ["WelcomeBack"]


@pytest.mark.parametrize("days", [10, 60])
def test_too_early_and_too_late_nothing_is_suggested(days: int) -> None:
    shifted = [replace(one, placed_at=one.placed_at) for one in REGULAR]
    talk = consenting(ordered(anna(), *shifted), "refill_reminders")
    talk.later(days=days - 30)
    assert launched(talk).acts() == ["WelcomeBack"]


def test_a_refused_refill_is_never_suggested_again() -> None:
    talk = consenting(ordered(anna(), *REGULAR), "refill_reminders")
    launched(talk)
    talk.say("AMAZON.NoIntent")
    for _ in range(3):
        talk = talk.again()
        talk.later(days=4)
        assert launched(talk).acts() == ["WelcomeBack"]


def test_a_suggestion_nobody_answered_waits_a_week() -> None:
    talk = consenting(ordered(anna(), *REGULAR), "refill_reminders")
    launched(talk)
    assert launched(talk.again()).acts() == ["WelcomeBack"]


def test_a_delivered_order_is_asked_about_once() -> None:
    talk = consenting(ordered(anna(), order("7", TEA, days_ago=5)), "surveys")
    launched(talk)
    talk.asks(RateIt)
    talk.say("ChangeQuantityIntent", quantity="4")
    assert talk.acts() == ["ThanksForRating", "AnythingElse"]
    assert talk.memory.answers["rated", "tea"].answer == "4"
    assert (RATING, "order-7") in talk.memory.answers
    assert "RateIt" not in launched(talk.again()).acts()


def test_who_had_trouble_is_not_asked_how_it_was() -> None:
    for one in (
        order("7", TEA, days_ago=5, delayed=True),
        order("7", TEA, days_ago=5, gift=True),
        order("7", TEA, days_ago=2, status=Status.IN_TRANSIT),
        order("7", TEA, days_ago=40),
    ):
        talk = consenting(ordered(anna(), one), "surveys")
        assert "RateIt" not in launched(talk).acts()


def test_recommendation_is_asked_at_most_every_ninety_days() -> None:
    talk = consenting(ordered(anna(), order("7", TEA, days_ago=40)), "surveys")
    asked = []
    for day in range(0, 720, 5):
        talk = talk.again()
        talk.later(days=5)
        if "RecommendUs" in launched(talk).acts():
            asked.append(day)
            talk.say("ChangeQuantityIntent", quantity="9")
            assert talk.acts()[0] == "ThanksForRating"
    assert asked
    assert all(later - earlier >= 90 for earlier, later in pairwise(asked))
    assert talk.memory.latest(NPS) is not None


@pytest.mark.parametrize(("said", "acts"), [("0", ["HowManyStars"]), ("6", ["HowManyStars"]), ("1", ["SorryAboutIt"])])
def test_a_rating_is_one_to_five(said: str, acts: list[str]) -> None:
    talk = anna()
    talk.say("RateIntent", product="green tea", rating=said)
    assert talk.acts() == acts


def test_one_offer_a_launch() -> None:
    talk = consenting(ordered(anna(), *REGULAR, order("9", MILK, days_ago=4)), "refill_reminders", "surveys")
    talk.say("ReorderIntent", product="green tea")
    assert launched(talk.again()).acts() == ["GoOnWith"]
