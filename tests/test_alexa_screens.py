"""What a reply shows reaches a device with a screen, whole and readable; what is touched there is heard."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa.answer import LARGEST
from skill.alexa.documents import DOCUMENTS
from skill.alexa.inflate import VIEWPORTS, Component, inflate
from skill.alexa.preview import page, sample
from skill.alexa.samples import SAMPLES
from skill.alexa.screens import MOST_ROWS, TOKEN, datasource, render
from skill.alexa.touch import says, touched
from skill.assistant import Known, Reply
from skill.dialogue.heard import Heard, Slot
from skill.phrasing.screens import Button, Kind, Row, Screen
from tests.alexa.envelopes import envelope, touch
from tests.alexa.posting import answered, directives, turn, turns

KINDS: tuple[Kind, ...] = get_args(Kind)
YES = Heard("AMAZON.YesIntent")
LONG = "Ein außergewöhnlich langer Name & <noch> einer, der nie aufhört " * 4
LONGEST = {
    kind: Screen(
        kind,
        LONG,
        tuple(Row((LONG,) * 4, Heard("ChooseIntent", {"product": Slot("x" * 200, ("y" * 200,))})) for _ in range(40)),
        (LONG,) * 4,
        LONG,
        tuple(Button(LONG, YES) for _ in range(3)),
    )
    for kind in KINDS
}


def showing(screen: Screen | None, **others: Any) -> Reply:
    """A question with a screen."""
    return Reply("Order it?", "Shall I order it?", "Say order it.", screen=screen, question="question-1", **others)


def rendered(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The RenderDocument directives."""
    return [one for one in directives(body) if one["type"] == "Alexa.Presentation.APL.RenderDocument"]


def parts(component: Component) -> list[Component]:
    """The component and all within it."""
    return [component, *(inner for child in component.children for inner in parts(child))]


# What is shown


@pytest.mark.parametrize("kind", KINDS)
def test_a_screen_goes_along_with_the_voice(kind: Kind) -> None:
    body = answered(showing(SAMPLES[kind]), envelope("AnyIntent", screen=True))
    (directive,) = rendered(body)
    assert directive["token"] == TOKEN
    assert directive["document"] == json.loads(json.dumps(DOCUMENTS[kind]))
    assert directive["datasources"]["shop"]["question"] == "question-1"
    assert "Order it?" in body["response"]["outputSpeech"]["ssml"]
    assert len(json.dumps(body)) < LARGEST / 2


def test_without_a_screen_the_voice_stands_alone() -> None:
    assert directives(answered(showing(SAMPLES["quote"]), envelope("AnyIntent"))) == []
    assert directives(answered(showing(None), envelope("AnyIntent", screen=True))) == []
    assert directives(answered(showing(SAMPLES["quote"]), envelope("SessionEndedRequest", screen=True))) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", VIEWPORTS)
def test_every_binding_answers_and_nothing_shown_is_empty(kind: Kind, size: str) -> None:
    """On every size of screen: all texts of the sample are there, and no component is without its data."""
    document, data = sample(kind)
    shown = parts(inflate(document, data, VIEWPORTS[size]))
    texts = [str(one.properties["text"]) for one in shown if one.type == "Text"]
    screen = SAMPLES[kind]
    wanted = [screen.title, *(cell for row in screen.rows for cell in row.cells), *(b.label for b in screen.buttons)]
    assert all(text in texts for text in wanted)
    assert texts.count("") == screen.header.count("") * (size != "480x480 round" or kind == "comparison")
    for one in shown:
        assert not any("${" in str(value) or str(value).startswith("@") for value in one.properties.values())
    pressed = [one.properties["onPress"][0] for one in shown if one.type == "TouchWrapper"]
    assert len(pressed) == len(screen.buttons) + sum(row.heard is not None for row in screen.rows)
    assert all(command["arguments"][0] == "preview" for command in pressed)


def test_an_empty_screen_is_still_a_document() -> None:
    for kind in KINDS:
        data = {TOKEN: datasource(Screen(kind, "Nothing here"), None)}
        for viewport in VIEWPORTS.values():
            texts = [one for one in parts(inflate(DOCUMENTS[kind], data, viewport)) if one.type == "Text"]
            assert [one.properties["text"] for one in texts] == ["Nothing here"]


