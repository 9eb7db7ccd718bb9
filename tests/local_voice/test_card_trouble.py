"""What goes wrong at a sound card: noise, echo, coughs, a microphone unplugged, a voice killed, somebody who cuts in.

All conversations are held once, several cards side by side, and then looked at.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.local_voice.card import Card, needs_card
from tests.local_voice.conversing import AT_ONCE, SHARE, Plan, converse
from tests.local_voice.speech import Samples, as_bytes, samples, spoken, wav
from tests.shop import ear_for

pytestmark = [needs_card, pytest.mark.xdist_group("card")]

ORDER, YES, NO, STOP = ({"say": words} for words in ("order honey", "yes please", "no", "stop"))
QUOTE = "One jar of honey, Corner Shop, 9 euros 80 with tax and delivery, to your home, expected Friday. Order it?"
PLACED = "Done, order 4 0 1 3, expected Friday. You can cancel for 30 minutes."
LEFT = "Nothing has been ordered. Goodbye."
SECONDS_OF_NOISE = 60


def plan(*steps: Mapping[str, Any], **more: Any) -> Plan:
    """A plan of Anna's, who begins."""
    return {"steps": [dict(each) for each in steps], "options": {"greet": False, **more.pop("options", {})}, **more}


def kitchen(decibel: float) -> Samples:
    """Noise so many dB below speech: a hum, a hiss and clatter."""
    chance = np.random.default_rng(3)
    length = 16_000 * SECONDS_OF_NOISE
    hiss = np.convolve(chance.normal(0, 1, length), np.ones(6) / 6, "same")
    clatter = np.zeros(length)
    for at in chance.integers(0, length - 4000, 3 * SECONDS_OF_NOISE):
        clatter[at : at + 4000] += chance.normal(0, 2, 4000) * np.exp(-np.arange(4000) / 600)
    noise = hiss + clatter + 0.3 * np.sin(2 * np.pi * 100 * np.arange(length) / 16_000)
    speech = samples(spoken("order honey", "en-us"))
    loud = np.sqrt(np.mean(np.square(speech[np.abs(speech) > 300])))
    return np.asarray(noise / np.sqrt(np.mean(np.square(noise))) * loud * 10 ** (-decibel / 20), np.float32)


def cough() -> Samples:
    """A burst of 250 ms that is no word."""
    chance = np.random.default_rng(5)
    return np.asarray(chance.normal(0, 5000, 4000) * np.exp(-np.arange(4000) / 900), np.float32)


def scenes(folder: Path) -> dict[str, tuple[Plan, Callable[[Card], None]]]:
    """Name -> what happens, and what the card is like."""

    def file(name: str, sound: Samples) -> str:
        path = folder / f"{name}.wav"
        wav(path, as_bytes(sound))
        return str(path)

    def plain(card: Card) -> None:
        """Nothing special."""

    def echoing(card: Card) -> None:
        card.echoes(-20)

    def cancelling(card: Card) -> None:
        card.echoes(-20)
        card.cancels_echo()

    noisy20, noisy10 = file("noise20", kitchen(20)), file("noise10", kitchen(10))
    coughing = {"play": file("cough", cough())}
    key = {"during": 1.5, "key": True}
    return {
        "noise of 20 dB": (plan(ORDER, YES, noise=noisy20), plain),
        "noise of 10 dB": (plan(ORDER, NO, noise=noisy10), plain),
        "echo": (plan(ORDER, YES), echoing),
        "full, with echo": (plan(ORDER, {**YES, "quiet": 2.2}, options={"barge_in": "full"}), echoing),
        "full, echo cancelled": (plan(ORDER, {"say": "make it three", "during": 2.5}), cancelling),
        "a cough": (plan(ORDER, coughing, STOP), plain),
        "unplugged": (plan(ORDER, {"say": "yes please", "unplug": 3.0}, wait_ms=9000), plain),
        "a killed voice": (plan({**ORDER, "kill": True}, {**YES, "kill": True}), plain),
        "a yes after a key": (plan(ORDER, {**key, "say": "yes please"}, YES), plain),
        "go on after a key": (plan(ORDER, {**key, "say": "carry on"}, YES), plain),
        "stop after a key": (plan(ORDER, {**key, "say": "stop"}), plain),
        "a change of mind": (plan(ORDER, {"say": "make it three"}, NO), plain),
        "a mumble": (plan(ORDER, {"say": "mumble mumble"}, STOP), plain),
        "woken": (plan(STOP, options={"mode": "wake", "greet": True}), plain),
    }


