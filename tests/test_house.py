"""What is heard, done, said and proved agree in every locale, and forgetting one of them fails here."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from skill.dialogue.heard import Heard
from skill.dialogue.intents import INTENTS
from skill.phrasing.bundles import LOCALES, bundle, known
from skill.phrasing.phrasebook import message_of
from skill.understanding.ear import MODELS
from tests.acts import acts
from tests.shop import ear_for
from tests.transcripts import transcripts

ROOT = Path(__file__).parent.parent
NOT_IN_MODELS = {"LaunchRequest", "SessionEndedRequest", "Silence", "Verified", "Outdated"}
CONTRACT = {
    "ReorderIntent": {"product", "quantity"},
    "OrderStatusIntent": {"product", "orderNumber"},
    "ProductQuestionIntent": {"product", "attribute"},
    "PriceIntent": {"product"},
    "StockIntent": {"product"},
    "CancelOrderIntent": {"product", "orderNumber"},
    "ChangeQuantityIntent": {"quantity", "product"},
    "ChooseIntent": {"ordinal", "product"},
    "TalkToPersonIntent": set(),
}


def model(locale: str) -> dict[str, dict[str, object]]:
    """Intent name -> intent of the interaction model."""
    raw = json.loads((MODELS / f"{locale}.json").read_text("utf-8"))
    return {intent["name"]: intent for intent in raw["interactionModel"]["languageModel"]["intents"]}


def test_every_locale_has_a_model() -> None:
    assert {path.stem for path in MODELS.glob("*-*.json")} == set(LOCALES)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_heard_is_answered(locale: str) -> None:
    """Every intent of the model has a rule, every rule has samples: names and slots are the same in every locale."""
    heard = model(locale)
    assert set(heard) == set(INTENTS) - NOT_IN_MODELS, "interaction_models/ and dialogue/intents/__init__.py differ"
    for intent, slots in CONTRACT.items():
        declared = heard[intent].get("slots", [])
        assert isinstance(declared, list)
        assert {slot["name"] for slot in declared} == slots, intent
        assert len(heard[intent].get("samples", [])) >= 15, f"{intent} needs 15 samples"  # type: ignore[arg-type]


def test_every_intent_is_proved() -> None:
    """Each has a golden transcript."""
    proved = {turn.intent for transcript in transcripts() for turn in transcript.turns}
    missing = set(INTENTS) - proved - {"SessionEndedRequest"}
    assert not missing, f"write a transcript in tests/conversations/ for {sorted(missing)}"


def test_every_phrase_belongs_to_something() -> None:
    """A message nobody says is a leftover: each is an act, or is named in the phrasing room's own code."""
    code = "".join(path.read_text("utf-8") for path in (ROOT / "skill").rglob("*.py"))
    spoken = {message_of(act) for act in acts()}
    for path in (ROOT / "skill" / "phrasing").glob("*/*.ftl"):
        for line in path.read_text("utf-8").splitlines():
            name = line.split(" = ")[0]
            if " = " not in line or not name.strip() or line.startswith((" ", "#", "}")):
                continue
            stem = name.split("-")[0]
            assert name in spoken or f'"{name}"' in code or f'"{stem}-' in code, f"{path.name}: {name}"


@pytest.mark.parametrize("locale", ["en-US", "fr-FR"])
@pytest.mark.parametrize(
    ("example", "intent"),
    [
        ({"en": "reorder my coffee", "fr": "recommande mon café"}, "ReorderIntent"),
        ({"en": "where is my order", "fr": "où est ma commande"}, "OrderStatusIntent"),
        ({"en": "is the oat milk organic", "fr": "est-ce que le miel est bio"}, "ProductQuestionIntent"),
        ({"en": "how much is the honey", "fr": "combien coûte le miel"}, "PriceIntent"),
        ({"en": "talk to a person", "fr": "parler à une personne"}, "TalkToPersonIntent"),
        ({"en": "make it two", "fr": "mettez-en deux"}, "ChangeQuantityIntent"),
        ({"en": "not the coffee", "fr": "pas le café"}, "ChangeQuantityIntent"),
        ({"en": "the first one", "fr": "le premier"}, "ChooseIntent"),
        ({"en": "cancel my order", "fr": "annule ma commande"}, "CancelOrderIntent"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_example_the_assistant_speaks_is_understood(locale: str, example: dict[str, str], intent: str) -> None:
    """Help and prompts say nothing that the ear would not take (facts: alexa, What a certified shop must do, 6)."""
    said = example[locale[:2]]
    folder = ROOT / "skill" / "phrasing" / locale[:2]
    assert any(said in path.read_text("utf-8") for path in folder.glob("*.ftl")), f"{said} is no longer spoken"
    assert ear_for(locale).hear(said).intent == intent


def test_unknown_locales_are_answered_in_the_nearest() -> None:
    assert known("en-ZA") == "en-US"
    assert known("fr-BE") == "fr-FR"
    assert known("fr") == "fr-FR"
    assert known("ja-JP") == "en-US"
    assert known("") == "en-US"


def test_a_region_states_only_its_differences() -> None:
    """A region's file has no phrase that its language says in the same way."""
    for locale in LOCALES:
        folder = ROOT / "skill" / "phrasing" / locale
        for path in folder.glob("*.ftl"):
            language = bundle(f"{locale[:2]}-US" if locale.startswith("en") else "fr-FR")
            for line in path.read_text("utf-8").splitlines():
                name, _, value = line.partition(" = ")
                if value and "{" not in value and not name.startswith(" "):
                    assert language.line(name) != value, f"{path}: {name}"


def test_files_stay_small() -> None:
    """No file over 300 lines, tests and tools included."""
    for path in [*ROOT.glob("*.py"), *(ROOT / "skill").rglob("*.py"), *(ROOT / "interaction_models").rglob("*.py")]:
        assert len(path.read_text("utf-8").splitlines()) <= 300, path


def test_every_room_and_file_says_what_it_is() -> None:
    """A docstring at the head of every module."""
    for path in (ROOT / "skill").rglob("*.py"):
        if "versions" not in path.parts:
            assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path


def test_the_core_starts_without_frameworks() -> None:
    """Importing the dialogue brings in no web server, database, SDK or learning library."""
    heavy = "flask sqlalchemy ask_sdk_core sklearn babel fluent vosk"
    code = (
        "import sys; import skill.dialogue.manager;"
        f"found = [name for name in {heavy.split()!r} if name in sys.modules]; print(found); sys.exit(bool(found))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_heard_values_are_equal_when_alike() -> None:
    assert Heard("X") == Heard("X", {})
