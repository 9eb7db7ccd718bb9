"""What customers call the catalogue's categories, per language. A category that is not listed is called by its id."""

_CALLED = {
    "en": {
        "books": "books book reading read novels",
        "electronics": "electronics electronic gadgets gadget devices tech",
        "groceries": "groceries grocery food eat",
        "household": "household home house",
        "personal_care": "personal care toiletries bathroom body hygiene",
        "pets": "pets pet animals animal",
    },
    "fr": {
        "books": "livres livre lecture lire romans",
        "electronics": "électronique électroniques gadgets gadget appareils high-tech",
        "groceries": "épicerie alimentation nourriture manger courses",
        "household": "maison ménage foyer",
        "personal_care": "soins soin toilette hygiène corps salle de bain",
        "pets": "animaux animal compagnie animalerie",
    },
}


def called(category: str, language: str) -> str:
    """The words for this category in this language."""
    return _CALLED.get(language, {}).get(category) or category.replace("_", " ")
