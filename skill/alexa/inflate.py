"""An APL document with its data and a viewport, as the tree of components that a device would make of it.

Only what our documents use: Container, Frame, Text, TouchWrapper, Sequence, ScrollView and Image; resources with
conditions; `when`; data binding that looks something up or compares. Whatever else a document has is an error, so
that a preview never shows what no device would.

Raises
------
BadDocument     an unknown component, property or expression, or a binding that nothing answers to
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SINGLE = frozenset({"Frame", "TouchWrapper", "ScrollView"})
SEVERAL = frozenset({"Container", "Sequence"})
LEAVES = frozenset({"Text", "Image"})
PROPERTIES = frozenset(
    {
        "width", "height", "grow", "shrink", "direction", "alignItems", "justifyContent", "scrollDirection",
        "paddingLeft", "paddingRight", "paddingTop", "paddingBottom", "backgroundColor", "borderColor", "borderWidth",
        "borderRadius", "text", "color", "fontSize", "fontWeight", "textAlign", "maxLines", "source", "onPress",
    }
)  # fmt: skip  # a table
_EXPRESSION = re.compile(r"\$\{([^{}]+)\}")
_COMPARISON = re.compile(r"(.+?)\s*(==|!=|>=|<=|>|<)\s*('[^']*'|\d+)")
_STEP = re.compile(r"\.?([A-Za-z_]\w*)|\[(\d+)\]")


class BadDocument(ValueError):
    """The document is not one of the kind that we write; the message says where."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """The size of a screen in dp, and whether it is round."""

    width: int
    height: int
    shape: str = "rectangle"


VIEWPORTS = {
    "960x480": Viewport(960, 480),
    "1024x600": Viewport(1024, 600),
    "1280x800": Viewport(1280, 800),
    "480x480 round": Viewport(480, 480, "round"),
}
"""Amazon's profiles for devices on a table."""


@dataclass(frozen=True, slots=True)
class Component:
    """One component with all its properties looked up."""

    type: str
    properties: Mapping[str, Any]
    children: "tuple[Component, ...]" = ()


def inflate(document: Mapping[str, Any], datasources: Mapping[str, Any], viewport: Viewport) -> Component:
    """The one component at the top of `document`. Raises BadDocument."""
    template = document["mainTemplate"]
    (payload,) = template["parameters"]
    seen = {"width": viewport.width, "height": viewport.height, "shape": viewport.shape}
    context = {"viewport": seen, payload: dict(datasources)}
    made = _chosen(template["items"], context, _resources(document, context))
    if made is None:
        raise BadDocument("nothing in the main template is shown")
    return made


Resources = dict[str, str]


def _resources(document: Mapping[str, Any], context: Mapping[str, Any]) -> Resources:
    found: Resources = {}
    for block in document.get("resources", ()):
        if _holds(block, context):
            for kind in ("dimensions", "strings", "colors"):
                found |= block.get(kind, {})
    return found


def _chosen(items: Any, context: Mapping[str, Any], resources: Resources) -> Component | None:
    """The first of `items` whose condition holds."""
    for item in items if isinstance(items, list) else [items]:
        if _holds(item, context):
            return _component(item, context, resources)
    return None


def _component(item: Mapping[str, Any], context: Mapping[str, Any], resources: Resources) -> Component:
    kind = item["type"]
    if kind not in SINGLE | SEVERAL | LEAVES:
        raise BadDocument(f"there is no component {kind} here")
    unknown = item.keys() - PROPERTIES - {"type", "when", "data", "item", "items"}
    if unknown:
        raise BadDocument(f"{kind} has unknown properties: {', '.join(sorted(unknown))}")
    looked_up = {name: _deep(value, context, resources) for name, value in item.items() if name in PROPERTIES}
    return Component(kind, looked_up, tuple(_children(item, context, resources)))


def _children(item: Mapping[str, Any], context: Mapping[str, Any], resources: Resources) -> list[Component]:
    items = item.get("items", item.get("item", []))
    if "data" in item:
        rows = value_of(item["data"], context)
        if not isinstance(rows, list):
            raise BadDocument(f"{item['data']} is no list")
        each = [_chosen(items, {**context, "data": row, "index": place}, resources) for place, row in enumerate(rows)]
    elif item["type"] in SINGLE:
        each = [_chosen(items, context, resources)]
    else:
        each = [_component(one, context, resources) for one in items if _holds(one, context)]
    return [one for one in each if one is not None]


def _holds(item: Mapping[str, Any], context: Mapping[str, Any]) -> bool:
    return "when" not in item or bool(value_of(item["when"], context))


def _deep(value: Any, context: Mapping[str, Any], resources: Resources) -> Any:
    if isinstance(value, list):
        return [_deep(one, context, resources) for one in value]
    if isinstance(value, dict):
        return {name: _deep(one, context, resources) for name, one in value.items()}
    if isinstance(value, str) and value.startswith("@"):
        if value[1:] not in resources:
            raise BadDocument(f"there is no resource {value}")
        return resources[value[1:]]
    return value_of(value, context)


def value_of(value: Any, context: Mapping[str, Any]) -> Any:
    """What a property's value is once its expression is evaluated; values without one are themselves."""
    if not isinstance(value, str) or "${" not in value:
        return value
    found = _EXPRESSION.fullmatch(value)
    if not found:
        raise BadDocument(f"{value} is no single expression")
    compared = _COMPARISON.fullmatch(found[1].strip())
    if not compared:
        return _path(found[1].strip(), context)
    left, right = _path(compared[1], context), compared[3]
    wanted: Any = right.strip("'") if right.startswith("'") else int(right)
    return _compare(left, compared[2], wanted)


def _compare(left: Any, sign: str, right: Any) -> bool:
    match sign:
        case "==":
            return bool(left == right)
        case "!=":
            return bool(left != right)
        case ">=":
            return bool(left >= right)
        case "<=":
            return bool(left <= right)
        case ">":
            return bool(left > right)
    return bool(left < right)


def _path(path: str, context: Mapping[str, Any]) -> Any:
    at: Any = context
    place = 0
    while place < len(path):
        step = _STEP.match(path, place)
        if not step:
            raise BadDocument(f"{path} is no path")
        key: Any = step[1] if step[1] is not None else int(step[2])
        try:
            at = at[key]
        except (KeyError, IndexError, TypeError):
            raise BadDocument(f"nothing answers to {path}") from None
        place = step.end()
    return at
