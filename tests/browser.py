"""A real Chromium, and a real server for it on this machine; and what to look for in a page by measuring it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Error, Page, Playwright

ROOT = Path(__file__).parent.parent
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The Chromium of this machine; skips the test, with the reason, where there is none that starts."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser in PATH ({', '.join(names)})")
    try:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
    except Error as error:
        pytest.skip(f"{found} does not start: {error.message.splitlines()[0]}")
    yield browser
    browser.close()


class Server:
    """The server of `make run` on a port of its own, that can go away and come back."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.folder = folder
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "app:create_app()"],
            cwd=ROOT,
            env={
                **os.environ,
                "VAR": str(self.folder),
                "PORT": str(self.port),
                "DATABASE_URL": "",
                "HOST": "127.0.0.1",
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            try:
                if requests.get(f"{self.address}/readyz", timeout=5).status_code == 200:
                    return
            except requests.RequestException:
                time.sleep(0.1)
        raise AssertionError("the server never got ready")

    def stop(self) -> None:
        """End it, and wait until it has gone."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(60)
            self._process = None

    def orders(self, customer: str) -> int:
        """How many orders this customer has placed here."""
        import sqlite3

        connection = sqlite3.connect(self.folder / "shop.db")
        query = "SELECT count(*) FROM orders WHERE customer_id = ? AND purchase_key IS NOT NULL"
        (count,) = connection.execute(query, (customer,)).fetchone()
        connection.close()
        return int(count)


CONTRAST = """() => {
  const read = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => { v /= 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const colour = read(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const found = [];
  const judge = (element, text, colour) => {
    const behind = ground(element);
    const [a, b] = [light(over(read(colour), behind)), light(behind)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    found.push({ text: text.trim().slice(0, 40), ratio, colour });
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && element.checkVisibility() && element.tagName !== "OPTION") {
      judge(element, walker.currentNode.data, getComputedStyle(element).color);
    }
  }
  for (const select of document.querySelectorAll("select")) judge(select, select.value, getComputedStyle(select).color);
  const input = document.querySelector("input");
  judge(input, input.placeholder, getComputedStyle(input, "::placeholder").color);
  return found;
}"""


def contrasts(page: Page) -> list[dict[str, object]]:
    """Every text that can be seen, with its contrast (WCAG 2.2, 1.4.3) as the browser would paint it."""
    found: list[dict[str, object]] = page.evaluate(CONTRAST)
    return found


def named(page: Page) -> list[tuple[str, str]]:
    """Role and name of everything that can be focused or operated, as a screen reader is told (the browser's own
    accessibility tree)."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    told = []
    for node in nodes:
        properties = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
        role = node.get("role", {}).get("value", "")
        if properties.get("focusable") and not node["ignored"] and role != "RootWebArea":
            told.append((role, node.get("name", {}).get("value", "")))
    return told
