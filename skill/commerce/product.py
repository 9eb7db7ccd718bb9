"""What can be bought, what it is called in each language and what is known about it. Knows no words of a reply."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from skill.commerce.money import Money


@dataclass(frozen=True, slots=True)
class Name:
    """What one product is called in one language.

    `written` is the catalogue's title; `spoken` is at most five words (facts: commerce, Word budgets);
    `one` and `many` are the counted forms without article ("bag of house blend", "bags of house blend");
    `gender` is "m" or "f" where the language has one, else "".
    """

    written: str
    spoken: str
    one: str
    many: str
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """One thing that can be put in a basket: a variant with its price and its stock."""

    id: str
    names: Mapping[str, Name]
    price: Money
    stock: int

    def name(self, language: str) -> Name:
        """The name in `language`, or in the first language the shop has one for."""
        return self.names.get(language) or next(iter(self.names.values()))


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of units: 500 "g", 24 "months"."""

    number: int
    unit: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One attribute of a product, with where it comes from and since when it is known.

    `value` is True or False ("is it vegan?"), a number with `unit` ("500", "g"), or a text per language.
    """

    attribute: str
    value: bool | int | Mapping[str, str]
    unit: str
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class One:
    """Exactly one product was meant. `bought` says that this customer has bought it before."""

    product: Product
    bought: bool


@dataclass(frozen=True, slots=True)
class Several:
    """More than one product may have been meant: two to five, the likeliest first."""

    products: tuple[Product, ...]
    bought: bool


@dataclass(frozen=True, slots=True)
class Nothing:
    """No product of the shop answers to these words."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things named in one breath: its own words without the count, and the count if one was said."""

    words: str
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Several things were named in one breath ("milk and two honeys"): each is to be looked for by itself."""

    parts: tuple[Part, ...] = ()


Found = One | Several | Nothing | Together


@dataclass(frozen=True, slots=True)
class Deal:
    """A product that costs less than it usually does: `was` is its usual price."""

    product: Product
    was: Money
