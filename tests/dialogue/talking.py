"""A customer talking to the dialogue manager with a shop in memory."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, TypeVar

from skill.commerce.order import Line, Order, Scan, Shipment, Status
from skill.commerce.product import Product
from skill.commerce.shop import Account, Shop
from skill.dialogue.acts import Ask, Step
from skill.dialogue.finding import THIS
from skill.dialogue.heard import Heard, Slot
from skill.dialogue.manager import respond
from skill.dialogue.state import State
from tests.fakes import NOW, FakeMemory, FakeOrders, fake_shop, product

A = TypeVar("A", bound=Ask)
BEANS = product("beans", "house blend", 1090)
MILK = product("milk", "oat milk", 199)
TEA = product("tea", "green tea", 350)
ESPRESSO = product("espresso", "dark blend", 1240)


@dataclass
class Talking:
    """One customer's conversations; `now` moves only when told."""

    shop: Shop
    state: State = field(default_factory=State)
    step: Step = field(default_factory=Step)

    def say(self, intent: str, **slots: str | Slot) -> Step:
        """One utterance; "it" is a reference."""
        said = {name: _slot(value) for name, value in slots.items()}
        return self.hear(Heard(intent, said))

    def hear(self, heard: Heard) -> Step:
        """The same, from what an ear made of it."""
        self.step, self.state = respond(heard, self.state, self.shop)
        return self.step

    def again(self) -> "Talking":
        """A new conversation of the same customer, on any channel."""
        return Talking(self.shop, State(left=self.state.left))

    def later(self, **duration: float) -> None:
        """Time passes."""
        self.shop = replace(self.shop, now=self.shop.now + timedelta(**duration))

    @property
    def account(self) -> Account:
        assert self.shop.account is not None
        return self.shop.account

    @property
    def memory(self) -> FakeMemory:
        assert isinstance(self.account.memory, FakeMemory)
        return self.account.memory

    @property
    def basket(self) -> dict[str, int]:
        """Product id -> pieces."""
        return {line.product_id: line.quantity for line in self.account.basket.lines()}

    @property
    def orders(self) -> int:
        return len(self.account.orders.history())

    def acts(self) -> list[str]:
        """The names of what was just told and asked."""
        return [type(act).__name__ for act in (*self.step.tell, *([self.step.ask] if self.step.ask else []))]

    def told(self, kind: type) -> Any:
        """The one act of this kind that was just told."""
        return next(act for act in self.step.tell if isinstance(act, kind))

    def asks(self, kind: type[A]) -> A:
        """The question just asked, which is of this kind."""
        assert isinstance(self.step.ask, kind)
        return self.step.ask

    @property
    def ask(self) -> Ask:
        assert self.step.ask is not None
        return self.step.ask


def _slot(value: str | Slot) -> Slot:
    return value if isinstance(value, Slot) else Slot(value, (THIS,) if value == "it" else ())


def anna(*products: Product, **shop: Any) -> Talking:
    """Anna, who has an account, an address and a card."""
    return Talking(fake_shop(*(products or (BEANS, MILK, TEA, ESPRESSO)), **shop))


def order(
    number: str,
    *products: Product,
    days_ago: float,
    status: Status = Status.DELIVERED,
    delayed: bool = False,
    gift: bool = False,
    quantity: int = 1,
) -> Order:
    """An order placed that long ago; a delivered one came two days after it was placed, and was scanned then."""
    placed = NOW - timedelta(days=days_ago)
    came = placed + timedelta(days=2)
    scans = (Scan(came, Status.DELIVERED),) if status is Status.DELIVERED else ()
    lines = tuple(Line(one, quantity, one.price) for one in products)
    parcel = Shipment(f"{number}-a", "Velo Post", status, came.date(), tuple(one.id for one in products), scans)
    return Order(
        id=f"order-{number}",
        number=number,
        placed_at=placed,
        status=status,
        delayed=delayed,
        gift=gift,
        lines=lines,
        total=lines[0].price,
        expected=came.date(),
        cancel_until=placed + timedelta(minutes=30),
        shipments=(parcel,),
    )


def ordered(talk: Talking, *orders: Order) -> Talking:
    """The same customer with these orders in the past."""
    assert isinstance(talk.account.orders, FakeOrders)
    talk.account.orders.add(*orders)
    return talk
