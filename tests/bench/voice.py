"""How fast the voice loop is, at a virtual sound card and in real time: `python -m tests.bench.voice [answers] [cuts]
[start]`.

From the person's last sample to the assistant's first, both as they pass the card, by kind of question; from the onset
of a voice, or a key, to silence; a warm start; what idling costs. See `voice_speed` and `voice_accuracy` for the ear.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.local_voice.card import SPEAKER_RATE, Card, Recorder, missing
from tests.local_voice.conversing import Plan, converse
from tests.shop import ear_for

TALKED, ROUNDS = 3, 5  # how often each conversation is held, and everything else is done
GOALS = {"yes or no": 400, "number": 400, "choice": 650, "open": 650}
KINDS = {"order": "yes or no", "yes_no": "yes or no"}
P95_GOAL, CUT_GOAL, START_GOAL = 900, 180, 1000  # ms
TALKS = (
    ("order honey", "no", "where is my order", "no"),
    ("cancel order one zero four four", "no"),
    ("rate the honey", "four"),
    ("I'm looking for tea", "none of them", "stop"),
    ("order honey", "yes please"),
)


def plan(*steps: dict[str, Any], **options: Any) -> Plan:
    """Anna's."""
    return {"customer": "anna", "steps": list(steps), "options": options}


def answers(folder: Path) -> dict[str, list[float]]:
    """Kind of question -> milliseconds from the end of speech to the first sample of the reply."""
    plans = {
        f"{place}-{each}": plan(*({"say": words} for words in talk))
        for each in range(TALKED)
        for place, talk in enumerate(TALKS)
    }
    found: dict[str, list[float]] = {}
    for outcome in converse(plans, folder).values():
        for kind, took in _took(outcome["said"]):
            found.setdefault(kind, []).append(took)
    return found


def _took(said: list[dict[str, Any]]) -> Iterator[tuple[str, float]]:
    for place, each in enumerate(said):
        if each["what"] != "person" or each["last"] is None:
            continue
        following = said[place + 1 :]
        reply = next((other for other in following if other["what"] == "assistant"), None)
        kind = next((other["words"] for other in following if other["what"] == "timings"), None)
        if reply is not None and kind is not None and reply["first"] is not None:
            yield KINDS.get(kind, kind), 1000 * (reply["first"] - each["last"])


def cuts(folder: Path) -> dict[str, list[float]]:
    """By what was cut in -> milliseconds to silence."""

    def cancelling(card: Card) -> None:
        card.echoes(-20)
        card.cancels_echo()

    def voices(**options: str) -> dict[str, Plan]:
        steps = {"say": "order honey"}, {"say": "make it three", "during": 2.0}
        return {str(at): plan(*(dict(each) for each in steps), greet=False, **options) for at in range(ROUNDS)}

    def to_silence(outcomes: Mapping[str, Any]) -> list[float]:
        over = [[each for each in outcome["said"] if each["what"] == "person"][1] for outcome in outcomes.values()]
        return [1000 * (each["silent"] - each["first"]) for each in over]

    key = {"say": "order honey"}, {"say": "stop", "during": 2.0, "key": True}
    keys = {str(at): plan(*(dict(each) for each in key), greet=False) for at in range(ROUNDS)}
    pressed = [
        next(each for each in outcome["said"] if each["what"] == "pressed")
        for outcome in converse(keys, folder / "key").values()
    ]
    return {
        "key": [1000 * (each["silent"] - each["at"]) for each in pressed],
        "voice, no echo": to_silence(converse(voices(barge_in="full"), folder / "voice")),
        "voice, echo cancelled by PulseAudio": to_silence(converse(voices(), folder / "cancelled", cancelling)),
    }


def starts(folder: Path) -> list[float]:
    """Milliseconds from the command to the first sample of the greeting; the first start of a shop not counted."""
    took = []
    with Card() as card:
        for _ in range(ROUNDS):
            recorder = Recorder("spk.monitor", SPEAKER_RATE, card.env)
            time.sleep(0.3)
            start = time.monotonic()
            with _talking(card, folder):
                while not (loud := recorder.loud(start)) and time.monotonic() < start + 20:
                    time.sleep(0.01)
            recorder.close()
            took.append(1000 * (loud[0] - start))
    return took[1:]


def idling(folder: Path) -> float:
    """The share of a core that waiting for the wake phrase takes."""
    with Card() as card, _talking(card, folder, "--mode", "wake") as process:
        time.sleep(12)  # it is up, and has learnt
        before, since = _cpu(process.pid), time.monotonic()
        time.sleep(10)
        return (_cpu(process.pid) - before) / (time.monotonic() - since)


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _talking(card: Card, folder: Path, *options: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "local_voice", "talk", *options],
        env={**card.env, "VAR": str(folder), "DATABASE_URL": ""},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def main(*wanted: str) -> None:
    """Print all of it, or these parts."""
    why = missing()
    if why:
        print(f"The voice loop cannot be measured here: {why}.")
        return
    assert ear_for("en-US")
    with tempfile.TemporaryDirectory() as folder:
        for part in wanted or PARTS:
            PARTS[part](Path(folder) / part)


def show_answers(folder: Path) -> None:
    """End of speech to the first sample of the reply."""
    print("| question | turns | end of speech to first sample, p50 | p95 | goal |\n| --- | --- | --- | --- | --- |")
    every: list[float] = []
    for kind, took in sorted(answers(folder).items()):
        every += took
        p50, p95 = statistics.median(took), _p95(took)
        print(f"| {kind} | {len(took)} | {p50:.0f} ms | {p95:.0f} ms | {GOALS.get(kind, 650)} / {P95_GOAL} ms |")
    print(f"| all | {len(every)} | {statistics.median(every):.0f} ms | {_p95(every):.0f} ms | {P95_GOAL} ms |\n")


def show_cuts(folder: Path) -> None:
    """Cutting in to silence."""
    print("| cut in by | times | to silence, p50 | worst | goal |\n| --- | --- | --- | --- | --- |")
    for by, took in cuts(folder).items():
        print(f"| {by} | {len(took)} | {statistics.median(took):.0f} ms | {max(took):.0f} ms | {CUT_GOAL} ms |")


def show_start(folder: Path) -> None:
    """A warm start, and waiting."""
    print(f"\nA warm start, to the first sample: {statistics.median(starts(folder)):.0f} ms (goal {START_GOAL} ms)")
    print(f"Waiting for the wake phrase: {100 * idling(folder):.1f} % of a core")


PARTS = {"answers": show_answers, "cuts": show_cuts, "start": show_start}


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[18] if len(values) > 1 else values[0]


if __name__ == "__main__":
    main(*sys.argv[1:])
