"""The question that best narrows a search: of what is known about the products there, what splits them most evenly.

Every answer it offers leads to at least one product: the groups are made from the products themselves.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from skill.commerce.money import Money
from skill.commerce.product import Fact, Product

YES_NO = ("organic", "vegan", "gluten_free", "vegetarian", "caffeine", "recyclable")
KINDS = ("scent", "colour", "material", "age")
LONGEST_NAME = 3  # words of an answer
MOST_ANSWERS = 3
LEAST_KNOWN = 0.6  # of the products: a question about what is known of few of them leads nowhere
PRICE = "price"
# What people ask for first counts a little: a question about the price is a dull one.
_PENALTY = {PRICE: 0.5}


@dataclass(frozen=True, slots=True)
class Group:
    """One answer, and the products it leaves. `names` are its words per language; none for yes, no and the rest."""

    ids: tuple[str, ...]
    names: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A question about one attribute. Two unnamed groups are a yes and a no; `limit` is the price a yes stays within.

    An unnamed group after named ones holds whatever has another value, or none that is known.
    """

    attribute: str
    groups: tuple[Group, ...]
    limit: Money | None = None


def best_split(
    products: Sequence[Product], facts: Mapping[str, tuple[Fact, ...]], asked: Sequence[str]
) -> Split | None:
    """The split that leaves fewest on average; None when nothing tells these products apart. Deterministic."""
    known = {product.id: {fact.attribute: fact for fact in facts.get(product.id, ())} for product in products}
    splits: list[Split] = []
    for attribute in YES_NO:
        if attribute not in asked:
            splits += _yes_no(attribute, products, known)
    for attribute in KINDS:
        if attribute not in asked:
            splits += _kinds(attribute, products, known)
    if PRICE not in asked:
        splits += _price(products)
    return min(splits, key=lambda split: _left(split, len(products)), default=None)


def _left(split: Split, count: int) -> float:
    """How many products are left on average."""
    return sum(len(group.ids) ** 2 for group in split.groups) / count + _PENALTY.get(split.attribute, 0.0)


def _yes_no(attribute: str, products: Sequence[Product], known: Mapping[str, Mapping[str, Fact]]) -> list[Split]:
    """Only where the shop says it of some and denies it of others, or a no would promise what nobody knows."""
    said = {product.id: known[product.id].get(attribute) for product in products}
    holds = tuple(id_ for id_, fact in said.items() if fact is not None and fact.value is True)
    fails = tuple(id_ for id_, fact in said.items() if fact is None or fact.value is not True)
    denied = any(fact is not None and fact.value is False for fact in said.values())
    if not holds or not denied:
        return []
    return [Split(attribute, (Group(holds), Group(fails)))]


def _kinds(attribute: str, products: Sequence[Product], known: Mapping[str, Mapping[str, Fact]]) -> list[Split]:
    values: dict[str, Mapping[str, str]] = {}
    of: dict[str, str] = {}
    for product in products:
        fact = known[product.id].get(attribute)
        if fact is None or not isinstance(fact.value, Mapping) or not fact.value:
            continue
        if any(len(name.split()) > LONGEST_NAME for name in fact.value.values()):
            continue
        key = "|".join(f"{language}={name}" for language, name in sorted(fact.value.items()))
        values[key] = fact.value
        of[product.id] = key
    if len(of) < LEAST_KNOWN * len(products):
        return []
    common = [key for key, _ in Counter(of.values()).most_common()]
    complete = len(of) == len(products) and len(common) <= MOST_ANSWERS
    named = common if complete else common[: MOST_ANSWERS - 1]
    groups = [Group(tuple(p.id for p in products if of.get(p.id) == key), values[key]) for key in named]
    rest = tuple(p.id for p in products if of.get(p.id) not in named)
    if rest:
        groups.append(Group(rest))
    return [Split(attribute, tuple(groups))] if named and len(groups) > 1 else []


def _price(products: Sequence[Product]) -> list[Split]:
    """Up to the middle price, rounded up to a whole unit where that still splits."""
    prices = sorted(product.price.minor for product in products)
    middle = prices[(len(prices) - 1) // 2]
    for limit in (-(-middle // 100) * 100, middle):
        within = tuple(product.id for product in products if product.price.minor <= limit)
        above = tuple(product.id for product in products if product.price.minor > limit)
        if within and above:
            return [Split(PRICE, (Group(within), Group(above)), Money(limit, products[0].price.currency))]
    return []
