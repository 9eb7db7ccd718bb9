"""Rules about money over random conversations with the real shop: a yes to what was just read, or nothing."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from skill.assistant import Reply, Turn
from skill.bootstrap import House
from skill.dialogue.heard import Heard, Slot
from skill.phrasing.style import Style
from tests.shop import Clock, held, open_shop

CONFIRMATIONS = {"ConfirmOrder", "ConfirmNew", "ConfirmDearer", "ConfirmMoved", "StillOrder"}
CUSTOMERS = ("anna", "ben", "claire", "david", None)
WORDS = (
    "coffee",
    "honey",
    "oat milk",
    "white chocolate",
    "batteries",
    "zebra",
    "toothpaste",
    "olive oil",
    "café",
    "lait",
)
LEAVING = ("AMAZON.StopIntent", "AMAZON.CancelIntent")
COUNTER = itertools.count()

products = st.sampled_from(
    [*(Slot(words) for words in WORDS), Slot("it", ("ref:this",)), Slot("the usual", ("ref:usual",)), Slot("")]
)
several = st.builds(
    lambda first, more: Slot(first.value, first.ids, tuple(more)),
    products,
    st.lists(st.sampled_from([Slot("two honeys"), Slot("batteries"), Slot("zebra"), Slot("3 oat milk")]), max_size=2),
)
references = st.sampled_from(
    [Slot(ref, (f"ref:{ref}",)) for ref in ("damaged", "wrong", "unwanted", "any", "cheapest")]
)
numbers = st.sampled_from(["0", "1", "2", "3", "7", "99", "100", "1042", "?", "-1"]).map(Slot)
ordinals = st.sampled_from(
    [Slot("first", ("1",)), Slot("second", ("2",)), Slot("last", ("last",)), Slot("ninth", ("9",))]
)
attributes = st.sampled_from([Slot("vegan", ("vegan",)), Slot("scent", ("scent",)), Slot("what")])


def utterance(intent: str, **slots: st.SearchStrategy[Slot]) -> st.SearchStrategy[Heard]:
    """The intent with any of its slots."""
    return st.builds(lambda said: Heard(intent, said), st.fixed_dictionaries({}, optional=slots))


anything = st.one_of(
    utterance("ReorderIntent", product=products, quantity=numbers),
    utterance("OrderStatusIntent", product=products, orderNumber=numbers),
    utterance("ProductQuestionIntent", product=products, attribute=attributes),
    utterance("PriceIntent", product=products),
    utterance("StockIntent", product=products),
    utterance("CancelOrderIntent", product=products, orderNumber=numbers),
    utterance("ChangeQuantityIntent", product=products, quantity=numbers),
    utterance("ChooseIntent", product=products, ordinal=ordinals),
    st.builds(Heard, st.just("ReorderIntent"), st.just({}), st.just(False)),
    utterance("AddToBasketIntent", product=several, quantity=numbers),
    utterance("AddToBasketIntent", product=several, quantity=numbers),
    utterance("ReorderIntent", product=several),
    utterance("RemoveFromBasketIntent", product=products),
    utterance("FindProductIntent", product=products),
    utterance("CompareIntent", product=products, otherProduct=products),
    utterance("NotReceivedIntent", product=products, orderNumber=numbers),
    utterance("ReturnIntent", product=products, orderNumber=numbers),
    utterance("RateIntent", product=products, rating=numbers),
    utterance("ChooseIntent", product=references),
    utterance("Verified", status=st.sampled_from([Slot("ACHIEVED"), Slot("NOT_ACHIEVED")])),
    *(st.just(Heard("AMAZON.YesIntent")) for _ in range(5)),
    *(
        st.just(Heard(intent))
        for intent in (
            "AMAZON.NoIntent",
            "AMAZON.HelpIntent",
            "AMAZON.RepeatIntent",
            "AMAZON.FallbackIntent",
            "AMAZON.NavigateHomeIntent",
            "AMAZON.StartOverIntent",
            "LaunchRequest",
            "TalkToPersonIntent",
            "SessionEndedRequest",
            "Silence",
            "NobodyKnowsThisIntent",
            "BasketIntent",
            "CheckoutIntent",
            "DealsIntent",
            "ContinueIntent",
            "SendToPhoneIntent",
            "SlowerIntent",
            "QuickerIntent",
            "Outdated",
            *LEAVING,
        )
    ),
)
# What happens in the world between two turns.
events = st.sampled_from(["nothing"] * 8 + ["dearer", "cheaper", "sold out", "restocked", "eleven minutes", "an hour"])
conversations = st.lists(st.tuples(events, anything), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def world() -> Iterator["World"]:
    clock = Clock()
    house = open_shop(Path(mkdtemp(prefix="rules-")), clock)
    yield World(house, clock)
    house.database.close()


@dataclass
class World:
    """The shop, its clock, and what may happen to it."""

    house: House
    clock: Clock

    def happen(self, event: str) -> None:
        changes = {
            "dearer": "UPDATE variants SET price_minor = price_minor + 50",
            "cheaper": "UPDATE variants SET price_minor = price_minor - 50 WHERE price_minor > 100",
            "sold out": "UPDATE variants SET stock = 0 WHERE sku IN ('house-blend-beans', 'honey')",
            "restocked": "UPDATE variants SET stock = 40",
        }
        if event in changes:
            with self.house.database.write() as connection:
                connection.execute(text(changes[event]))
        self.clock.forward(minutes={"eleven minutes": 11, "an hour": 60}.get(event, 0.05))

    def orders(self) -> dict[str, int]:
        """Order number -> total, of every order that stands."""
        with self.house.database.read() as connection:
            rows = connection.execute(text("SELECT number, total_minor FROM orders WHERE status <> 'cancelled'"))
            return {str(number): int(total) for number, total in rows}


@dataclass
class Talk:
    """One conversation and what is known of it."""

    world: World
    customer: str | None
    locale: str
    can_verify: bool = False
    session: str = field(default_factory=lambda: f"rules:{next(COUNTER)}")
    last: Reply | None = None

    def say(self, heard: Heard) -> Reply:
        reply = self.world.house.assistant.take(
            Turn(
                heard,
                self.session,
                self.customer,
                self.locale,
                Style.VOICE,
                f"rules-request:{next(COUNTER)}",
                can_verify=self.can_verify,
            )
        )
        self.last = reply
        return reply


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    customer=st.sampled_from(CUSTOMERS),
    locale=st.sampled_from(["en-US", "fr-FR"]),
    turns=conversations,
    can_verify=st.booleans(),
)
def test_no_surprise_on_the_bill(
    world: World, customer: str | None, locale: str, turns: list[tuple[str, Heard]], *, can_verify: bool
) -> None:
    """Charged at most once a turn, only after a yes to the quote just read, never more than it said;
    an open session ends in exactly one question; stop always leaves."""
    talk = Talk(world, customer, locale, can_verify)
    for event, heard in turns:
        asked = set(talk.last.acts) if talk.last else set()
        world.happen(event)
        charges, orders = held(world.house), world.orders()
        reply = talk.say(heard)
        charged = {key: amount for key, amount in held(world.house).items() if key not in charges}
        made = {number: total for number, total in world.orders().items() if number not in orders}
        if charged or made:
            verified = heard == Heard("Verified", {"status": Slot("ACHIEVED")}) and "VerifyPerson" in asked
            assert heard.intent == "AMAZON.YesIntent" or verified, f"{heard} charged"
            assert heard.sure
            assert asked & CONFIRMATIONS or verified, f"{heard} charged after {asked}"
            assert event not in ("eleven minutes", "an hour"), "a late yes"
        assert len(charged) <= 1
        assert len(made) <= 1
        if made:
            assert list(made.values()) == list(charged.values())
            assert "OrderPlaced" in reply.acts
        check_form(reply, heard)


def check_form(reply: Reply, heard: Heard) -> None:
    """The laws of form."""
    if heard.intent == "SessionEndedRequest":
        assert reply.silent
        return
    assert reply.words
    if reply.closed:
        assert "?" not in reply.words, reply.words
    else:
        assert reply.words.count("?") == 1, reply.words
        assert reply.words.endswith("?"), reply.words
    if heard.intent in LEAVING:
        assert reply.closed


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=st.lists(st.tuples(events, anything), max_size=6), again=st.integers(min_value=1, max_value=3))
def test_the_same_request_has_no_second_effect(world: World, turns: list[tuple[str, Heard]], again: int) -> None:
    """The channel's retry gets the stored reply; orders and charges stay as they are."""
    talk = Talk(world, "anna", "en-US")
    turns = [
        *turns,
        ("restocked", Heard("ReorderIntent", {"product": Slot("coffee")})),
        ("", Heard("AMAZON.YesIntent")),
    ]
    for event, heard in turns:
        world.happen(event)
        turn = Turn(heard, talk.session, "anna", "en-US", Style.VOICE, f"rules-request:{next(COUNTER)}")
        first = world.house.assistant.take(turn)
        charges, orders = held(world.house), world.orders()
        for _ in range(again):
            world.clock.forward(seconds=1)
            assert world.house.assistant.take(turn) == first
        assert held(world.house) == charges
        assert world.orders() == orders


@given(turns=st.lists(anything, max_size=8), leaving=st.sampled_from(LEAVING))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_stop_leaves_from_everywhere(world: World, turns: list[Heard], leaving: str) -> None:
    """And what was left open can't be confirmed in the next conversation."""
    talk = Talk(world, "claire", "fr-FR")
    for heard in turns:
        talk.say(heard)
    assert talk.say(Heard(leaving)).closed
    before = held(world.house)
    talk.say(Heard("AMAZON.YesIntent"))
    assert held(world.house) == before
