"""The fields of an act as variables of its phrase: quotes, notes, choices and whatever `Speech` can say."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from skill.commerce.money import Money
from skill.commerce.order import Line, Means, Quote
from skill.commerce.product import Deal, Measure, Product
from skill.dialogue.acts import Choice, Option
from skill.dialogue.intents.compare import Difference
from skill.dialogue.notes import Note
from skill.phrasing.speech import Speech
from skill.phrasing.style import Style

Variables = dict[str, Any]
DIGITS = frozenset({"number", "ticket", "phone"})


class Values(Speech):
    """Turns the fields of an act into variables."""

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
            case tuple() if name == "differences":
                return self._differences([one for one in value if isinstance(one, Difference)])
            case _:
                return {name: self.value(value)}

    def _text(self, name: str, value: str) -> Variables:
        if name == "attribute":
            return {name: self.attribute(value), "attribute-id": value}
        if name == "source":
            known = self.phrases.has(f"source-{value}")
            return {name: self.phrases.line(f"source-{value if known else 'shop'}")}
        if name == "words":
            return {name: value.replace("?", "").strip() or self.phrases.line("something")}
        if name in DIGITS:
            return {name: value, f"{name}-spoken": " ".join(value.replace(" ", ""))}
        return {name: value}

    def value(self, value: object) -> object:
        """One value as it is said. Raises TypeError for a type that nobody taught it to say."""
        match value:
            case bool():
                return "yes" if value else "no"
            case int():
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
                return self.items(tuple(value for value in values if isinstance(value, Line)), full=True)
            case Note():
                return "; ".join(self.note_short(value) for value in values if isinstance(value, Note))
            case Product():
                return self._products([value for value in values if isinstance(value, Product)])
            case Deal():
                return "; ".join(self._deal(value) for value in values if isinstance(value, Deal))
            case _:
                return self.joined((self.attribute(str(value)) for value in values), "or")

    def _products(self, products: list[Product]) -> str:
        """Names in a list; from three on the first and a count, where it has to be taken in by ear."""
        names = [self.spoken(product) for product in products]
        if self.style is Style.VOICE and len(names) > 2:
            return self.phrases.line("goods-more", first=names[0], more=len(names) - 1)
        return self.joined(names, "standard")

    def _deal(self, deal: Deal) -> str:
        """What it is, what it costs, and where it is read what it usually costs."""
        attribute = "text" if self.style is Style.TEXT else None
        price, was = self.money(deal.product.price), self.money(deal.was)
        return self.phrases.line("deal", attribute, product=self.spoken(deal.product), price=price, was=was)

    def _differences(self, differences: list[Difference]) -> Variables:
        """What each of the two has, in one list each."""
        return {
            name: self.joined([self.difference(one, place) for one in differences], "standard")
            for place, name in enumerate(("first-has", "second-has"))
        }

    def difference(self, one: Difference, place: int) -> str:
        """What the first (0) or the second (1) has of an attribute."""
        if one.prices is not None:
            return self.money(one.prices[place])
        if one.holds is not None:
            return self.phrases.line(f"has-{one.attribute}" if one.holds[place] else f"has-not-{one.attribute}")
        if one.measures is not None:
            return str(self.value(one.measures[place]))
        return str(self.value(one.texts[place])) if one.texts is not None else ""

    def quote(self, quote: Quote) -> Variables:
        """The five legal elements and the rest of a quote."""
        return {
            "items": self.items(quote.lines),
            "seller": quote.seller,
            "total": self.money(quote.total),
            "delivery": self.money(quote.delivery),
            "arrives": self.day(quote.arrives),
            "means": self.means(quote.means),
            "voucher": self._voucher(quote),
            **self.address(quote.deliver_to),
        }

    def _voucher(self, quote: Quote) -> str:
        """What is read after the total when a voucher is in it; nothing otherwise."""
        if quote.discount is None:
            return ""
        return self.phrases.line("less-voucher", amount=self.money(quote.discount.amount))

    def note(self, note: Note) -> Variables:
        """An order or a parcel in conversation."""
        return {
            "goods": self.goods(note),
            "status": note.status.value,
            "number": note.number,
            "day": self.day(note.day) if note.day else self.phrases.line("no-day"),
            "when": self.when(note),
        }

    def note_short(self, note: Note) -> str:
        """One order of several."""
        return self.phrases.line("note-short", goods=self.goods(note, pairs=False), when=self.when(note))

    def goods(self, note: Note, *, pairs: bool = True) -> str:
        """What is in it, without naming a gift. `pairs` names two products, where there is time for it."""
        names = [self.spoken(product) for product in note.products]
        match names:
            case []:
                return self.phrases.line("goods-gift")
            case [only]:
                return only
            case [first, second] if pairs:
                return self.phrases.line("goods-two", first=first, second=second)
            case _:
                return self.phrases.line("goods-more", first=names[0], more=len(names) - 1)

    def when(self, note: Note) -> str:
        """Where it stands, in a word, or when it is expected."""
        if self.phrases.has(f"when-{note.status.value}"):
            return self.phrases.line(f"when-{note.status.value}")
        if note.day is None:
            return self.phrases.line("no-day")
        return self.phrases.line("expected-late" if note.late else "expected", day=self.day(note.day))

    def _choices(self, choices: list[Choice]) -> list[str]:
        """The answers offered. Orders that would sound alike are told apart by their numbers."""
        names = [self.choice(choice.what) for choice in choices]
        return [
            self.phrases.line("goods-number", goods=name, number=" ".join(choice.what.number))
            if isinstance(choice.what, Note) and names.count(name) > 1
            else name
            for name, choice in zip(names, choices, strict=True)
        ]

    def choice(self, what: Product | Note | Option) -> str:
        """One answer by its name."""
        match what:
            case Product():
                return self.spoken(what)
            case Note():
                return self.goods(what)
            case Option(key, names):
                return str(self.value(names)) if names else self.phrases.line(f"option-{key}")
