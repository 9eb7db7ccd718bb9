"""How a screen looks: one APL document for each kind, constant; what is on it comes as a data source.

Written for the oldest devices that show APL: version 1.1, and of that Container, Frame, Text, TouchWrapper and
Sequence alone, no imported package, expressions that only look something up or compare. Newer runtimes take older
documents as they are (Amazon, "APL Document"). Sizes are dp; viewports are those of Amazon's profiles: hub small
960 x 480, medium 1024 x 600, large 1280 x 800, round 480 x 480.

The data source `shop` holds title, header, rows, footer, buttons and question: see `screens.py`.
"""

from typing import Any

from skill.phrasing.screens import Kind

Apl = dict[str, Any]
VERSION = "1.1"
ROUND, NOT_ROUND = "${viewport.shape == 'round'}", "${viewport.shape != 'round'}"
BACK, CARD, INK, DIM, ACCENT, LINE = "#0b0f14", "#1b2530", "#f4f7f9", "#aab6c1", "#7cc7ff", "#3a4856"

RESOURCES: list[Apl] = [
    {
        "dimensions": {
            "side": "36dp", "top": "22dp", "bottom": "22dp", "gap": "8dp", "in": "12dp", "radius": "12dp",
            "titleSize": "30dp", "textSize": "25dp", "cellSize": "25dp", "smallSize": "20dp",
            "rim": "0dp",
        },
        "strings": {"titleAlign": "left", "buttonsAt": "start"},
    },
    {
        "when": "${viewport.height >= 560}",
        "dimensions": {"side": "44dp", "top": "30dp", "bottom": "30dp", "titleSize": "34dp", "textSize": "28dp",
                       "cellSize": "28dp", "smallSize": "22dp", "in": "15dp"},
    },
    {
        "when": "${viewport.width >= 1200}",
        "dimensions": {"side": "64dp", "top": "44dp", "bottom": "44dp", "gap": "12dp", "titleSize": "44dp",
                       "textSize": "36dp", "cellSize": "36dp", "smallSize": "28dp", "in": "20dp"},
    },
    {
        "when": ROUND,
        "dimensions": {"side": "62dp", "top": "46dp", "bottom": "48dp", "gap": "6dp", "in": "9dp", "radius": "16dp",
                       "titleSize": "24dp", "textSize": "21dp", "cellSize": "18dp", "smallSize": "18dp", "rim": "42dp"},
        "strings": {"titleAlign": "center", "buttonsAt": "center"},
    },
]  # fmt: skip  # a table of sizes

SAYS = ["${payload.shop.question}", *(f"${{data.says[{place}]}}" for place in range(7))]


def _text(words: str, **how: Any) -> Apl:
    return {"type": "Text", "text": words, "color": INK, "fontSize": "@textSize", "maxLines": 2} | how


def _pressed(inside: Apl) -> Apl:
    """`inside`, and what touching it sends."""
    return {"type": "TouchWrapper", "onPress": [{"type": "SendEvent", "arguments": SAYS}], "item": inside}


def _row(tabular: Apl, *, stacked_when_round: bool) -> list[Apl]:
    """A row as a card: its cells side by side, or one below another where there is no room for that."""
    stacked: Apl = {
        "type": "Container",
        "width": "100%",
        "data": "${data.cells}",
        "items": [
            {"when": "${index == 0}"} | _text("${data.text}", width="100%"),
            _text("${data.text}", width="100%", color=DIM, fontSize="@smallSize"),
        ],
    }
    side_by_side: Apl = {"type": "Container", "direction": "row", "alignItems": "center", "width": "100%"} | {
        "data": "${data.cells}",
        "items": [tabular],
    }
    cells = [side_by_side]
    if stacked_when_round:
        cells = [{"when": ROUND} | stacked, {"when": NOT_ROUND} | side_by_side]
    card: Apl = {"type": "Frame", "width": "100%", "backgroundColor": CARD, "borderRadius": "@radius"}
    padded: Apl = {"type": "Container", "width": "100%", "paddingLeft": "@in", "paddingRight": "@in"}
    padded |= {"paddingTop": "@gap", "paddingBottom": "@gap", "items": cells}
    shown = card | {"item": padded}
    touchable = card | {"borderWidth": "1dp", "borderColor": LINE, "item": padded}
    spaced: Apl = {"type": "Container", "width": "100%", "paddingBottom": "@gap"}
    return [
        {"when": "${data.touch}"} | spaced | {"items": [_pressed(touchable)]},
        spaced | {"items": [shown]},
    ]


