"""Finding and comparing: answers that exist, two questions at most, then three, a list or a person."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from skill.commerce.product import Fact, Product
from skill.dialogue.commands import Narrow
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.intents.compare import Compared
from skill.dialogue.intents.find_product import AddIt, HereAre, SearchAsk, ShouldItBe, WhichKind
from skill.dialogue.splitting import KINDS, YES_NO, best_split
from tests.dialogue.talking import Talking, anna
from tests.fakes import FakeCatalogue, FakeDesk, product

AS_OF = date(2026, 1, 1)


def yes_no(attribute: str, *, value: bool) -> Fact:
    return Fact(attribute, value, "", "shop", AS_OF)


def text(attribute: str, words: str) -> Fact:
    return Fact(attribute, {"en": words, "fr": f"{words} fr"}, "", "shop", AS_OF)


def teas(count: int) -> list[Product]:
    return [product(f"tea-{n}", f"tea number {n}", price=300 + 10 * n) for n in range(count)]


def with_facts(talk: Talking, facts: dict[str, tuple[Fact, ...]]) -> Talking:
    assert isinstance(talk.shop.catalogue, FakeCatalogue)
    talk.shop.catalogue.known |= facts
    return talk


def test_one_is_offered_with_its_price() -> None:
    talk = anna()
    talk.say("FindProductIntent", product="green tea")
    talk.asks(AddIt)
    talk.say("AMAZON.YesIntent")
    assert talk.basket == {"tea": 1}


def test_up_to_three_are_offered_at_once() -> None:
    talk = anna()
    talk.say("FindProductIntent", product="blend")
    talk.asks(HereAre)
    assert talk.asks(HereAre).more == 0
    talk.say("ChooseIntent", ordinal=Slot("2", ("2",)))
    talk.asks(AddIt)


def test_the_attribute_that_splits_best_is_asked_first() -> None:
    talk = with_facts(
        anna(*teas(8)),
        {f"tea-{n}": (yes_no("organic", value=n < 4), yes_no("vegan", value=n < 7)) for n in range(8)},
    )
    talk.say("FindProductIntent", product="tea")
    talk.asks(ShouldItBe)
    assert talk.asks(ShouldItBe).attribute == "organic"


def test_a_kind_is_chosen_by_its_own_word_by_place_or_as_another() -> None:
    scents = {0: "mint", 1: "mint", 2: "rose", 3: "rose", 4: "lime", 5: "oak", 6: "fig"}
    for said, left in (({"product": "mint"}, 2), ({"ordinal": Slot("2", ("2",))}, 2), ({"ordinal": Slot("3")}, 3)):
        talk = with_facts(anna(*teas(7)), {f"tea-{n}": (text("scent", scent),) for n, scent in scents.items()})
        talk.say("FindProductIntent", product="tea")
        talk.asks(WhichKind)
        talk.say("ChooseIntent", **said)
        talk.asks(HereAre)
        assert len(talk.asks(HereAre).choices) == left


def test_it_does_not_matter_keeps_them_all() -> None:
    talk = with_facts(anna(*teas(8)), {f"tea-{n}": (yes_no("organic", value=n < 4),) for n in range(8)})
    talk.say("FindProductIntent", product="tea")
    first = talk.ask
    talk.say("ChooseIntent", product=Slot("any", ("ref:any",)))
    assert type(talk.ask) is not type(first)
    talk.asks(SearchAsk)
    assert len(talk.asks(SearchAsk).search.ids) == 8


def test_none_of_them_leads_to_the_phone_and_then_to_a_person() -> None:
    talk = anna(*teas(3))
    talk.say("FindProductIntent", product="tea")
    talk.say("AMAZON.NoIntent")
    assert talk.acts() == ["ShallISendIt"]
    talk.say("AMAZON.NoIntent")
    assert talk.acts() == ["ShallAPersonHelp"]
    talk.say("AMAZON.YesIntent")
    assert talk.acts() == ["HandedOver"]


def test_the_list_is_sent_after_a_yes_or_when_asked_for() -> None:
    for intents in (["AMAZON.NoIntent", "AMAZON.YesIntent"], ["SendToPhoneIntent"]):
        talk = anna(*teas(3))
        talk.say("FindProductIntent", product="tea")
        for intent in intents:
            talk.say(intent)
        assert isinstance(talk.shop.desk, FakeDesk)
        assert talk.shop.desk.notes == [("product_list", {"products": "tea-0 tea-1 tea-2"})]


def test_the_cheapest_is_taken_at_its_word() -> None:
    talk = anna(*teas(3))
    talk.say("FindProductIntent", product="tea")
    talk.say("ChooseIntent", product=Slot("the cheapest", ("ref:cheapest",)))
    talk.asks(AddIt)
    assert talk.asks(AddIt).product.id == "tea-0"


def test_guests_may_search_but_are_only_told_the_price() -> None:
    talk = anna(customer=None)
    talk.say("FindProductIntent", product="green tea")
    assert talk.acts() == ["PriceIs", "AnythingElse"]


names = st.sampled_from(["red", "blue", "dark green", "a very long description of it", "white"])
some_facts = st.lists(
    st.one_of(
        st.builds(lambda a, v: yes_no(a, value=v), st.sampled_from(YES_NO), st.booleans()),
        st.builds(text, st.sampled_from(KINDS), names),
        st.builds(lambda n: Fact("size", n, "g", "shop", AS_OF), st.integers(1, 3)),
    ),
    max_size=6,
).map(lambda facts: tuple({fact.attribute: fact for fact in facts}.values()))
shelves = st.lists(st.tuples(st.integers(50, 400), some_facts), min_size=2, max_size=12)


@settings(max_examples=200, deadline=None)
@given(shelf=shelves, asked=st.sets(st.sampled_from([*YES_NO, *KINDS, "price"])))
def test_every_answer_leaves_something(shelf: list[tuple[int, tuple[Fact, ...]]], asked: set[str]) -> None:
    """Groups are never empty, never overlap, lose nothing, and no attribute is asked about twice."""
    products = [product(f"p{n}", price=price) for n, (price, _) in enumerate(shelf)]
    facts = {f"p{n}": known for n, (_, known) in enumerate(shelf)}
    split = best_split(products, facts, tuple(asked))
    if split is None:
        return
    assert split.attribute not in asked
    assert len(split.groups) >= 2
    assert all(group.ids for group in split.groups)
    everything = [id_ for group in split.groups for id_ in group.ids]
    assert sorted(everything) == sorted(one.id for one in products)


@settings(max_examples=100, deadline=None)
@given(shelf=shelves, answers=st.lists(st.sampled_from(["yes", "no", "1", "2", "3", "any"]), max_size=4))
def test_two_questions_at_most(shelf: list[tuple[int, tuple[Fact, ...]]], answers: list[str]) -> None:
    """Then three are offered, whatever was answered."""
    talk = anna(*(product(f"p{n}", f"tea number {n}", price=price) for n, (price, _) in enumerate(shelf)))
    with_facts(talk, {f"p{n}": known for n, (_, known) in enumerate(shelf)})
    said = {
        "yes": Heard("AMAZON.YesIntent"),
        "no": Heard("AMAZON.NoIntent"),
        "any": Heard("ChooseIntent", {"product": Slot("any", ("ref:any",))}),
    }
    talk.say("FindProductIntent", product="tea")
    asked = 0
    for answer in answers:
        if not isinstance(talk.ask, SearchAsk) or isinstance(talk.ask, HereAre):
            break
        before = talk.ask.search
        talk.hear(said.get(answer) or Heard("ChooseIntent", {"ordinal": Slot(answer, (answer,))}))
        asked += isinstance(talk.ask, SearchAsk) and talk.ask.search.asked != before.asked
    assert asked <= 2
    if isinstance(talk.ask, SearchAsk):
        assert len(talk.ask.search.asked) <= 2
        assert set(talk.ask.search.ids) <= {f"p{n}" for n in range(len(shelf))}


def test_an_interrupted_search_goes_on_where_it_was() -> None:
    talk = with_facts(anna(*teas(8)), {f"tea-{n}": (yes_no("organic", value=n < 4),) for n in range(8)})
    talk.say("FindProductIntent", product="tea")
    asked = talk.ask
    talk.say("AMAZON.StopIntent")
    other = talk.again()
    other.say("LaunchRequest")
    assert other.acts() == ["GoOnLooking"]
    other.say("AMAZON.YesIntent")
    assert other.ask == asked
    assert isinstance(other.state.left.command, Narrow)  # type: ignore[union-attr]  # a search is left


def test_two_are_compared_by_price_and_what_differs() -> None:
    talk = with_facts(
        anna(),
        {
            "beans": (yes_no("organic", value=True), yes_no("vegan", value=True), text("ingredients", "beans")),
            "espresso": (yes_no("organic", value=False), yes_no("vegan", value=True), text("ingredients", "other")),
        },
    )
    talk.say("CompareIntent", product="house blend", otherProduct="dark blend")
    talk.asks(Compared)
    assert [one.attribute for one in talk.asks(Compared).differences] == ["price", "organic"]
    talk.say("ChooseIntent", ordinal=Slot("1", ("1",)))
    talk.asks(AddIt)


def test_at_most_three_differences() -> None:
    facts = {
        id_: tuple(yes_no(attribute, value=id_ == "beans") for attribute in YES_NO) for id_ in ("beans", "espresso")
    }
    talk = with_facts(anna(), facts)
    talk.say("CompareIntent", product=Slot("house blend", (), (Slot("dark blend"),)))
    talk.asks(Compared)
    assert len(talk.asks(Compared).differences) == 3


def test_the_second_is_asked_for_or_is_what_is_under_discussion() -> None:
    talk = anna()
    talk.say("CompareIntent", product="house blend")
    assert talk.acts() == ["CompareWithWhat"]
    talk.say("ChooseIntent", product="dark blend")
    talk.asks(Compared)
    talk = anna()
    talk.say("PriceIntent", product="house blend")
    talk.say("CompareIntent", product="dark blend")
    talk.asks(Compared)
    assert {talk.asks(Compared).first.id, talk.asks(Compared).second.id} == {"beans", "espresso"}


def test_what_is_offered_is_compared_without_a_name() -> None:
    talk = anna()
    talk.say("FindProductIntent", product="blend")
    talk.say("CompareIntent")
    talk.asks(Compared)


def test_sold_out_products_are_not_found() -> None:
    talk = anna(*(replace(one, stock=0) for one in teas(3)), product("coffee"))
    talk.say("FindProductIntent", product="tea")
    assert talk.acts() == ["NotFound", "WhatProduct"]
