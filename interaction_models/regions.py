"""The models of regions, derived from their language's: they differ only where people speak differently.

en-US.json and fr-FR.json are written by hand; the others are written by `python -m interaction_models derive`.
"""

import copy
from collections.abc import Mapping
from typing import Any

from interaction_models.files import language_model

LANGUAGES = ("en-US", "fr-FR")
BASE: Mapping[str, str] = {"en-GB": "en-US", "en-CA": "en-US", "en-AU": "en-US", "en-IN": "en-US", "fr-CA": "fr-FR"}

# Locale -> type -> id -> synonyms that only this region needs.
_SYNONYMS: Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "en-GB": {"Attribute": {"gluten_free": ("suitable for coeliacs",), "colour": ("colours",)}},
    "en-AU": {"Attribute": {"gluten_free": ("suitable for coeliacs",), "colour": ("colours",)}},
    "en-IN": {"Attribute": {"gluten_free": ("suitable for coeliacs",), "vegetarian": ("pure veg", "veg")}},
    "en-CA": {"Attribute": {"gluten_free": ("suitable for coeliacs",), "colour": ("colours",)}},
    "fr-CA": {"Attribute": {"recyclable": ("va au bac",), "battery_life": ("la pile",)}},
}
# Locale -> intent -> samples that only this region needs.
_SAMPLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en-GB": {"StockIntent": ("have you still got {product} in",)},
    "en-AU": {"StockIntent": ("have you still got {product} in",)},
    "en-IN": {"PriceIntent": ("what is the rate of {product}",)},
    "fr-CA": {
        "OrderStatusIntent": ("où est rendue ma commande",),
        "PriceIntent": ("c'est combien pour {product}",),
        "TalkToPersonIntent": ("je veux jaser à quelqu'un",),
    },
}


def derive(locale: str, base: dict[str, Any]) -> dict[str, Any]:
    """The model of a region from its language's; that is left as it is."""
    model = copy.deepcopy(base)
    part = language_model(model)
    for intent in part["intents"]:
        intent["samples"] = [*intent["samples"], *_SAMPLES.get(locale, {}).get(intent["name"], ())]
    for type_ in part["types"]:
        added = _SYNONYMS.get(locale, {}).get(type_["name"], {})
        for value in type_["values"]:
            name = value["name"]
            name["synonyms"] = list(dict.fromkeys([*name["synonyms"], *added.get(value["id"], ())]))
    return model