def test_names_are_shown_as_they_are_and_never_as_markup() -> None:
    shown = datasource(Screen("quote", "M&M's <b>", (Row(("a\n<i>",)),)), None)
    assert shown["title"] == "M&amp;M&apos;s &lt;b&gt;"
    assert shown["rows"][0]["cells"][0]["text"] == "a &lt;i&gt;"


def test_a_line_with_fewer_cells_reaches_as_far_as_the_others() -> None:
    screen = Screen("quote", "t", (Row(("one", "two", "3.00")), Row(("Total", "3.00")), Row(("alone",))))
    widths = [[int(cell["width"][:-1]) for cell in row["cells"]] for row in datasource(screen, None)["rows"]]
    assert {sum(line) for line in widths} == {sum(widths[0])}
    assert 97 <= sum(widths[0]) <= 100
    assert datasource(screen, None)["rows"][1]["cells"][-1]["align"] == "right"


@pytest.mark.parametrize("kind", KINDS)
def test_the_longest_screen_is_cut_to_what_is_read(kind: Kind) -> None:
    shown = datasource(LONGEST[kind], "q" * 200)
    assert len(shown["rows"]) == MOST_ROWS
    for viewport in VIEWPORTS.values():
        assert parts(inflate(DOCUMENTS[kind], {TOKEN: shown}, viewport))


WORDS = "Words & <words>, more words. "
MANY = tuple(Known(f"SKU-{n}", tuple(f"name {n} {i} {'x' * 100}" for i in range(3))) for n in range(60))


@pytest.mark.parametrize("letters", [40, 1000, 4000, 7900])
def test_a_response_stays_within_its_limit_and_the_speech_whole(letters: int) -> None:
    """First the screen is left out, then the known products; what is said is never touched by it."""
    words = (WORDS * 400)[:letters]
    everything = showing(LONGEST["basket"], known=MANY)
    reply = Reply(words, words, "Well?", screen=everything.screen, known=MANY, question="q" * 64)
    body = answered(reply, envelope("AnyIntent", screen=True))
    alone = answered(Reply(words, words, "Well?"), envelope("AnyIntent", screen=True))
    assert len(json.dumps(body, separators=(",", ":"))) <= LARGEST
    assert body["response"]["outputSpeech"] == alone["response"]["outputSpeech"]


def test_a_screen_too_many_is_left_out_before_the_known_products() -> None:
    body = answered(showing(LONGEST["basket"], known=MANY), envelope("AnyIntent", screen=True))
    assert [one["type"] for one in directives(body)] == ["Dialog.UpdateDynamicEntities"]
    words = (WORDS * 400)[:7900]
    body = answered(Reply(words, words, words, known=MANY), envelope("AnyIntent", screen=True))
    assert directives(body) == []
    assert body["sessionAttributes"]["shop"].get("entities") is None
    assert body["response"]["card"]["content"]


