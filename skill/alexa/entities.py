"""Dynamic entities: the products a customer buys, under the names they may call them, for one session.

Facts: alexa, Numbers and Entity resolution. At most 100 values a response; a name counts as one, first or further.
"""

from collections.abc import Sequence

from ask_sdk_model.dialog.dynamic_entities_directive import DynamicEntitiesDirective
from ask_sdk_model.er.dynamic.entity import Entity
from ask_sdk_model.er.dynamic.entity_list_item import EntityListItem
from ask_sdk_model.er.dynamic.entity_value_and_synonyms import EntityValueAndSynonyms
from ask_sdk_model.er.dynamic.update_behavior import UpdateBehavior

from skill.alexa.heard import plain
from skill.assistant import Known

PRODUCT = "Product"  # the slot type of the interaction models
MOST_VALUES = 100
LONGEST_NAME = 140  # characters


def replace(known: Sequence[Known]) -> DynamicEntitiesDirective | None:
    """The directive that teaches these products in place of earlier ones; None when there is nothing to teach.

    Every product gets its first name before any gets a second one; the first products go first.
    """
    named = [(one.id, names) for one in known[:MOST_VALUES] if one.id and (names := _names(one))]
    room = MOST_VALUES - len(named)
    values = []
    for id_, (first, *others) in named:
        synonyms: list[object] = [*others[: max(room, 0)]]
        room -= len(synonyms)
        values.append(Entity(id=id_, name=EntityValueAndSynonyms(value=first, synonyms=synonyms or None)))
    if not values:
        return None
    return DynamicEntitiesDirective(
        update_behavior=UpdateBehavior.REPLACE, types=[EntityListItem(name=PRODUCT, values=values)]
    )


def clear() -> DynamicEntitiesDirective:
    """The directive that forgets them all."""
    return DynamicEntitiesDirective(update_behavior=UpdateBehavior.CLEAR)


def _names(one: Known) -> list[str]:
    """The names, each once, as Alexa takes them."""
    names = (" ".join(plain(name).split()) for name in one.names)
    return list(dict.fromkeys(name for name in names if 0 < len(name) <= LONGEST_NAME))
