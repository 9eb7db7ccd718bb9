"""Money as integer minor units with an ISO 4217 currency. Knows nothing of how it is spoken or written."""

from dataclasses import dataclass


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were added or compared."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: `minor` in minor units (cents) of the ISO 4217 `currency`."""

    minor: int
    currency: str

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be combined")

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return self + other * -1

    def __mul__(self, times: int) -> "Money":
        return Money(self.minor * times, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.minor < other.minor

    def __gt__(self, other: "Money") -> bool:
        return other < self


def total(amounts: "list[Money] | tuple[Money, ...]", currency: str) -> Money:
    """The sum of `amounts`; nothing sums to zero of `currency`. Raises CurrencyMismatch."""
    result = Money(0, currency)
    for amount in amounts:
        result = result + amount
    return result
