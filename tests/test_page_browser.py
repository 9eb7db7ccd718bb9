"""The page as a person meets it: in a real browser, by typing, by keyboard alone, on a phone, and when things fail."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, Route, expect, sync_playwright
from werkzeug.serving import make_server

from skill.assistant import Reply, Turn
from skill.bootstrap import build, chat
from skill.dialogue.heard import Heard, Slot
from skill.phrasing.screens import Button, Row, Screen
from skill.text import web
from tests.browser import Server, chromium, contrasts, named
from tests.page import settings_in
from tests.shop import Clock

Open = Callable[..., Page]
PATIENT = 30_000  # ms; a busy machine is no failure


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENT)
    with sync_playwright() as playwright, chromium(playwright) as browser:
        yield browser


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled shop and what the ears have learnt, to be copied."""
    folder = tmp_path_factory.mktemp("learnt")
    settings_in(folder)
    return folder


@pytest.fixture(scope="module")
def running(learnt: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that only talk to it."""
    server = Server(tmp_path_factory.mktemp("served") / "var")
    shutil.copytree(learnt, server.folder)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens pages, and holds them to it: nothing is asked of anybody else, and nothing is complained about."""
    complaints: list[str] = []
    pages: list[Page] = []

    def open_one(address: str, *, expected: str = "", **options: object) -> Page:
        page = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options}).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(PATIENT)
        pages.append(page)
        home = address.split("?", maxsplit=1)[0].rstrip("/")

        def heard(kind: str, message: str) -> None:
            if kind == "error" and not (expected and expected in message):
                complaints.append(message)

        def foreign(url: str) -> None:
            if not url.startswith((home, "blob:")):
                complaints.append(url)

        page.on("console", lambda said: heard(said.type, said.text))
        page.on("pageerror", lambda error: heard("error", str(error)))
        page.on("request", lambda asked: foreign(asked.url))
        page.goto(address)
        return page

    yield open_one
    for page in pages:
        page.context.close()
    assert complaints == []


def reply(page: Page, place: int = -1) -> Locator:
    """The reply at this place, the last by default."""
    replies = page.locator(".reply")
    return replies.last if place < 0 else replies.nth(place)


def say(page: Page, words: str) -> None:
    """Type and press Enter, when the page is ready."""
    box = page.get_by_role("textbox")
    box.fill(words)
    box.press("Enter")
    expect(box).to_have_value("")


def test_a_purchase_by_typing(open_page: Open, running: Server) -> None:
    """And everything behind it can be looked at."""
    before = running.orders("anna")
    page = open_page(f"{running.address}/?customer=anna&locale=en-US")
    expect(page).to_have_title("Corner Shop")
    expect(page.get_by_role("textbox", name="Your words")).to_be_focused()
    say(page, "reorder my coffee")
    expect(reply(page)).to_contain_text("Shall I place the order?")
    expect(reply(page)).to_contain_text("Two bags of house blend beans, Corner Shop, 24 euros 70")
    inside = reply(page).locator(".behind")
    expect(inside).to_contain_text("ReorderIntent")
    expect(inside).to_contain_text("A yes places the order just quoted.")
    expect(inside.get_by_role("list", name="Candidates")).to_contain_text("100%")
    say(page, "yes please")
    expect(reply(page)).to_contain_text("Done. Your order")
    inside = reply(page).locator(".behind")
    expect(inside.locator(".changes")).to_contain_text("orders added")
    expect(inside.locator(".changes")).to_contain_text("house-blend-beans: stock")
    expect(page.get_by_role("textbox")).to_be_focused()
    inside.get_by_text("As an Alexa response").click()
    expect(inside.locator("pre")).to_contain_text('"shouldEndSession": true')
    assert running.orders("anna") == before + 1
    say(page, "where is my order")
    expect(page.locator(".turn")).to_have_count(4)


