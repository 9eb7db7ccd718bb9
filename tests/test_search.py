"""Searching the whole demo catalogue: whatever is looked for, and however it is answered, something is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.commerce.product import Product
from skill.commerce.shop import Shop
from skill.dialogue.commands import Narrow
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.intents.find_product import AddIt, HereAre, SearchAsk, find_product, narrow
from skill.dialogue.state import State
from tests.acts import Samples
from tests.shop import Clock, open_shop
from tests.test_phrases import samples


@pytest.fixture(scope="module", params=["en", "fr"])
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shop, str]]:
    house = open_shop(Path(tmp_path_factory.mktemp("search")), Clock())
    with house.shops.visit("search", "anna" if request.param == "en" else "claire", "search", request.param) as visit:
        yield visit.shop, request.param
    house.database.close()


def searched(everything: Samples, language: str) -> list[str]:
    """Every word of every spoken name, and every whole one."""
    names = {product.name(language).spoken for product in everything.products}
    return sorted(names | {word for name in names for word in name.split() if len(word) > 2})


def test_only_answers_that_exist_are_offered(shop: tuple[Shop, str]) -> None:
    """Down every branch of every search: at least one product in stock, at most two questions and three products."""
    offered = 0
    for words in searched(samples(), shop[1]):
        step = find_product(Heard("FindProductIntent", {"product": Slot(words)}), State(), shop[0])
        if isinstance(step.ask, SearchAsk | AddIt):
            offered += down(step.ask, shop[0], words)
    assert offered > 1000


def down(ask: object, shop: Shop, words: str, depth: int = 0) -> int:
    """Follow every answer; how many answers there were."""
    if isinstance(ask, AddIt):
        assert ask.product.stock > 0, words
        return 1
    assert isinstance(ask, SearchAsk), words
    if isinstance(ask, HereAre):
        products = [choice.what for choice in ask.choices]
        assert 2 <= len(products) <= 3, words
        assert all(isinstance(product, Product) and product.stock > 0 for product in products), words
        return len(products)
    assert depth < 2, words
    commands: list[object] = [choice.then for choice in ask.choices] or [ask.if_yes, ask.if_no]
    assert len(commands) >= 2, words
    count = 0
    for command in (*commands, ask.search):
        assert isinstance(command, Narrow), words
        assert command.ids, words
        count += down(narrow(command, shop).ask, shop, words, depth + 1)
    return count
