"""Training: any Alexa model, the same every time, and kept on disk."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from skill.understanding import understanding
from skill.understanding.finder import Entry
from skill.understanding.model import BadModel, Model
from skill.understanding.understanding import Understanding
from tests.bench.finding import shared_data

LIGHTS: dict[str, Any] = {
    "languageModel": {
        "invocationName": "my house",
        "intents": [
            {
                "name": "LightOn",
                "slots": [{"name": "room", "type": "Room"}],
                "samples": [
                    "turn on the light in the {room}",
                    "lights on in the {room}",
                    "switch the {room} lamp on",
                    "make the {room} bright",
                ],
            },
            {
                "name": "Play",
                "slots": [{"name": "artist", "type": "AMAZON.Artist"}],
                "samples": [
                    "play {artist}",
                    "put on some {artist}",
                    "i want to listen to {artist}",
                    "music by {artist}",
                ],
            },
            {
                "name": "Timer",
                "slots": [{"name": "minutes", "type": "AMAZON.NUMBER"}],
                "samples": [
                    "set a timer for {minutes} minutes",
                    "timer {minutes} minutes",
                    "count down {minutes|minutes} minutes",
                ],
            },
            {"name": "Hello", "samples": ["hello there", "hi", "good to see you"]},
            {"name": "AMAZON.StopIntent", "samples": []},
        ],
        "types": [
            {
                "name": "Room",
                "values": [
                    {"name": {"value": "kitchen"}},
                    {"id": "bed", "name": {"value": "bedroom", "synonyms": ["sleeping room"]}},
                ],
            }
        ],
    }
}


def test_any_model_can_be_learnt() -> None:
    ear = Understanding.train(LIGHTS, "en-GB")
    heard = ear.hear("please turn on the light in the sleeping room")
    assert (heard.intent, heard.slots["room"].value, heard.slots["room"].ids) == ("LightOn", "sleeping room", ("bed",))
    assert ear.hear("play pink floyd").slots["artist"].value == "pink floyd"
    assert ear.hear("count down twenty five minutes").slots["minutes"].value == "25"
    assert ear.hear("Hi").intent == "Hello"
    assert ear.hear("stop").intent == "AMAZON.StopIntent"


@pytest.mark.parametrize(
    "wrap", [lambda part: part, lambda part: {"interactionModel": part}, lambda part: part["languageModel"]]
)
def test_all_shapes_of_the_file_are_read(wrap: Any) -> None:
    assert len(Model.read(wrap(LIGHTS)).intents) == 5


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        {},
        {"languageModel": []},
        {"languageModel": {"intents": {}}},
        {"languageModel": {"intents": [1]}},
        {"languageModel": {"intents": [{"samples": []}]}},
        {"languageModel": {"intents": [{"name": "A"}, {"name": "A"}]}},
    ],
)
def test_what_is_no_model_is_refused(raw: Any) -> None:
    with pytest.raises(BadModel):
        Understanding.train(raw, "en-US")


@pytest.mark.parametrize("samples", [[], ["one sample only"], ["{}"], ["{unknown} thing"], ["   ", "!!!"]])
def test_tiny_models_are_learnt_and_heard(samples: list[str]) -> None:
    ear = Understanding.train({"languageModel": {"intents": [{"name": "Only", "samples": samples}]}}, "en-US")
    assert ear.hear("what is this") is not None
    assert ear.hear("one sample only").intent in ("Only", "AMAZON.FallbackIntent")


@pytest.mark.parametrize("locale", ["de-DE", "ja-JP", "hi-IN", "ar-SA", "es-ES"])
def test_a_language_without_tables_still_learns_its_samples(locale: str) -> None:
    model = {
        "languageModel": {
            "intents": [
                {"name": "A", "samples": ["wo ist mein paket", "注文はどこ"]},
                {"name": "B", "samples": ["मुझे चाय चाहिए", "tee bestellen"]},
            ]
        }
    }
    ear = Understanding.train(model, locale)
    assert ear.hear("wo ist mein paket").intent == "A"
    assert ear.hear("मुझे चाय चाहिए").intent == "B"


def test_published_models_can_be_learnt() -> None:
    folder = shared_data() / "interaction_models"
    found = [
        file for file in sorted(folder.glob("*.json")) if file.name != "INDEX.json" and file.stat().st_size < 10_000
    ]
    if not found:
        pytest.skip("no published models here (SHARED_DATA)")
    for file in found:
        ear = Understanding.train(json.loads(file.read_text("utf-8-sig")), "fr-FR" if "fr-FR" in file.name else "en-US")
        assert ear.hear("hello there").intent


def test_a_catalogue_joins_the_values_of_the_product_type() -> None:
    model = {
        "languageModel": {
            "intents": [
                {
                    "name": "Buy",
                    "slots": [{"name": "what", "type": "Product"}],
                    "samples": ["buy {what}", "i need {what}", "get me some {what}"],
                },
                {"name": "Hi", "samples": ["hello", "good morning"]},
            ],
            "types": [],
        }
    }
    ear = Understanding.train(model, "en-US", [Entry("x1", ("blue widget", "widget")), Entry("x2", ("garden gnome",))])
    assert ear.hear("buy garden gnome").slots["what"].ids == ("x2",)
    assert ear.hear("i really need a garden gnom").slots["what"].ids == ("x2",)


SCRIPT = """
import json, sys
from skill.understanding.understanding import Understanding
from tests.test_understanding_trained import LIGHTS
ear = Understanding.train(LIGHTS, "en-US")
said = ["light in kitchen please", "can you play a little miles davis", "weather today", "timer for ten", "good to see"]
print(json.dumps([[p.intent, repr(p.confidence), p.runner_up, sorted((k, v.value) for k, v in p.slots.items())]
                  for p in map(ear.parse, said)]))