def _button() -> list[Apl]:
    """The first button is what the question most likely wants; the others are there as well."""
    face: Apl = {"type": "Container", "paddingLeft": "@in", "paddingRight": "@in", "paddingTop": "@in"}
    face |= {"paddingBottom": "@in"}
    label: Apl = {"fontSize": "@smallSize", "fontWeight": "bold", "maxLines": 1, "textAlign": "center"}
    first: Apl = {"type": "Frame", "backgroundColor": ACCENT, "borderRadius": "@radius"}
    other: Apl = {"type": "Frame", "backgroundColor": CARD, "borderRadius": "@radius"}
    other |= {"borderWidth": "1dp", "borderColor": ACCENT}
    spaced: Apl = {"type": "Container", "paddingRight": "@gap", "shrink": 1}
    return [
        {"when": "${index == 0}"}
        | spaced
        | {"items": [_pressed(first | {"item": face | {"items": [_text("${data.label}", **label, color=BACK)]}})]},
        spaced | {"items": [_pressed(other | {"item": face | {"items": [_text("${data.label}", **label)]}})]},
    ]


def _document(*, stacked_when_round: bool) -> Apl:
    tabular = _text(
        "${data.text}", width="${data.width}", textAlign="${data.align}", paddingRight="@gap", fontSize="@cellSize"
    )
    heading = _text("${data.text}", width="${data.width}", textAlign="${data.align}", color=DIM, fontSize="@smallSize")
    heading |= {"maxLines": 1, "paddingRight": "@gap"}
    header: Apl = {
        "type": "Container",
        "direction": "row",
        "width": "100%",
        "paddingLeft": "@in",
        "paddingRight": "@in",
        "paddingBottom": "@gap",
        "data": "${payload.shop.header}",
        "items": [heading],
    }
    if stacked_when_round:
        header["when"] = NOT_ROUND
    rows: Apl = {"type": "Sequence", "width": "100%", "grow": 1, "shrink": 1, "scrollDirection": "vertical"}
    rows |= {"data": "${payload.shop.rows}", "items": _row(tabular, stacked_when_round=stacked_when_round)}
    footer = _text("${payload.shop.footer}", color=DIM, fontSize="@smallSize", textAlign="@titleAlign", width="100%")
    footer |= {"when": "${payload.shop.footer}", "paddingTop": "@gap", "paddingLeft": "@rim", "paddingRight": "@rim"}
    buttons: Apl = {"type": "Container", "direction": "row", "justifyContent": "@buttonsAt", "width": "100%"}
    buttons |= {"paddingTop": "@gap", "data": "${payload.shop.buttons}", "items": _button()}
    title = _text("${payload.shop.title}", fontSize="@titleSize", fontWeight="bold", textAlign="@titleAlign")
    title |= {"width": "100%", "paddingBottom": "@gap", "paddingLeft": "@rim", "paddingRight": "@rim"}
    page: Apl = {"type": "Container", "width": "100vw", "height": "100vh", "paddingLeft": "@side"}
    page |= {"paddingRight": "@side", "paddingTop": "@top", "paddingBottom": "@bottom"}
    page["items"] = [title, header, rows, footer, buttons]
    whole: Apl = {"type": "Frame", "width": "100vw", "height": "100vh", "backgroundColor": BACK, "item": page}
    return {
        "type": "APL",
        "version": VERSION,
        "theme": "dark",
        "resources": RESOURCES,
        "mainTemplate": {"parameters": ["payload"], "items": [whole]},
    }


_LIST, _TABLE = _document(stacked_when_round=True), _document(stacked_when_round=False)
DOCUMENTS: dict[Kind, Apl] = {
    "quote": _TABLE,
    "basket": _TABLE,
    "comparison": _TABLE,
    "orders": _LIST,
    "choices": _LIST,
}
"""The document of each kind. Nobody changes them."""
