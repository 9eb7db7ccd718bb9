"""What a screen shows beside a reply: plain text in rows, and buttons that say what one could have said.

Channel-neutral: the Alexa room makes APL of it, the page makes HTML. Touch is voice: a button carries the utterance
it stands for, and goes back with the id of the question it was shown with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from skill.commerce.order import Line, Quote
from skill.dialogue.acts import Ask, Expectation, Step
from skill.dialogue.baskets import AddedToBasket, BasketHolds, CheckOutNow, MoreForBasket, NowInBasket
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.intents.compare import Compared
from skill.dialogue.intents.deals import TodaysDeals
from skill.dialogue.intents.order_status import OrderInParcels, OrderStands, SeveralOrders
from skill.dialogue.intents.verify import VerifyPerson
from skill.dialogue.notes import Note
from skill.dialogue.quotes import ConfirmOrder
from skill.phrasing.bundles import known
from skill.phrasing.style import Style
from skill.phrasing.values import Values

Kind = Literal["quote", "orders", "choices", "comparison", "basket", "answers"]
YES, NO, CHECKOUT = Heard("AMAZON.YesIntent"), Heard("AMAZON.NoIntent"), Heard("CheckoutIntent")


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: what is on it, and what it says."""

    label: str
    heard: Heard


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list or table: its cells from left to right, and what touching it says (None: nothing)."""

    cells: tuple[str, ...]
    heard: Heard | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """A title, a small table (`header` may be empty), a line below it, and at most three buttons.

    Of the kind "answers" there are buttons only: they are for channels that show suggestions.
    """

    kind: Kind
    title: str = ""
    rows: tuple[Row, ...] = ()
    header: tuple[str, ...] = ()
    footer: str = ""
    buttons: tuple[Button, ...] = ()


def screen(step: Step, locale: str, today: date) -> Screen | None:
    """What to show with this step; None when words are enough."""
    values = Values(known(locale), Style.TEXT, today)
    match step.ask:
        case ConfirmOrder(quote=quote):
            return _quote(quote, values)
        case Compared() as compared:
            return _comparison(compared, values)
        case TodaysDeals() as deals:
            rows = tuple(
                Row(
                    (values.spoken(deal.product), values.money(deal.product.price), values.money(deal.was)), _nth(place)
                )
                for place, deal in enumerate(deals.deals, 1)
            )
            return Screen("choices", _title("choices", values), rows, buttons=_buttons(deals, values))
        case Ask(choices=choices) if choices:
            rows = tuple(Row((values.choice(c.what),), _nth(place)) for place, c in enumerate(choices, 1))
            return Screen("choices", _title("choices", values), rows, buttons=_no_button(step.ask, values))
        case _:
            return _told(step, values)


def _told(step: Step, values: Values) -> Screen | None:
    """Orders or the basket, when they were told; else only the answers to the question."""
    buttons = _buttons(step.ask, values) if step.ask else ()
    for act in step.tell:
        match act:
            case OrderStands(note=note):
                return Screen("orders", _title("orders", values), (_order(note, values),), buttons=buttons)
            case SeveralOrders(notes=notes) | OrderInParcels(notes=notes):
                rows = tuple(_order(note, values) for note in notes)
                return Screen("orders", _title("orders", values), rows, buttons=buttons)
            case BasketHolds(lines, goods):
                footer = values.phrases.line("screen-goods", goods=values.money(goods))
                return Screen("basket", _title("basket", values), _lines(lines, values), (), footer, buttons)
            case AddedToBasket(lines) | NowInBasket(lines):
                return Screen("basket", _title("basket", values), _lines(lines, values), buttons=buttons)
            case _:
                pass
    return Screen("answers", buttons=buttons) if buttons else None


def _title(kind: str, values: Values) -> str:
    return values.phrases.line(f"screen-{kind}")


def _lines(lines: Sequence[Line], values: Values) -> tuple[Row, ...]:
    return tuple(Row((values.item(line), values.money(line.price))) for line in lines)


def _quote(quote: Quote, values: Values) -> Screen:
    delivery = Row((values.phrases.line("screen-delivery"), values.money(quote.delivery)))
    rows = [*_lines(quote.lines, values), delivery]
    if quote.discount is not None:
        rows.append(Row((values.phrases.line("screen-voucher"), "-" + values.money(quote.discount.amount))))
    said = values.quote(quote)
    footer = values.phrases.line("screen-total", **{name: said[name] for name in ("total", "address", "arrives")})
    buttons = (Button(values.phrases.line("button-order"), YES), Button(values.phrases.line("button-no"), NO))
    title = values.phrases.line("screen-quote", seller=quote.seller)
    return Screen("quote", title, tuple(rows), footer=footer, buttons=buttons)


def _comparison(compared: Compared, values: Values) -> Screen:
    first, second = values.spoken(compared.first), values.spoken(compared.second)
    rows = tuple(
        Row(
            (
                values.phrases.line("screen-price") if one.prices else values.attribute(one.attribute),
                values.difference(one, 0),
                values.difference(one, 1),
            )
        )
        for one in compared.differences
    )
    buttons = (Button(first, _nth(1)), Button(second, _nth(2)))
    return Screen("comparison", _title("comparison", values), rows, ("", first, second), buttons=buttons)


def _order(note: Note, values: Values) -> Row:
    number = Heard("OrderStatusIntent", {"orderNumber": Slot(note.number)})
    return Row((note.number, values.goods(note), values.when(note)), number)


def _nth(place: int) -> Heard:
    """ "The second one"."""
    return Heard("ChooseIntent", {"ordinal": Slot(str(place), (str(place),))})


def _no_button(ask: Ask, values: Values) -> tuple[Button, ...]:
    return (Button(values.phrases.line("button-no"), NO),) if ask.expects is Expectation.CHOICE else ()


def _buttons(ask: Ask, values: Values) -> tuple[Button, ...]:
    """The answers that can be pressed. Who speaks is verified by the platform, not by a button."""
    match ask:
        case VerifyPerson():
            return ()
        case MoreForBasket() | CheckOutNow():
            return (Button(values.phrases.line("button-checkout"), CHECKOUT),)
        case Ask(expects=Expectation.YES_NO | Expectation.ORDER):
            return (Button(values.phrases.line("button-yes"), YES), Button(values.phrases.line("button-no"), NO))
        case _:
            return _no_button(ask, values)