class Happened:
    """One conversation, afterwards."""

    def __init__(self, outcome: Mapping[str, Any]) -> None:
        self.all: list[dict[str, Any]] = outcome["said"]
        self.orders: int = outcome["orders"]

    def words(self, what: str) -> list[str]:
        """All words of one kind."""
        return [each["words"] for each in self.all if each["what"] == what]

    @property
    def heard(self) -> list[str]:
        """What was understood."""
        return [each["words"] for each in self.all if each["what"] == "heard"]


@pytest.fixture(scope="module")
def happened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Happened]:
    folder = tmp_path_factory.mktemp("card")
    assert ear_for("en-US")
    every = scenes(folder)
    for each in ("order honey", "yes please", "no", "stop", "carry on", "make it three", "mumble mumble", "hey shop"):
        spoken(each, "en-us")

    def held(name: str) -> tuple[str, Happened]:
        what, setup = every[name]
        return name, Happened(converse({name: what}, folder / name.replace(" ", "-"), setup)[name])

    with ThreadPoolExecutor(AT_ONCE) as cards:
        return dict(cards.map(held, every))


def test_noise(happened: dict[str, Happened]) -> None:
    """At 20 dB all is understood. At 10 dB what is not is asked about, and a no never orders."""
    assert happened["noise of 20 dB"].heard == ["order honey", "yes please"]
    assert happened["noise of 20 dB"].orders == 1
    assert happened["noise of 10 dB"].orders == 0
    for each in happened["noise of 10 dB"].all:
        assert each["what"] != "heard" or not each["sure"] or each["words"] in ("order honey", "no")


@pytest.mark.parametrize("name", ["echo", "full, with echo"])
def test_no_phantom_command_in_an_echo(happened: dict[str, Happened], name: str) -> None:
    """It hears itself at -20 dB, and takes nothing of it for an answer."""
    assert happened[name].words("assistant") == [QUOTE, PLACED]
    assert happened[name].heard == ["order honey", "yes please"]
    assert happened[name].orders == 1


def test_a_voice_cuts_in_where_echo_is_cancelled(happened: dict[str, Happened]) -> None:
    scene = happened["full, echo cancelled"]
    assert scene.heard == ["order honey", "make it three"]
    quote, changed = [each for each in scene.all if each["what"] == "assistant"][:2]
    assert changed["words"].startswith("Three jars of honey")
    assert changed["at"] - quote["at"] < 7, "the quote takes eight seconds, and the words more than one: it was cut"
    assert scene.orders == 0


def test_a_cough_is_waited_through(happened: dict[str, Happened]) -> None:
    scene = happened["a cough"]
    assert scene.words("assistant") == [QUOTE, "Yes or no: shall I order it?", LEFT]
    assert scene.heard == ["order honey", "stop"]


def test_an_unplugged_microphone_is_told_and_taken_up_again(happened: dict[str, Happened]) -> None:
    scene = happened["unplugged"]
    assert any("gives nothing any more" in each for each in scene.words("notice"))
    assert scene.words("assistant") == [QUOTE, PLACED]
    assert scene.orders == 1


def test_a_killed_voice_speaks_on(happened: dict[str, Happened]) -> None:
    scene = happened["a killed voice"]
    assert scene.words("notice") == []
    assert scene.words("assistant") == [QUOTE, PLACED]
    assert all(each["share"] >= SHARE for each in scene.all if each["what"] == "assistant")


def test_a_yes_to_what_was_not_heard_orders_nothing(happened: dict[str, Happened]) -> None:
    scene = happened["a yes after a key"]
    assert scene.words("assistant") == [QUOTE, QUOTE, PLACED]
    cut, whole, _ = (each for each in scene.all if each["what"] == "assistant")
    assert cut["share"] < SHARE <= whole["share"]
    assert scene.orders == 1


def test_go_on_after_a_key(happened: dict[str, Happened]) -> None:
    scene = happened["go on after a key"]
    assert scene.words("assistant") == [QUOTE, PLACED]
    assert scene.heard == ["order honey", "carry on", "yes please"]
    assert scene.orders == 1


def test_changes_of_mind(happened: dict[str, Happened]) -> None:
    assert happened["stop after a key"].words("assistant") == [QUOTE, LEFT]
    changed = happened["a change of mind"]
    assert changed.words("assistant")[1].startswith("Three jars of honey")
    mumbled = happened["a mumble"]
    assert "Nothing has been ordered" in mumbled.words("assistant")[1]
    assert mumbled.words("assistant")[-1] == LEFT
    assert [each.orders for each in (happened["stop after a key"], changed, mumbled)] == [0, 0, 0]


def test_only_the_wake_phrase_wakes(happened: dict[str, Happened]) -> None:
    """What is said before it is passed over."""
    scene = happened["woken"]
    assert scene.heard == ["stop"]
    assert scene.words("assistant")[0].startswith("Welcome")
    assert [each for each in scene.words("told") if "hey shop" in each] != []