# What a browser makes of it

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MEASURE = """<script>
const wrong = [];
for (const viewport of document.querySelectorAll(".viewport")) {
  const edge = viewport.getBoundingClientRect();
  const round = viewport.classList.contains("round");
  const far = (x, y) => Math.hypot(x - edge.x - edge.width / 2, y - edge.y - edge.height / 2) > edge.width / 2;
  for (const text of viewport.querySelectorAll(".Text")) {
    if (!text.textContent) continue;
    const box = text.getBoundingClientRect();
    const name = viewport.previousElementSibling.textContent + ": " + text.textContent;
    if (box.width < 20 || box.height < 12) wrong.push("too small: " + name);
    if (text.scrollWidth > text.clientWidth + 1) wrong.push("wider than its column: " + name);
    const half = parseFloat(getComputedStyle(text).fontSize) / 2;  // some fonts are higher than a line
    if (text.scrollHeight > text.clientHeight + half) wrong.push("cut off: " + name);
    if (text.closest(".Sequence")) continue;  // it scrolls
    if (box.x < edge.x || box.right > edge.right + 1 || box.bottom > edge.bottom + 1) wrong.push("outside: " + name);
    const range = document.createRange(); range.selectNodeContents(text);
    for (const line of range.getClientRects())
      if (round && (far(line.x, line.y) || far(line.right, line.bottom))) wrong.push("beyond the rim: " + name);
  }
  for (const list of viewport.querySelectorAll(".Sequence")) {
    const box = list.getBoundingClientRect();
    if (list.children.length && box.height < 80) wrong.push("no room for the list: " + box.height);
    if (list.scrollWidth > list.clientWidth + 1) wrong.push("the list is too wide");
  }
  for (const button of viewport.querySelectorAll(".TouchWrapper"))
    if (button.getBoundingClientRect().height < 38) wrong.push("too small to touch: " + button.textContent);
}
document.body.innerHTML = "<pre id=wrong>" + wrong.join("\\n").replace(/</g, "&lt;") + "</pre>";
</script>"""


