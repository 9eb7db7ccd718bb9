"""Values as variables of a phrase: money, days, products and quotes, spoken in one style of one locale."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, Literal

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, get_currency_precision

from skill.commerce.money import Money
from skill.commerce.order import Address, Line, Means, Quote
from skill.commerce.product import Measure, Product
from skill.dialogue.acts import Choice
from skill.dialogue.notes import Note
from skill.phrasing.bundles import Phrases, bundle
from skill.phrasing.style import Style

Variables = dict[str, Any]
WEEK = 6
WORDS_UP_TO = 12
IN_A_LIST = 3
TEN = 10
DIGITS = frozenset({"number", "ticket", "phone"})


class Values:
    """Turns the fields of an act into variables. `today` is the shop's calendar day."""

    def __init__(self, locale: str, style: Style, today: date) -> None:
        self.phrases: Phrases = bundle(locale)
        self.locale = locale
        self.language = locale.partition("-")[0]
        self.style = style
        self.today = today

    def variables(self, fields: Mapping[str, object]) -> Variables:
        """All variables that these fields bring."""
        result: Variables = {}
        for name, value in fields.items():
            result.update(self._field(name, value))
        return result

    def _field(self, name: str, value: object) -> Variables:
        match value:
            case Quote():
                return self.quote(value)
            case Note():
                return self.note(value)
            case str():
                return self._text(name, value)
            case _:
                return {name: self.value(value)}

    def _text(self, name: str, value: str) -> Variables:
        if name == "attribute":
            return {name: self.attribute(value), "attribute-id": value}
        if name == "source":
            known = self.phrases.has(f"source-{value}")
            return {name: self.phrases.line(f"source-{value if known else 'shop'}")}
        if name == "words":
            return {name: value or self.phrases.line("something")}
        if name in DIGITS:
            return {name: value, f"{name}-spoken": " ".join(value.replace(" ", ""))}
        return {name: value}

    def value(self, value: object) -> object:
        """One value as it is said. Raises TypeError for a type that nobody taught it to say."""
        match value:
            case bool() | int():
                return value
            case Money():
                return self.money(value)
            case date():
                return self.day(value)
            case Product():
                return self.product(value)
            case Means():
                return self.means(value)
            case Measure(number, unit):
                return self.phrases.line(f"unit-{unit}", number=number)
            case Mapping():
                return value.get(self.language) or next(iter(value.values()))
            case Enum():
                return value.value
            case tuple():
                return self._several(value)
            case _:
                raise TypeError(f"nobody says how a {type(value).__name__} is spoken")

    def _several(self, values: tuple[object, ...]) -> str:
        first = values[0] if values else None
        match first:
            case Choice():
                return self.joined(self._choices([value for value in values if isinstance(value, Choice)]), "or")
            case Line():
                return self.items(tuple(value for value in values if isinstance(value, Line)))
            case Note():
                return "; ".join(self.note_short(value) for value in values if isinstance(value, Note))
            case Product():
                return self.joined((self._spoken(value) for value in values if isinstance(value, Product)), "standard")
            case _:
                return self.joined((self.attribute(str(value)) for value in values), "or")

    def money(self, amount: Money) -> str:
        """Money is spoken by a phrase of the locale and written by Babel."""
        precision = get_currency_precision(amount.currency)
        if self.style is Style.TEXT or not self.phrases.has(f"money-{amount.currency}"):
            return _written_money(amount.minor, precision, amount.currency, self.locale)
        units, cents = divmod(amount.minor, 10**precision)
        kind = "whole" if not cents else "small" if not units else "few" if cents < TEN else "mixed"
        return self.phrases.line(f"money-{amount.currency}", kind=kind, units=units, cents=cents)

    def day(self, day: date) -> str:
        """Today, tomorrow, a weekday of the coming week, or the date."""
        ahead = (day - self.today).days
        near = {0: "day-today", 1: "day-tomorrow", -1: "day-yesterday"}.get(ahead)
        if near:
            return self.phrases.line(near)
        if 1 < ahead <= WEEK:
            return self.phrases.line("day-weekday", weekday=_date(day, "EEEE", self.locale))
        return self.phrases.line("day-date", date=_date(day, _pattern(self.locale), self.locale))

    def product(self, product: Product) -> str:
        """Its spoken name, or its title where it is read."""
        name = product.name(self.language)
        return name.spoken if self.style is Style.VOICE else name.written

    def item(self, line: Line) -> str:
        """So many of a product: "two bags of house blend"."""
        name, count = line.product.name(self.language), line.quantity
        attribute = "text" if self.style is Style.TEXT else None
        spelled = self.phrases.line(f"number-{count}") if 1 < count <= WORDS_UP_TO else str(count)
        return self.phrases.line(
            "item",
            attribute,
            count=count,
            number=spelled,
            one=name.one,
            many=name.many,
            gender=name.gender,
            name=name.written,
        )

    def items(self, lines: tuple[Line, ...]) -> str:
        """At most three items, and how many more."""
        if len(lines) <= IN_A_LIST or self.style is Style.TEXT:
            return self.joined((self.item(line) for line in lines), "standard")
        told = ", ".join(self.item(line) for line in lines[:IN_A_LIST])
        return self.phrases.line("list-more", items=told, more=len(lines) - IN_A_LIST)

    def attribute(self, attribute: str) -> str:
        """What an attribute is called."""
        known = self.phrases.has(f"attribute-{attribute}")
        return self.phrases.line(f"attribute-{attribute if known else 'other'}")

    def means(self, means: Means) -> str:
        """A means of payment by its label and its last digits."""
        attribute = "text" if self.style is Style.TEXT else None
        digits = " ".join(means.last4)
        return self.phrases.line("means-ending", attribute, label=means.label, digits=digits, last4=means.last4)

    def address(self, address: Address) -> Variables:
        """Where it goes: what the customer calls it, or street and city where it is read."""
        where = {"street": address.street, "city": address.city, "label": address.label}
        known = self.phrases.has(f"address-{address.label}")
        if self.style is Style.TEXT:
            said = self.phrases.line("address-other", "text", **where)
        else:
            said = self.phrases.line(f"address-{address.label if known else 'other'}", **where)
        return {"address": said, "address-line": self.phrases.line("address-line", **where)}

    def quote(self, quote: Quote) -> Variables:
        """The five legal elements and the rest of a quote."""
        return {
            "items": self.items(quote.lines),
            "seller": quote.seller,
            "total": self.money(quote.total),
            "delivery": self.money(quote.delivery),
            "arrives": self.day(quote.arrives),
            "means": self.means(quote.means),
            **self.address(quote.deliver_to),
        }

    def note(self, note: Note) -> Variables:
        """An order or a parcel in conversation."""
        return {
            "goods": self.goods(note),
            "status": note.status.value,
            "number": note.number,
            "day": self.day(note.day) if note.day else self.phrases.line("no-day"),
            "when": self._when(note),
        }

    def note_short(self, note: Note) -> str:
        """One order of several."""
        return self.phrases.line("note-short", goods=self.goods(note), when=self._when(note))

    def goods(self, note: Note) -> str:
        """What is in it, without naming a gift."""
        names = [self._spoken(product) for product in note.products]
        match names:
            case []:
                return self.phrases.line("goods-gift")
            case [only]:
                return only
            case [first, second]:
                return self.phrases.line("goods-two", first=first, second=second)
            case _:
                return self.phrases.line("goods-more", first=names[0], more=len(names) - 1)

    def _when(self, note: Note) -> str:
        if self.phrases.has(f"when-{note.status.value}"):
            return self.phrases.line(f"when-{note.status.value}")
        if note.day is None:
            return self.phrases.line("no-day")
        return self.phrases.line("expected-late" if note.late else "expected", day=self.day(note.day))

    def _choices(self, choices: list[Choice]) -> list[str]:
        """The answers offered. Orders that would sound alike are told apart by their numbers."""
        names = [self._spoken(c.what) if isinstance(c.what, Product) else self.goods(c.what) for c in choices]
        return [
            self.phrases.line("goods-number", goods=name, number=" ".join(choice.what.number))
            if isinstance(choice.what, Note) and names.count(name) > 1
            else name
            for name, choice in zip(names, choices, strict=True)
        ]

    def _spoken(self, product: Product) -> str:
        """Its spoken name, in both styles: titles hold commas, and this goes into lists."""
        return product.name(self.language).spoken

    def joined(self, parts: Iterable[str], how: Literal["standard", "or"]) -> str:
        """A list in words, with the locale's "and" or "or"."""
        return format_list(list(parts), style=how, locale=_babel(self.locale))


@lru_cache(maxsize=64)
def _babel(locale: str) -> Locale:
    return Locale.parse(locale, sep="-")


@lru_cache(maxsize=4096)
def _written_money(minor: int, precision: int, currency: str, locale: str) -> str:
    return str(format_currency(Decimal(minor).scaleb(-precision), currency, locale=_babel(locale)))


@lru_cache(maxsize=1024)
def _date(day: date, pattern: str, locale: str) -> str:
    return str(format_date(day, pattern, locale=_babel(locale)))


def _pattern(locale: str) -> str:
    return "MMMM d" if locale in ("en-US", "en-CA") else "d MMMM"