def test_a_purchase_by_keyboard_and_suggestions(open_page: Open, running: Server) -> None:
    """Arrow up to the suggestions, along them, Enter; the focus is back where one types, so that Enter again is
    nothing."""
    before = running.orders("anna")
    page = open_page(f"{running.address}/?customer=anna&locale=en-US")
    chips = page.get_by_role("toolbar", name="Suggestions").get_by_role("button")
    box = page.get_by_role("textbox")
    expect(chips.first).to_be_enabled()
    page.keyboard.press("ArrowUp")
    expect(chips.first).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(chips.last).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    expect(chips.first).to_have_text("reorder my coffee")
    page.keyboard.press("Enter")
    expect(reply(page)).to_contain_text("Shall I place the order?")
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    expect(chips).to_have_text(["Order it", "No"])
    expect(chips.first).to_be_enabled()
    expect(page.locator(".turn")).to_have_count(2)
    assert running.orders("anna") == before
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(reply(page)).to_contain_text("Done. Your order")
    assert running.orders("anna") == before + 1


def test_a_double_click_is_no_answer(open_page: Open, running: Server) -> None:
    """The button that takes the place of the one just pressed does not get its second half."""
    before = running.orders("anna")
    page = open_page(f"{running.address}/?customer=anna&locale=en-US")
    first = page.get_by_role("toolbar").get_by_role("button").first
    expect(first).to_be_enabled()
    where = first.bounding_box()
    assert where is not None
    for _ in range(6):
        page.mouse.click(where["x"] + 20, where["y"] + where["height"] / 2)
    expect(reply(page)).to_contain_text("Shall I place the order?")
    assert running.orders("anna") == before


def test_in_french(open_page: Open, running: Server) -> None:
    """By the browser's language: the customer, the labels, the language that a screen reader reads in."""
    page = open_page(running.address, locale="fr-FR")
    expect(page.locator("html")).to_have_attribute("lang", "fr-FR")
    expect(page.get_by_label("Vous êtes")).to_have_value("claire")
    expect(page.get_by_role("button", name="Envoyer")).to_be_visible()
    say(page, "recommande mon café")
    expect(reply(page)).to_contain_text("Je passe la commande ?")
    expect(reply(page).locator(".behind")).to_contain_text("Un oui passe la commande qui vient d'être lue.")
    expect(page.get_by_role("toolbar").get_by_role("button")).to_have_text(["Commander", "Non"])
    page.get_by_label("Langue").select_option("en-GB")
    expect(page.locator("html")).to_have_attribute("lang", "en-GB")
    expect(page.get_by_label("You are")).to_have_value("anna")
    expect(page.locator(".turn")).to_have_count(1)
    page.get_by_label("You are").select_option("guest")
    expect(page).to_have_url(f"{running.address}/?locale=en-GB&customer=guest")


def test_a_silence(open_page: Open, running: Server) -> None:
    page = open_page(f"{running.address}/?customer=anna&locale=en-US")
    say(page, "reorder my coffee")
    page.get_by_role("button", name="Say nothing").click()
    expect(page.locator(".mine").last).to_have_text("You: (silence)")
    expect(page.locator(".turn")).to_have_count(3)
    expect(reply(page)).to_contain_text("Yes or no")
    expect(reply(page).locator(".behind")).to_contain_text("Silence")
    page.get_by_role("button", name="Start over").click()
    expect(page.locator(".turn")).to_have_count(1)
    expect(reply(page)).to_contain_text("Welcome back")


def test_what_is_said_is_never_markup(open_page: Open, running: Server) -> None:
    page = open_page(f"{running.address}/?customer=guest&locale=en-US")
    words = "<img src=x onerror=alert(1)> <b>honey</b>"
    say(page, words)
    expect(page.locator(".mine").last).to_have_text(f"You: {words}")
    expect(page.locator("#turns img, #turns b")).to_have_count(0)