"""


def test_every_process_hears_the_same_to_the_last_bit() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[1],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(told) == 1
    assert "LightOn" in told.pop()


def test_what_was_learnt_is_kept_and_hears_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Understanding.train(LIGHTS, "en-US", cache=tmp_path)
    kept = list(tmp_path.iterdir())
    assert [file.suffix for file in kept] == [".npz"]

    def never(*args: object) -> None:
        raise AssertionError("learnt again")

    monkeypatch.setattr(understanding, "train", never)
    second = Understanding.train(LIGHTS, "en-US", cache=tmp_path)
    for said in ("light in kitchen please", "could you play a little miles davis", "what is love"):
        assert first.parse(said) == second.parse(said)
    changed = json.loads(json.dumps(LIGHTS))
    changed["languageModel"]["intents"][0]["samples"].append("more light in the {room}")
    with pytest.raises(AssertionError, match="learnt again"):
        Understanding.train(changed, "en-US", cache=tmp_path)


@pytest.mark.parametrize("damage", [b"", b"not an archive", b"PK\x03\x04 truncated"])
def test_a_damaged_file_is_learnt_again(tmp_path: Path, damage: bytes) -> None:
    first = Understanding.train(LIGHTS, "en-US", cache=tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage or whole[: len(whole) // 2])
    second = Understanding.train(LIGHTS, "en-US", cache=tmp_path)
    assert first.parse("light in kitchen please") == second.parse("light in kitchen please")
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert Understanding.train(LIGHTS, "en-US", cache=blocked / "cache").hear("hi").intent == "Hello"


def test_a_warm_start_does_not_import_the_training_libraries(tmp_path: Path) -> None:
    Understanding.train(LIGHTS, "en-US", cache=tmp_path)
    script = (
        "import sys; from pathlib import Path; from skill.understanding.understanding import Understanding;"
        "from tests.test_understanding_trained import LIGHTS;"
        f"ear = Understanding.train(LIGHTS, 'en-US', cache=Path({str(tmp_path)!r})); ear.hear('light in kitchen');"
        "print('sklearn' in sys.modules, 'scipy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]
