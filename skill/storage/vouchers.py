"""The port Vouchers over SQL, for one customer during one turn; and spending one, in a transaction of the caller."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from skill.commerce.customer import Policy
from skill.commerce.money import Money
from skill.commerce.order import Discount, Voucher
from skill.storage.database import Database
from skill.storage.tables import VoucherRow

_MINE = VoucherRow.customer_id == bindparam("customer")
_ONCE = ["customer_id", "reason", "about"]
_UNSPENT = select(
    VoucherRow.id, VoucherRow.amount_minor, VoucherRow.least_minor, VoucherRow.currency, VoucherRow.until
).where(_MINE, VoucherRow.spent_by.is_(None), VoucherRow.until >= bindparam("today"))
_GIVEN = select(VoucherRow.id).where(
    _MINE, VoucherRow.reason == bindparam("reason"), VoucherRow.about == bindparam("about")
)
_GIVE = {
    True: sqlite.insert(VoucherRow).on_conflict_do_nothing(index_elements=_ONCE),
    False: postgresql.insert(VoucherRow).on_conflict_do_nothing(index_elements=_ONCE),
}
_SPEND = (
    update(VoucherRow)
    .where(
        VoucherRow.id == bindparam("voucher"),
        _MINE,
        VoucherRow.spent_by.is_(None),
        VoucherRow.amount_minor >= bindparam("off"),
        VoucherRow.currency == bindparam("money"),
    )
    .values(spent_by=bindparam("token"))
)
_FREE = update(VoucherRow).where(VoucherRow.id == bindparam("voucher"), _MINE).values(spent_by=None)


@dataclass(slots=True)
class SqlVouchers:
    """The vouchers of one customer. What is given is written with the turn."""

    database: Database
    customer_id: str
    policy: Policy
    now: datetime
    _given: dict[tuple[str, str], Voucher] = field(default_factory=dict, init=False)

    def usable(self, now: datetime) -> tuple[Voucher, ...]:
        """Unspent and in date, the first to expire first."""
        today = self.policy.today(now)
        with self.database.read() as connection:
            rows = connection.execute(_UNSPENT, {"customer": self.customer_id, "today": today}).all()
        stored = [
            Voucher(id_, Money(amount, currency), Money(least, currency), until)
            for id_, amount, least, currency, until in rows
        ]
        good = [*stored, *(voucher for voucher in self._given.values() if voucher.until >= today)]
        return tuple(sorted(good, key=lambda one: (one.until, -one.amount.minor, one.id)))

    def give(self, reason: str, about: str, voucher: Voucher) -> bool:
        """Give this voucher, kept with the turn; False when one was given for the same reason and thing before."""
        if (reason, about) in self._given:
            return False
        which = {"customer": self.customer_id, "reason": reason, "about": about}
        with self.database.read() as connection:
            if connection.execute(_GIVEN, which).first() is not None:
                return False
        self._given[reason, about] = voucher
        return True

    def write(self, connection: Connection) -> None:
        """Write what this turn gives, in this transaction; what another turn gave meanwhile stands."""
        for (reason, about), voucher in sorted(self._given.items()):
            values = {
                "id": voucher.id,
                "customer_id": self.customer_id,
                "amount_minor": voucher.amount.minor,
                "least_minor": voucher.least.minor,
                "currency": voucher.amount.currency,
                "until": voucher.until,
                "reason": reason,
                "about": about,
                "given_at": self.now,
                "spent_by": None,
            }
            connection.execute(_GIVE[self.database.sqlite], values)


def spend(connection: Connection, customer_id: str, discount: Discount, token: str) -> bool:
    """Spend the voucher of this discount for the purchase `token`, once; False when it cannot be spent."""
    which = {"customer": customer_id, "voucher": discount.voucher, "token": token}
    worth = {"off": discount.amount.minor, "money": discount.amount.currency}
    return connection.execute(_SPEND, which | worth).rowcount == 1


def free(connection: Connection, customer_id: str, voucher_id: str) -> None:
    """What was bought with this voucher is not bought after all: it can be used again."""
    connection.execute(_FREE, {"customer": customer_id, "voucher": voucher_id})
