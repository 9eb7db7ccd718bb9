"""The ports Payments and Desk in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from skill.commerce.customer import Ticket
from skill.commerce.money import Money
from skill.commerce.order import Means
from skill.commerce.ports import PaymentUnreachable
from skill.commerce.purchase import AuthenticationRequired, Authorised, Declined, Payment


@dataclass
class FakePayments:
    """Answers what `answers` says for the means' reference, "ok" without a word; None there is a time-out."""

    answers: dict[str, str | None] = field(default_factory=dict)
    held: dict[str, Money] = field(default_factory=dict)
    seen: dict[str, Payment] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    reachable: bool = True

    def authorise(self, key: str, amount: Money, means: Means) -> Payment:
        """Hold `amount`, once a key."""
        answer = self.answers.get(means.reference, "ok")
        if not self.reachable or answer is None:
            raise PaymentUnreachable("no answer")
        if key in self.refused:
            return Declined()
        if key not in self.seen:
            if answer == "ok":
                self.held[key] = amount
                self.seen[key] = Authorised(f"fake-{len(self.seen)}", amount)
            else:
                self.seen[key] = AuthenticationRequired() if answer == "authentication" else Declined()
        return self.seen[key]

    def look_up(self, key: str) -> Payment | None:
        """How `key` ended; what was never seen will be refused from now on."""
        if not self.reachable:
            raise PaymentUnreachable("no answer")
        if key not in self.seen:
            self.refused.add(key)
        return self.seen.get(key)

    def void(self, key: str) -> None:
        """Let go what is held."""
        if not self.reachable:
            raise PaymentUnreachable("no answer")
        if self.held.pop(key, None) or key in self.seen:
            self.seen[key] = Declined()


@dataclass
class FakeDesk:
    """Keeps what it was told."""

    tickets: list[Ticket] = field(default_factory=list)
    notes: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def open(self, ticket: Ticket) -> str:
        """The ticket's number, 101 and up."""
        self.tickets.append(ticket)
        return str(100 + len(self.tickets))

    def notify(self, kind: str, about: Mapping[str, str]) -> None:
        """A message to the customer."""
        self.notes.append((kind, dict(about)))
