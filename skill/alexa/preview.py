"""A look at a screen without a device: `python -m skill.alexa.preview --kind quote --out preview.html`.

Draws what `inflate` makes of a document as plain HTML, at the sizes of Amazon's devices, one below another. FILE is a
screen's JSON ({"kind": "quote", "title": ..., "rows": [{"cells": [...]}], ...}), a RenderDocument directive or a
whole response. A layout engine of a browser is not Alexa's: it is for looking at, and close.
"""

import html
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import click
from cattrs import BaseValidationError, Converter

from skill.alexa.documents import DOCUMENTS
from skill.alexa.inflate import VIEWPORTS, BadDocument, Component, Viewport, inflate
from skill.alexa.samples import SAMPLES
from skill.alexa.screens import TOKEN, datasource
from skill.phrasing.screens import Kind, Screen

QUESTION = "preview"
_PAGE = """<!doctype html><meta charset="utf-8"><title>Screens</title>
<style>
body {{ background: #555; color: #ddd; font-family: "Amazon Ember", "Noto Sans", "DejaVu Sans", Arial, sans-serif;
  margin: 16px; }}
.viewport {{ overflow: hidden; margin: 4px 0 24px; position: relative; }}
.round {{ border-radius: 50%; }}
.viewport div {{ box-sizing: border-box; min-width: 0; flex-shrink: 0; }}
.Container {{ display: flex; }}
.Sequence, .ScrollView {{ overflow: auto; scrollbar-width: none; }}
.Text {{ overflow: hidden; display: -webkit-box; -webkit-box-orient: vertical; overflow-wrap: break-word;
  line-height: 1.25; }}
.TouchWrapper {{ cursor: pointer; }}
</style>
{screens}
"""
_FLEX = {"start": "flex-start", "end": "flex-end"}


def page(document: Mapping[str, Any], datasources: Mapping[str, Any], sizes: Mapping[str, Viewport] = VIEWPORTS) -> str:
    """The whole HTML page. Raises BadDocument."""
    drawn = []
    for name, viewport in sizes.items():
        inside = draw(inflate(document, datasources, viewport), viewport)
        shape = f"width:{viewport.width}px;height:{viewport.height}px"
        drawn.append(f'<p>{name}</p><div class="viewport {viewport.shape}" style="{shape}">{inside}</div>')
    return _PAGE.format(screens="\n".join(drawn))


def draw(component: Component, viewport: Viewport) -> str:
    """One component and all within it as HTML."""
    said = component.properties
    style = {name: value for name, value in _style(component, viewport).items() if value is not None}
    css = html.escape(";".join(f"{name}:{value}" for name, value in style.items()))
    sent = ""
    if "onPress" in said:
        (command,) = said["onPress"]
        sent = f" data-sends='{html.escape(json.dumps(command['arguments'], ensure_ascii=False))}'"
    inside = "".join(draw(one, viewport) for one in component.children)
    if component.type == "Text":
        inside = html.escape(html.unescape(str(said["text"])))  # its markup is entities alone
    if component.type == "Image":
        inside = f'<img alt="" src="{html.escape(str(said["source"]))}">'
    return f'<div class="{component.type}"{sent} style="{css}">{inside}</div>'


def _style(component: Component, viewport: Viewport) -> dict[str, str | None]:
    said = component.properties

    def size(name: str) -> str | None:
        return length(said[name], viewport) if name in said else None

    style = {
        "width": size("width"),
        "height": size("height"),
        "padding-left": size("paddingLeft"),
        "padding-right": size("paddingRight"),
        "padding-top": size("paddingTop"),
        "padding-bottom": size("paddingBottom"),
        "background": said.get("backgroundColor"),
        "border-radius": size("borderRadius"),
        "border": f"{size('borderWidth')} solid {said.get('borderColor')}" if "borderWidth" in said else None,
        "color": said.get("color"),
        "font-size": size("fontSize"),
        "font-weight": said.get("fontWeight"),
        "text-align": said.get("textAlign"),
        "flex-grow": said.get("grow"),
        "flex-shrink": said.get("shrink"),
        "-webkit-line-clamp": said.get("maxLines"),
    }
    if component.type == "Container":
        style["flex-direction"] = said.get("direction", "column")
        style["align-items"] = _FLEX.get(said.get("alignItems", ""), said.get("alignItems"))
        style["justify-content"] = _FLEX.get(said.get("justifyContent", ""), said.get("justifyContent"))
    return style


def length(value: object, viewport: Viewport) -> str:
    """A dimension of APL in CSS: a dp is a pixel here."""
    text = str(value)
    for unit, whole in (("vw", viewport.width), ("vh", viewport.height)):
        if text.endswith(unit):
            return f"{float(text.removesuffix(unit)) * whole / 100:g}px"
    return text if text.endswith("%") or text == "auto" else f"{float(text.removesuffix('dp')):g}px"


Shown = tuple[Mapping[str, Any], Mapping[str, Any]]
"""A document and its data sources."""


def sample(kind: Kind) -> Shown:
    """The sample of this kind."""
    return DOCUMENTS[kind], {TOKEN: datasource(SAMPLES[kind], QUESTION)}


def directive_in(text: str) -> Shown:
    """Document and data sources of a screen, a directive or a response in JSON. Raises BadDocument."""
    try:
        found = json.loads(text)
        if isinstance(found, dict) and "kind" in found:
            screen = Converter().structure(found, Screen)
            return DOCUMENTS[screen.kind], {TOKEN: datasource(screen, QUESTION)}
        directives = found.get("response", found).get("directives", [found])
        shown = next(one for one in directives if "document" in one)
        return shown["document"], shown.get("datasources", {})
    except StopIteration:
        raise BadDocument("there is no document in it") from None
    except (ValueError, KeyError, TypeError, AttributeError, BaseValidationError) as error:
        raise BadDocument("it is neither a screen nor a directive nor a response") from error


@click.command(help="Draw a screen as a device would show it.")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(get_args(Kind)), help="A sample of this kind instead of a file.")
@click.option("--out", default="preview.html", show_default=True, type=click.Path(dir_okay=False, path_type=Path))
def main(file: Path | None, kind: Kind | None, out: Path) -> None:
    """Read, draw, write."""
    if (file is None) == (kind is None):
        raise click.UsageError("Name a FILE or a --kind, one of them.")
    try:
        drawn = page(*(sample(kind) if kind else directive_in(Path(str(file)).read_text("utf-8"))))
        out.write_text(drawn, "utf-8")
    except (BadDocument, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file}: {error}") from error
    click.echo(f"Drawn in {out}: open it in a browser.")


if __name__ == "__main__":
    main()
