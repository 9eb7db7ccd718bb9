"""What a customer buys, read from the whole history. Gifts are not a habit and do not count."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from skill.commerce.money import Money
from skill.commerce.order import Line, Order, Status
from skill.commerce.shop import Account

FADES_IN_DAYS = 90


def habits(orders: Iterable[Order]) -> list[Order]:
    """The orders that show a habit, the newest first."""
    return [order for order in orders if not order.gift and order.status is not Status.CANCELLED]


def weights(orders: Iterable[Order], now: datetime) -> dict[str, float]:
    """Product id -> how much this customer buys it: orders, the recent ones counting more."""
    result: dict[str, float] = {}
    for order in habits(orders):
        age = max((now - order.placed_at).days, 0)
        for line in order.lines:
            result[line.product.id] = result.get(line.product.id, 0.0) + 1 / (1 + age / FADES_IN_DAYS)
    return result


def _lines(account: Account, product_id: str) -> list[Line]:
    return [line for order in habits(account.orders.history()) for line in order.lines if line.product.id == product_id]


def usual_quantity(account: Account, product_id: str) -> int:
    """The quantity bought most often, the latest of those that tie; 1 for what was never bought."""
    quantities = [line.quantity for line in _lines(account, product_id)]
    if not quantities:
        return 1
    times = Counter(quantities)
    return max(times, key=lambda quantity: (times[quantity], -quantities.index(quantity)))


def last_price(account: Account, product_id: str) -> Money | None:
    """What one cost the last time; None for what was never bought."""
    lines = _lines(account, product_id)
    return lines[0].unit_price if lines else None


def last_order(account: Account) -> Order | None:
    """The order that "the same again" means: the latest that was no gift and not cancelled."""
    return next(iter(habits(account.orders.history())), None)
