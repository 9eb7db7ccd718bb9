"""What one can say first, in each language the shop speaks. A test holds each against the ears."""

STARTERS = {
    "en": (
        "reorder my coffee",
        "where is my order",
        "is the oat milk organic",
        "how much is the honey",
        "talk to a person",
    ),
    "fr": (
        "recommande mon café",
        "où est ma commande",
        "est-ce que le miel est bio",
        "combien coûte le miel",
        "parler à une personne",
    ),
}