def seen_in_a_browser(html: str, folder: Path) -> list[str]:
    """What a real browser finds wrong with a page of screens."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    (folder / "page.html").write_text(html + MEASURE, "utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "--window-size=1400,3000")
    ran = subprocess.run(
        [CHROMIUM, *options, f"--user-data-dir={folder / 'profile'}", f"file://{folder / 'page.html'}"],
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
        env={**os.environ, "HOME": str(folder)},
    )
    found = re.search('<pre id="wrong">(.*?)</pre>', ran.stdout, re.DOTALL)
    assert found, "the page did not run"
    return [line for line in found[1].split("\n") if line]


def test_every_sample_is_readable_on_every_device(tmp_path: Path) -> None:
    for kind in KINDS:
        folder = tmp_path / kind
        folder.mkdir()
        assert seen_in_a_browser(page(*sample(kind)), folder) == []


def test_the_browser_does_find_what_is_wrong(tmp_path: Path) -> None:
    """The measure measures: a word that no column can hold is reported."""
    bad = Screen("orders", "t", (Row(("W" * 90, "x", "y")),), footer="f")
    html = page(DOCUMENTS["orders"], {TOKEN: datasource(bad, None)}).replace("overflow-wrap: break-word;", "")
    assert any("wider" in line for line in seen_in_a_browser(html, tmp_path))


# What is touched


@pytest.mark.parametrize(
    ("heard", "sent"),
    [
        (YES, ["AMAZON.YesIntent", "", "", "", "", "", ""]),
        (
            Heard("ChooseIntent", {"product": Slot("coffee", ("SKU-1",))}),
            ["ChooseIntent", "product", "coffee", "SKU-1", "", "", ""],
        ),
        (
            Heard("ReorderIntent", {"product": Slot("tea", ("A", "B")), "quantity": Slot("2")}),
            ["ReorderIntent", "product", "tea", "", "quantity", "2", ""],
        ),
        (None, None),
        (Heard("AnyIntent", {"a": Slot("1"), "b": Slot("2"), "c": Slot("3")}), None),
        (Heard("AnyIntent", {"a": Slot("1", (), (Slot("2"),))}), None),
        (Heard("Verified", {"status": Slot("ACHIEVED")}), None),
    ],
)
def test_a_touch_says_all_of_what_was_meant_or_nothing(heard: Heard | None, sent: list[str] | None) -> None:
    assert says(heard) == sent


def test_what_was_touched_is_a_turn_with_its_question() -> None:
    body = answered(showing(SAMPLES["choices"]), envelope("AnyIntent", screen=True))
    data = rendered(body)[0]["datasources"]
    (first, *_) = [
        one.properties["onPress"][0]["arguments"]
        for one in parts(inflate(DOCUMENTS["choices"], data, VIEWPORTS["960x480"]))
        if one.type == "TouchWrapper"
    ]
    taken = turn(touch(first, access_token="known"))
    assert taken.heard == SAMPLES["choices"].rows[0].heard
    assert (taken.question, taken.customer, taken.heard.interrupted) == ("question-1", "customer-1", False)


@given(
    st.from_regex(r"[A-Z][a-zA-Z]{1,20}Intent", fullmatch=True),
    st.dictionaries(
        st.from_regex("[a-zA-Z]{1,9}", fullmatch=True),
        st.tuples(st.text(min_size=1, max_size=50), st.text(max_size=20)),
        max_size=2,
    ),
)
def test_touch_is_voice(intent: str, said: dict[str, tuple[str, str]]) -> None:
    """Whatever a row stands for comes back as just that."""
    readable = {n: (v, i) for n, (v, i) in said.items() if (v + i).isprintable() and v.strip()}
    heard = Heard(intent, {name: Slot(value, (id_,) if id_ else ()) for name, (value, id_) in readable.items()})
    assert touched(["q", *(says(heard) or ())]) == (heard, "q")


FIVE = ["q", "ChooseIntent", "product", "coffee", "SKU-1"]


def test_the_shorter_form_is_understood_too() -> None:
    assert turn(touch(FIVE)).heard == Heard("ChooseIntent", {"product": Slot("coffee", ("SKU-1",))})
    assert turn(touch(["", "OrderStatusIntent", "orderNumber", "1042", ""])).question is None


@pytest.mark.parametrize(
    "arguments",
    [
        ["", "AMAZON.YesIntent", "", "", ""],
        ["\x00", "AMAZON.YesIntent", "", "", ""],
        ["", "ChooseIntent", "ordinal", "first", ""],
        ["q", "Verified", "status", "ACHIEVED", ""],
        ["q", "SessionEndedRequest", "", "", ""],
        ["q", "LaunchRequest", "", "", ""],
        ["q", "", "", "", ""],
        ["q", "drop table Intent", "", "", ""],
        ["q", "ChooseIntent", "product", "", "SKU-1"],
        ["q", "ChooseIntent", "", "coffee", ""],
        ["q", "ChooseIntent", "pro duct", "coffee", ""],
        ["q", "ChooseIntent", "a", "1", "", "a", "2", ""],
        ["q", "ChooseIntent", "product", "x" * 201, ""],
        ["q", "ChooseIntent", "product", None, ""],
        ["q", "ChooseIntent", "product", ["coffee"], ""],
        [1, "ChooseIntent", "product", "coffee", ""],
        ["q", "ChooseIntent"],
        [*FIVE, "", ""],
        [{"itemId": "ItemIDForSmokedWildSalmon"}],
        [],
        None,
        "AMAZON.YesIntent",
        {"0": "q"},
    ],
)
def test_what_is_not_ours_reaches_nothing(arguments: Any) -> None:
    assert turns(touch(arguments)) == []


@pytest.mark.parametrize("token", ["other", "", None, 1, ["shop"]])
def test_a_touch_on_another_document_reaches_nothing(token: Any) -> None:
    assert turns(touch(FIVE, document=token)) == []


def test_a_broken_screen_is_logged_without_what_was_on_it(caplog: pytest.LogCaptureFixture) -> None:
    sent = envelope("LaunchRequest")
    error = {"type": "LIST_ERROR", "reason": "INTERNAL_ERROR", "message": "kumquat", "listId": "kumquat"}
    sent["request"] |= {"type": "Alexa.Presentation.APL.RuntimeError", "token": "kumquat", "errors": [error] * 2}
    assert turns(sent) == []
    assert "2 errors" in caplog.text and "kumquat" not in caplog.text
    sent["request"]["errors"] = "kumquat"
    assert turns(sent) == []


def test_documents_ask_nothing_new_of_a_device() -> None:
    """What the oldest devices take: the version, the components, and no package to fetch."""
    for kind in KINDS:
        document = DOCUMENTS[kind]
        assert document["version"] == "1.1"
        assert "import" not in document
        types = set(re.findall('"type": "([A-Za-z]+)"', json.dumps(document)))
        assert types <= {"APL", "Container", "Frame", "Text", "TouchWrapper", "Sequence", "SendEvent"}
        assert len(json.dumps(document)) < 8000
        assert render(SAMPLES[kind], None).document is document
