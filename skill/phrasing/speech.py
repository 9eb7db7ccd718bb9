"""Single values, spoken in one style of one locale: money, days, products, items, lists. Knows no acts."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, get_currency_precision

from skill.commerce.money import Money
from skill.commerce.order import Address, Line, Means
from skill.commerce.product import Product
from skill.phrasing.bundles import Phrases, bundle
from skill.phrasing.style import Pace, Style

WEEK = 6
WORDS_UP_TO = 12
IN_A_LIST = 3
TEN = 10


class Speech:
    """How values are said. `today` is the shop's calendar day."""

    def __init__(self, locale: str, style: Style, today: date, pace: Pace = Pace.EVEN) -> None:
        self.phrases: Phrases = bundle(locale)
        self.locale = locale
        self.language = locale.partition("-")[0]
        self.style = style
        self.pace = pace
        self.today = today

    def money(self, amount: Money) -> str:
        """Money is spoken by a phrase of the locale and written by Babel."""
        precision = get_currency_precision(amount.currency)
        if self.style is Style.TEXT or not self.phrases.has(f"money-{amount.currency}"):
            return _written_money(amount.minor, precision, amount.currency, self.locale)
        units, cents = divmod(amount.minor, 10**precision)
        kind = "whole" if not cents else "small" if not units else "few" if cents < TEN else "mixed"
        return self.phrases.value(f"money-{amount.currency}", kind=kind, units=units, cents=cents)

    def day(self, day: date) -> str:
        """Today, tomorrow, a weekday of the coming week, or the date."""
        ahead = (day - self.today).days
        near = {0: "day-today", 1: "day-tomorrow", -1: "day-yesterday"}.get(ahead)
        if near:
            return self.phrases.value(near)
        if 1 < ahead <= WEEK:
            return self.phrases.value("day-weekday", weekday=_date(day, "EEEE", self.locale))
        return self.phrases.value("day-date", date=_date(day, _pattern(self.locale), self.locale))

    def product(self, product: Product) -> str:
        """Its spoken name, or its title where it is read."""
        name = product.name(self.language)
        return name.spoken if self.style is Style.VOICE else name.written

    def item(self, line: Line) -> str:
        """So many of a product: "two bags of house blend"."""
        name, count = line.product.name(self.language), line.quantity
        attribute = "text" if self.style is Style.TEXT else None
        spelled = self._number(count)
        return self.phrases.value(
            "item",
            attribute,
            count=count,
            number=spelled,
            one=name.one,
            many=name.many,
            gender=name.gender,
            name=name.written,
        )

    def _number(self, count: int) -> str:
        """A small number in words."""
        return self.phrases.value(f"number-{count}") if 1 <= count <= WORDS_UP_TO else str(count)

    def items(self, lines: tuple[Line, ...], *, full: bool = False) -> str:
        """At most three items, and how many more. Three are said in short where much else is to be said (a quote);
        `full` says each with its packaging."""
        if len(lines) < IN_A_LIST or self.style is Style.TEXT or (full and len(lines) == IN_A_LIST):
            return self.joined((self.item(line) for line in lines), "standard")
        short = [
            self.phrases.value("item-short", number=self._number(line.quantity), spoken=self.spoken(line.product))
            for line in lines
        ]
        if len(lines) == IN_A_LIST:
            return self.joined(short, "standard")
        told = ", ".join(short[: IN_A_LIST - 1])
        return self.phrases.line("list-more", items=told, more=len(lines) - IN_A_LIST + 1)

    def attribute(self, attribute: str) -> str:
        """What an attribute is called."""
        known = self.phrases.has(f"attribute-{attribute}")
        return self.phrases.value(f"attribute-{attribute if known else 'other'}")

    def means(self, means: Means) -> str:
        """A means of payment by its label and its last digits."""
        attribute = "text" if self.style is Style.TEXT else None
        digits = " ".join(means.last4)
        return self.phrases.line("means-ending", attribute, label=means.label, digits=digits, last4=means.last4)

    def address(self, address: Address) -> dict[str, str]:
        """Where it goes: what the customer calls it, or street and city where it is read."""
        where = {"street": address.street, "city": address.city, "label": address.label}
        known = self.phrases.has(f"address-{address.label}")
        if self.style is Style.TEXT:
            said = self.phrases.line("address-other", "text", **where)
        else:
            said = self.phrases.line(f"address-{address.label if known else 'other'}", **where)
        return {
            "address": said,
            "address-street": address.street,
            "address-line": self.phrases.line("address-line", **where),
        }

    def spoken(self, product: Product) -> str:
        """Its spoken name, in both styles: titles hold commas, and this goes into lists."""
        return product.name(self.language).spoken

    def joined(self, parts: Iterable[str], how: Literal["standard", "or"]) -> str:
        """A list in words, with the locale's "and" or "or"."""
        return _list(tuple(parts), how, self.locale)


@lru_cache(maxsize=64)
def _babel(locale: str) -> Locale:
    return Locale.parse(locale, sep="-")


@lru_cache(maxsize=1024)
def _list(parts: tuple[str, ...], how: Literal["standard", "or"], locale: str) -> str:
    return format_list(list(parts), style=how, locale=_babel(locale))


@lru_cache(maxsize=4096)
def _written_money(minor: int, precision: int, currency: str, locale: str) -> str:
    return str(format_currency(Decimal(minor).scaleb(-precision), currency, locale=_babel(locale)))


@lru_cache(maxsize=1024)
def _date(day: date, pattern: str, locale: str) -> str:
    return str(format_date(day, pattern, locale=_babel(locale)))


def _pattern(locale: str) -> str:
    return "MMMM d" if locale in ("en-US", "en-CA") else "d MMMM"