def test_nothing_typed_is_lost_while_the_shop_is_away(open_page: Open, learnt: Path, tmp_path: Path) -> None:
    """Neither by a failure nor by a reload; trying again sends the same, once."""
    server = Server(tmp_path / "var")
    shutil.copytree(learnt, server.folder)
    server.start()
    try:
        page = open_page(f"{server.address}/?customer=anna&locale=en-US", expected="ERR_CONNECTION")
        expect(reply(page)).to_be_visible()
        server.stop()
        box = page.get_by_role("textbox")
        box.fill("reorder my coffee")
        box.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("The shop does not answer.")
        expect(box).to_have_value("reorder my coffee")
        expect(page.locator(".turn")).to_have_count(1)
        server.start()
        page.get_by_role("button", name="Try again").click()
        expect(reply(page)).to_contain_text("Shall I place the order?")
        expect(box).to_have_value("")
        expect(page.get_by_role("alert")).to_be_empty()
        box.fill("half a sen")
        page.reload()
        expect(box).to_have_value("half a sen")
    finally:
        server.stop()


def test_an_answer_that_got_lost_buys_once(open_page: Open, running: Server) -> None:
    """The yes arrived, its answer did not: trying again gets that answer, and no second order."""
    before = running.orders("anna")
    page = open_page(f"{running.address}/?customer=anna&locale=en-US", expected="ERR_FAILED")
    say(page, "reorder my coffee")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/chat", lose, times=1)
    page.get_by_role("button", name="Order it", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("The shop does not answer.")
    assert running.orders("anna") == before + 1
    page.get_by_role("button", name="Try again").click()
    expect(reply(page)).to_contain_text("Done. Your order")
    assert running.orders("anna") == before + 1


def test_an_error_is_told(open_page: Open, running: Server) -> None:
    page = open_page(f"{running.address}/?customer=anna&locale=en-US", expected="500")
    expect(reply(page)).to_be_visible()
    page.route("**/chat", lambda route: route.fulfill(status=500, json={"error": "Sorry, try later."}), times=1)
    page.get_by_role("textbox").fill("hello")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Sorry, try later.")
    expect(page.get_by_role("textbox")).to_have_value("hello")


def test_learning_is_shown(open_page: Open, running: Server) -> None:
    """While the ear learns the page says so, and then sends the same again by itself."""
    page = open_page(f"{running.address}/?customer=anna&locale=en-US", expected="503")
    expect(reply(page)).to_be_visible()
    held: list[Route] = []
    learning = {"error": "still learning", "learning": True}
    sent: list[object] = []

    def first(route: Route) -> None:
        sent.append(route.request.post_data_json)
        if len(sent) == 1:
            route.fulfill(status=503, json=learning)
        else:
            held.append(route)

    page.route("**/chat", first)
    page.get_by_role("textbox").fill("reorder my coffee")
    page.get_by_role("textbox").press("Enter")
    expect(page.locator(".pending")).to_contain_text("Learning English (United States).")
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    expect(reply(page)).to_contain_text("Shall I place the order?")
    assert sent[0] == sent[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_everything_can_be_read(open_page: Open, running: Server, scheme: str, width: int) -> None:
    """4.5 to 1 at least, in both schemes, with the panel open, with an error, with what was said and what was not."""
    page = open_page(
        f"{running.address}/?customer=anna&locale=en-US",
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        bypass_csp=True,  # the measuring script is the test's own
        expected="500",
    )
    say(page, "reorder my coffee")
    expect(page.get_by_role("toolbar").get_by_role("button").first).to_be_enabled()
    page.get_by_role("button", name="Say nothing").click()
    expect(page.locator(".reply")).to_have_count(3)
    say(page, "yes")
    expect(reply(page)).to_contain_text("Done.")
    if width < 960:
        reply(page).locator(".inside > summary").click()
    for each in reply(page).locator(".behind details").all():
        each.locator("summary").click()
    page.route("**/chat", lambda route: route.fulfill(status=500, json={"error": "Sorry, try later."}), times=1)
    page.get_by_role("textbox").fill("hello")
    page.get_by_role("textbox").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Sorry")
    seen = contrasts(page)
    assert len(seen) > 60
    assert [each for each in seen if float(str(each["ratio"])) < 4.5] == []
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, ground[4:-1].split(", "))) < 150) == (scheme == "dark")


