"""The values of the slot type Product, from the demo catalogue: id, spoken name, synonyms.

What names no product ("it", "the usual", "the broken one") is written by hand in the
language's file and stays in front.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from interaction_models.files import language_model
from skill.understanding.finder import Entry

PRODUCT = "Product"
REFERENCE = "ref:"
DEMO = Path(__file__).parents[1] / "skill" / "storage" / "demo" / "products"
_LONGEST = 140  # characters of a value


def entries(language: str, folder: Path = DEMO) -> list[Entry]:
    """The demo products by SKU, with the names they have in `language` (English where they have none)."""
    found: list[Entry] = []
    for file in sorted(folder.glob("*.yaml")):
        products: Sequence[Mapping[str, Any]] = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # a safe loader that leaves "no" alone
        for product in products or ():
            shared = _names(product.get(language) or product.get("en") or {})
            for variant in product.get("variants") or ():
                own = _names(variant.get(language) or {})
                names = tuple(dict.fromkeys(own + (() if own else shared)))
                if names:
                    found.append(Entry(str(variant["sku"]), names, float(product.get("popularity") or 0)))
    return found


def _names(words: Mapping[str, Any]) -> tuple[str, ...]:
    spoken = words.get("spoken")
    synonyms = words.get("synonyms") or ()
    return tuple(str(name)[:_LONGEST] for name in ([spoken] if spoken else []) + list(synonyms))


def with_products(model: dict[str, Any], products: Iterable[Entry]) -> dict[str, Any]:
    """The model with these products as values of its type Product, after the references."""
    for type_ in language_model(model)["types"]:
        if type_["name"] == PRODUCT:
            references = [value for value in type_["values"] if str(value["id"]).startswith(REFERENCE)]
            type_["values"] = references + [
                {"id": entry.id, "name": {"value": entry.names[0], "synonyms": list(entry.names[1:])}}
                for entry in products
            ]
    return model
