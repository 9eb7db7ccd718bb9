"""A screen of each kind, to look at: what the preview draws when it is given nothing else."""

from skill.dialogue.heard import Heard, Slot
from skill.phrasing.screens import Button, Kind, Row, Screen

TIMES = "\N{MULTIPLICATION SIGN}"
_YES, _NO = Heard("AMAZON.YesIntent"), Heard("AMAZON.NoIntent")


def _choose(place: str) -> Heard:
    return Heard("ChooseIntent", {"ordinal": Slot(place)})


def _order(number: str) -> Heard:
    return Heard("OrderStatusIntent", {"orderNumber": Slot(number)})


SAMPLES: dict[Kind, Screen] = {
    "quote": Screen(
        "quote",
        "Corner Shop: your order",
        (
            Row((f"2 {TIMES} House blend beans, 500 g", "€21.80")),
            Row(("Delivery to your home, Friday", "€2.90")),
            Row(("Total with tax and delivery", "€24.70")),
        ),
        footer="Paid with Visa ending in 4242",
        buttons=(Button("Order it", _YES), Button("No", _NO)),
    ),
    "orders": Screen(
        "orders",
        "Your orders",
        (
            Row(("Order 1042", "House blend beans, mild shampoo and 2 more", "Thursday"), _order("1042")),
            Row(("Order 1037", "Dark chocolate, 85 % cocoa", "Out for delivery"), _order("1037")),
            Row(("Order 1029", "Wildflower honey", "Delivered 2 March"), _order("1029")),
            Row(("Order 1020", "Olive oil, extra virgin, 1 litre", "Delivered 12 February"), _order("1020")),
        ),
        ("Order", "What", "When"),
    ),
    "choices": Screen(
        "choices",
        "Which coffee?",
        (
            Row(("1", "House blend beans", "€10.90"), _choose("first")),
            Row(("2", "Decaf espresso capsules, box of 50", "€17.50"), _choose("second")),
            Row(("3", "Single origin Ethiopia, ground", "€12.40"), _choose("third")),
        ),
        footer="Say or touch the one you mean",
    ),
    "comparison": Screen(
        "comparison",
        "House blend and Ethiopia",
        (
            Row(("Price", "€10.90", "€12.40")),
            Row(("Size", "500 grams", "250 grams")),
            Row(("Organic", "yes, says the maker", "not known")),
            Row(("Origin", "Brazil, Colombia", "Ethiopia")),
        ),
        ("", "House blend", "Ethiopia"),
        buttons=(Button("The first", _choose("first")), Button("The second", _choose("second"))),
    ),
    "basket": Screen(
        "basket",
        "Your basket",
        (
            Row((f"2 {TIMES} House blend beans", "€21.80")),
            Row((f"1 {TIMES} Mild shampoo for every day", "€4.20")),
            Row((f"3 {TIMES} Dark chocolate", "€8.70")),
            Row(("Together", "€34.70")),
        ),
        footer="30 cents more and delivery is free",
        buttons=(
            Button("Check out", Heard("CheckoutIntent")),
            Button("Go on", _NO),
            Button("Empty it", Heard("EmptyBasketIntent")),
        ),
    ),
}