def test_every_control_has_a_name_and_a_place(open_page: Open, running: Server) -> None:
    """In the accessibility tree; the tab key goes through the page from top to bottom, and one sees where it is."""
    page = open_page(f"{running.address}/?customer=anna&locale=en-US", bypass_csp=True)
    say(page, "reorder my coffee")
    expect(page.get_by_role("toolbar").get_by_role("button").first).to_be_enabled()
    controls = named(page)
    assert [each for each in controls if not each[1]] == []
    roles = {role for role, _ in controls}
    assert {"combobox", "button", "textbox", "log"} <= roles
    expect(page.get_by_role("log", name="Conversation")).to_have_attribute("aria-live", "polite")
    expect(page.get_by_role("heading", level=1)).to_have_text("Corner Shop")
    assert page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map((h) => +h.tagName[1])")[0] == 1
    page.locator("#customer").focus()
    page.keyboard.press("Shift+Tab")
    places: list[tuple[int, str]] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => { const at = document.activeElement, style = getComputedStyle(at);
              return [[...document.querySelectorAll("*")].indexOf(at), at.id || at.textContent.slice(0, 20),
                at === document.body || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)]; }"""
        )
        if at[1] == "" or (places and at[0] <= places[-1][0]):
            break
        assert at[2], f"the focus cannot be seen on {at[1]}"
        places.append((at[0], at[1]))
    order = [name for _, name in places]
    for earlier, later in zip(
        ["customer", "locale", "restart", "log", "Order it", "silence", "words"],
        ["locale", "restart", "log", "Order it", "silence", "words", "send"],
        strict=True,
    ):
        assert order.index(earlier) < order.index(later), order


@pytest.mark.parametrize(("motion", "animated"), [("reduce", False), ("no-preference", True)])
def test_motion(open_page: Open, running: Server, motion: str, animated: bool) -> None:
    page = open_page(f"{running.address}/?customer=anna&locale=en-US", reduced_motion=motion)
    expect(reply(page)).to_be_visible()
    held: list[Route] = []
    page.route("**/chat", lambda route: held.append(route), times=1)  # noqa: PLW0108  Playwright wraps functions only
    page.get_by_role("textbox").fill("where is my order")
    page.get_by_role("textbox").press("Enter")
    expect(page.locator(".dots i").first).to_have_css("animation-name", "breathe" if animated else "none")
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    expect(page.locator(".reply")).to_have_count(2)


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone(open_page: Open, running: Server, width: int) -> None:
    """Nothing is wider than the screen, everything can be hit with a thumb, the panel is below its reply."""
    page = open_page(
        f"{running.address}/?locale=fr-FR&customer=claire",
        viewport={"width": width, "height": 700},
        is_mobile=True,
        has_touch=True,
        bypass_csp=True,
    )
    say(page, "recommande mon café " + "très " * 30 + "x" * 90)
    say(page, "recommande mon café")
    expect(page.get_by_role("button", name="Commander", exact=True)).to_be_enabled()
    summary = reply(page).locator(".inside > summary")
    expect(reply(page).locator(".behind")).not_to_be_visible()
    summary.tap()
    reply(page).get_by_text("En réponse Alexa").tap()
    expect(reply(page).locator("pre")).to_be_visible()
    below, above = reply(page).locator(".behind").bounding_box(), summary.bounding_box()
    assert below is not None
    assert above is not None
    assert below["y"] >= above["y"] + above["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelector('#log').scrollWidth") <= width
    for control in page.locator("button:visible, select:visible, input:visible").all():
        box = control.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24, control.text_content()
    page.get_by_role("button", name="Non", exact=True).tap()
    expect(reply(page)).to_contain_text("Rien n'a été commandé")


class Showing:
    """The assistant, with a screen beside each reply."""

    def __init__(self, assistant: object) -> None:
        self._assistant = assistant
        self.taken: list[Turn] = []

    def take(self, turn: Turn) -> Reply:
        self.taken.append(turn)
        reply: Reply = self._assistant.take(turn)  # type: ignore[attr-defined]  # an Assistant
        rows = (
            Row(
                ("House blend beans", "€10.90"),
                Heard("ChooseIntent", {"product": Slot("beans", ("house-blend-beans",))}),
            ),
            Row(("Something else", "")),
        )
        no = Button("Neither of them", Heard("AMAZON.NoIntent"))
        return replace(
            reply, question="q-7", screen=Screen("choices", "Your coffees", rows, ("what", "price"), "With tax", (no,))
        )

    def trouble(self, locale: str) -> str:
        raise AssertionError(locale)


@pytest.fixture
def showing(tmp_path: Path) -> Iterator[tuple[str, Showing]]:
    """The page over an assistant that shows something with every reply."""
    house = build(settings_in(tmp_path), Clock())
    assistant = Showing(house.assistant)
    app = Flask(__name__)
    talking = replace(chat(house, Clock(), lambda _: {}), assistant=assistant)
    web.register(app, web.Page(talking, "Corner Shop", None))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", assistant
    server.shutdown()
    thread.join()
    server.server_close()
    house.database.close()


def test_a_screen_is_a_table_whose_rows_can_be_pressed(open_page: Open, showing: tuple[str, Showing]) -> None:
    """By keyboard, too; a press carries the question it was shown with, and what was shown before is over."""
    address, assistant = showing
    page = open_page(f"{address}/?customer=anna&locale=en-US")
    table = page.get_by_role("table", name="Your coffees")
    expect(table.get_by_role("columnheader")).to_have_text(["what", "price"])
    expect(table.get_by_role("row")).to_have_count(3)
    expect(page.get_by_role("toolbar").get_by_role("button")).to_have_text(["Neither of them"])
    expect(page.get_by_role("button", name="Play")).to_have_count(0)
    row = table.get_by_role("button", name="House blend beans")
    expect(row).to_be_enabled()
    row.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".reply")).to_have_count(2)
    turn = assistant.taken[-1]
    assert turn.question == "q-7"
    assert turn.heard == Heard("ChooseIntent", {"product": Slot("beans", ("house-blend-beans",))})
    expect(page.locator(".turn").first.get_by_role("button", name="House blend beans")).to_be_disabled()
    page.get_by_role("button", name="Neither of them").click()
    expect(page.locator(".reply")).to_have_count(3)
    assert (assistant.taken[-1].question, assistant.taken[-1].heard) == ("q-7", Heard("AMAZON.NoIntent"))


def test_a_reply_is_played(open_page: Open, running: Server) -> None:
    page = open_page(f"{running.address}/?customer=anna&locale=en-US")
    expect(reply(page)).to_be_visible()
    button = reply(page).get_by_role("button", name="Play")
    if not button.count():
        pytest.skip("no espeak-ng on this machine")
    with page.expect_response("**/speech") as response:
        button.click()
    assert response.value.status == 200
    assert response.value.headers["content-type"] == "audio/wav"
    expect(reply(page).get_by_role("button", name="Play")).to_be_visible()


@pytest.mark.skipif("PICTURES" not in os.environ, reason="pictures are taken with PICTURES=folder")
def test_pictures(open_page: Open, running: Server) -> None:
    """For whoever wants to look: the page in its schemes, sizes and languages."""
    folder = Path(os.environ["PICTURES"])
    for scheme in ("light", "dark"):
        for width, locale in ((1280, "en-US"), (390, "fr-FR")):
            page = open_page(
                f"{running.address}/?locale={locale}", color_scheme=scheme, viewport={"width": width, "height": 800}
            )
            say(page, "recommande mon café" if locale == "fr-FR" else "reorder my coffee")
            expect(page.get_by_role("toolbar").get_by_role("button").first).to_be_enabled()
            page.screenshot(path=folder / f"{width}-{scheme}.png")
