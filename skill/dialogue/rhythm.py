"""How often a customer reorders something, and whether it is about time. Read from the orders alone."""

from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from skill.commerce.shop import Account
from skill.dialogue.bought import habits

LEAST_TIMES = 3
EARLY, LATE = 0.85, 1.5  # of the usual interval since the last order
SHORTEST = timedelta(days=5)  # what is bought more often needs no reminder


def due(account: Account, now: datetime) -> tuple[str, ...]:
    """The products this customer usually reorders about now, the most regular first."""
    times: dict[str, list[datetime]] = {}
    for order in habits(account.orders.history()):  # the newest first
        for line in order.lines:
            times.setdefault(line.product.id, []).append(order.placed_at)
    found: list[tuple[int, str]] = []
    for product_id, at in times.items():
        if len(at) < LEAST_TIMES:
            continue
        usual = median([(later - earlier).total_seconds() for later, earlier in pairwise(at)])
        since = (now - at[0]).total_seconds()
        if usual >= SHORTEST.total_seconds() and EARLY * usual <= since <= LATE * usual:
            found.append((-len(at), product_id))
    return tuple(product_id for _, product_id in sorted(found))
