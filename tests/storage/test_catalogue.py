"""Products are found by name; price and stock are today's; names follow the catalogue's version."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from skill.commerce.money import Money
from skill.commerce.product import Found, Nothing, One, Several
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
