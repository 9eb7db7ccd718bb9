"""What one can say first, in each language the shop speaks. A test holds each against the ears."""

STARTERS = {
    "en": (
        "reorder my coffee",
        "where is my order",
        "is the oat milk organic",
        "what are today's deals",
        "add honey to my basket",
        "talk to a person",
    ),
    "fr": (
        "recommande mon café",
        "où est ma commande",
        "est-ce que le miel est bio",
        "quelles sont les promotions du jour",
        "ajoute du miel à mon panier",
        "parler à une personne",
    ),
}
