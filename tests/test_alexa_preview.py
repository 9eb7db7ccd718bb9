"""The preview draws what a device would make of a screen, and says what it cannot draw."""

import copy
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from skill.alexa.inflate import VIEWPORTS, BadDocument, Viewport, inflate, value_of
from skill.alexa.preview import directive_in, page, sample
from skill.alexa.samples import SAMPLES
from skill.assistant import Reply
from tests.alexa.envelopes import envelope
from tests.alexa.posting import answered
from tests.test_app import ROOT

CONTEXT = {"viewport": {"width": 960, "shape": "round"}, "data": {"says": ["a", "b"], "n": 3}, "index": 0}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("plain", "plain"),
        (7, 7),
        ("${data.n}", 3),
        ("${data.says[1]}", "b"),
        ("${viewport.width >= 960}", True),
        ("${viewport.width > 960}", False),
        ("${viewport.width <= 960}", True),
        ("${viewport.width < 960}", False),
        ("${viewport.shape == 'round'}", True),
        ("${viewport.shape != 'round'}", False),
        ("${index == 0}", True),
    ],
)
def test_expressions(expression: Any, value: Any) -> None:
    assert value_of(expression, CONTEXT) == value


@pytest.mark.parametrize(
    "expression",
    [
        "${data.missing}",
        "${data.says[2]}",
        "${nothing}",
        "${data.n.x}",
        "a ${data.n}",
        "${data.n + 1}",
        "${}",
        "${data..n}",
    ],
)
def test_what_nothing_answers_to_is_an_error(expression: str) -> None:
    with pytest.raises(BadDocument):
        value_of(expression, CONTEXT)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"type": "Pager"}, "Pager"),
        ({"fontWeigth": "bold"}, "fontWeigth"),
        ({"width": "@nowhere"}, "@nowhere"),
        ({"data": "${payload.shop.title}"}, "no list"),
        ({"when": "${viewport.width < 10}"}, "nothing"),
    ],
)
def test_a_document_unlike_ours_is_refused(change: dict[str, Any], complaint: str) -> None:
    document, data = sample("quote")
    changed = copy.deepcopy(dict(document))
    changed["mainTemplate"]["items"][0] |= change
    with pytest.raises(BadDocument, match=complaint):
        inflate(changed, data, Viewport(960, 480))


def test_a_page_shows_every_size_and_quotes_what_it_shows() -> None:
    html = page(*sample("comparison"))
    assert all(f"<p>{name}</p>" in html for name in VIEWPORTS)
    assert html.count("The second") == len(VIEWPORTS)
    evil = json.dumps({"kind": "quote", "title": "<script>alert(1)</script>", "rows": [{"cells": ['"><img src=x>']}]})
    drawn = page(*directive_in(evil))
    assert "<script>" not in drawn and "<img" not in drawn
    assert "&lt;script&gt;" in drawn


def test_a_response_and_a_directive_are_drawn_alike() -> None:
    reply = Reply("Order it?", "", "Well?", screen=SAMPLES["basket"], question="preview")
    body = answered(reply, envelope("AnyIntent", screen=True))
    (directive,) = body["response"]["directives"]
    drawn = {page(*directive_in(json.dumps(one))) for one in (body, body["response"], directive)}
    assert drawn == {page(*sample("basket"))}


@pytest.mark.parametrize("text", ["", "{", "[]", "7", "{}", '{"kind": "x", "title": "t"}', '{"response": 7}'])
def test_what_is_no_screen_is_said_to_be_none(text: str) -> None:
    with pytest.raises(BadDocument):
        page(*directive_in(text))


def preview(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """Run the preview as a developer would."""
    return subprocess.run(
        [sys.executable, "-m", "skill.alexa.preview", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_command(tmp_path: Path) -> None:
    ran = preview(tmp_path, "--kind", "orders", "--out", "o.html")
    assert ran.returncode == 0 and "Your orders" in (tmp_path / "o.html").read_text("utf-8")
    (tmp_path / "bad.json").write_text("{")
    ran = preview(tmp_path, "bad.json")
    assert ran.returncode == 1 and "bad.json" in ran.stderr and "Traceback" not in ran.stderr
    assert not (tmp_path / "preview.html").exists()
    for options in ((), ("--kind", "orders", "bad.json"), ("--kind", "x"), ("missing.json",)):
        assert preview(tmp_path, *options).returncode == 2
