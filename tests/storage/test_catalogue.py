"""Products are found by name; price and stock are today's; names follow the catalogue's version."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from skill.commerce.money import Money
from skill.commerce.product import Deal, Found, Nothing, One, Part, Several, Together
from skill.storage import catalogue as storage_catalogue
from tests.storage.corner import Corner


def find(corner: Corner, words: str, language: str = "en", bought: dict[str, float] | None = None) -> Found:
    with corner.visit(language=language) as visit:
        return visit.shop.catalogue.find(words, bought)


def test_a_product_has_its_names_in_all_languages_and_todays_price_and_stock(corner: Corner) -> None:
    found = find(corner, "green tea")
    assert isinstance(found, One)
    assert found.product.price == Money(350, "EUR")
    assert found.product.stock == 0
    assert found.product.name("fr").spoken == "thé vert"
    corner.run("UPDATE variants SET price_minor = 400, stock = 7 WHERE sku = 'tea'")
    with corner.visit() as visit:
        today = visit.shop.catalogue.product("tea")
    assert today is not None
    assert (today.price, today.stock) == (Money(400, "EUR"), 7)


def test_each_language_finds_by_its_own_names(corner: Corner) -> None:
    found = find(corner, "bouilloire", "fr-FR")
    assert isinstance(found, One)
    assert found.product.id == "kettle"


def test_two_sizes_are_two_candidates_and_what_was_bought_wins(corner: Corner) -> None:
    several = find(corner, "coffee")
    assert isinstance(several, Several)
    assert {product.id for product in several.products} == {"coffee-500", "coffee-1000"}
    found = find(corner, "coffee", bought={"coffee-1000": 3.0})
    assert isinstance(found, One)
    assert (found.product.id, found.bought) == ("coffee-1000", True)


def test_among_restricts_to_the_choices_of_a_question(corner: Corner) -> None:
    with corner.visit() as visit:
        found = visit.shop.catalogue.find("the large one", None, ("coffee-500", "coffee-1000"))
    assert isinstance(found, One)
    assert found.product.id == "coffee-1000"


def test_words_for_nothing_find_nothing(corner: Corner) -> None:
    assert find(corner, "submarine") == Nothing()


def test_a_variant_takes_its_products_name_where_it_has_none(corner: Corner) -> None:
    with corner.visit() as visit:
        large = visit.shop.catalogue.product("coffee-1000")
    assert large is not None
    assert large.name("en").spoken == "large corner coffee"
    assert large.name("en").many == "bags of coffee"


def test_facts_are_typed_and_a_variant_has_its_own_size(corner: Corner) -> None:
    with corner.visit() as visit:
        facts = {fact.attribute: fact for fact in visit.shop.catalogue.facts("coffee-1000")}
        kettle = {fact.attribute: fact for fact in visit.shop.catalogue.facts("kettle")}
    assert facts["vegan"].value is True
    assert facts["organic"].value is False
    assert facts["origin"].value == {"en": "Brazil", "fr": "Brésil"}
    assert (facts["size"].value, facts["size"].unit, facts["size"].as_of) == (1000, "g", date(2026, 1, 31))
    assert (kettle["capacity"].value, kettle["capacity"].unit) == (1500, "ml")


def test_the_substitute_is_another_size_first_and_in_stock(corner: Corner) -> None:
    with corner.visit() as visit:
        catalogue = visit.shop.catalogue
        closest = catalogue.substitute("coffee-500")
        assert closest is not None
        assert closest.id == "coffee-1000"
        assert catalogue.substitute("tea") is None
        corner.run("UPDATE variants SET stock = 0 WHERE sku LIKE 'coffee%'")
        assert catalogue.substitute("coffee-500") is None, "tea has none either"


def test_a_product_not_sold_any_more_is_gone_but_stays_in_the_history(corner: Corner) -> None:
    corner.run("UPDATE variants SET sold = false WHERE sku = 'kettle'")
    corner.run("UPDATE counters SET value = value + 1 WHERE name = 'catalogue'")
    with corner.visit() as visit:
        assert visit.shop.catalogue.product("kettle") is None
        assert visit.shop.catalogue.find("kettle") == Nothing()
        assert visit.shop.account is not None
        assert visit.shop.account.orders.history()[0].has("kettle")


def test_new_names_are_heard_once_the_version_has_grown(corner: Corner) -> None:
    assert find(corner, "matcha") == Nothing()
    corner.run("INSERT INTO synonyms (product_id, language, words) VALUES ('tea', 'en', 'matcha')")
    corner.run("UPDATE counters SET value = value + 1 WHERE name = 'catalogue'")
    assert isinstance(find(corner, "matcha"), One)


def test_the_shelf_never_owes(corner: Corner) -> None:
    with pytest.raises(IntegrityError):
        corner.run("UPDATE variants SET stock = -1")


def candidates(corner: Corner, words: str, language: str = "en") -> list[str]:
    """The ids of all that these words may describe."""
    return [product.id for product in corner.shops.catalogue(language).candidates(words)]


def test_several_things_in_one_breath_are_told_apart_with_their_counts(corner: Corner) -> None:
    together = (Part("arabica"), Part("kettles", 2))
    assert find(corner, "arabica and two kettles") == Together(together)
    assert corner.shops.catalogue("en-GB").parts("arabica and two kettles") == together
    assert corner.shops.catalogue("fr").parts("café corner et 2 bouilloires") == (
        Part("café corner"),
        Part("bouilloires", 2),
    )


def test_a_single_name_is_one_part_even_with_an_and_in_it(corner: Corner) -> None:
    corner.run("INSERT INTO synonyms (product_id, language, words) VALUES ('tea', 'en', 'mint and honey')")
    corner.run("UPDATE counters SET value = value + 1 WHERE name = 'catalogue'")
    catalogue = corner.shops.catalogue("en")
    assert catalogue.parts("three kettles") == (Part("kettles", 3),)
    assert [part.words for part in catalogue.parts("mint and honey")] == ["mint and honey"]
    assert catalogue.parts("  ") == ()
    assert isinstance(find(corner, "mint and honey"), One)


def test_candidates_are_all_in_stock_that_has_the_words_in_a_name_a_brand_or_a_category(corner: Corner) -> None:
    assert candidates(corner, "some coffee please") == ["coffee-500", "coffee-1000"]
    assert candidates(corner, "arabica") == ["coffee-500", "coffee-1000"], "a synonym"
    assert candidates(corner, "something from boil") == ["kettle"], "a brand"
    assert candidates(corner, "food") == ["coffee-500", "coffee-1000"], "a category; there is no tea in stock"
    assert candidates(corner, "anything for the kitchen") == ["kettle"], "a category without a word of its own"
    assert candidates(corner, "épicerie", "fr") == ["coffee-500", "coffee-1000"]
    corner.run("UPDATE variants SET stock = 3 WHERE sku = 'tea'")
    assert candidates(corner, "food") == ["coffee-500", "coffee-1000", "tea"], "the most popular first"


@pytest.mark.parametrize("words", ["", "something", "the one I want", "submarine", "green coffee"])
def test_words_that_describe_nothing_give_nothing(corner: Corner, words: str) -> None:
    corner.run("UPDATE variants SET stock = 3 WHERE sku = 'tea'")
    assert candidates(corner, words) == []


def test_what_was_misheard_is_a_candidate_where_nothing_has_the_words(corner: Corner) -> None:
    assert candidates(corner, "steel kettel") == ["kettle"]


def test_candidates_are_not_more_than_can_be_gone_through(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage_catalogue, "A_STATEMENTS_WORTH", 1)
    assert candidates(corner, "food") == ["coffee-500", "coffee-1000"], "over as many statements as it takes"
    monkeypatch.setattr(storage_catalogue, "MOST", 1)
    assert candidates(corner, "food") == ["coffee-500"]


def test_a_deal_is_in_stock_and_cheaper_than_usual(corner: Corner) -> None:
    catalogue = corner.shops.catalogue("en")
    assert catalogue.deals() == ()
    corner.run("UPDATE variants SET was_minor = 5000 WHERE sku = 'kettle'")
    corner.run("UPDATE variants SET was_minor = 2500 WHERE sku = 'coffee-1000'")
    corner.run("UPDATE variants SET was_minor = 1190 WHERE sku = 'coffee-500'")  # no cheaper than usual
    corner.run("UPDATE variants SET was_minor = 400 WHERE sku = 'tea'")  # not in stock
    coffee, kettle = catalogue.product("coffee-1000"), catalogue.product("kettle")
    assert coffee is not None
    assert kettle is not None
    assert catalogue.deals() == (Deal(coffee, Money(2500, "EUR")), Deal(kettle, Money(5000, "EUR")))
