"""The language of a model that nobody named."""

import json
from pathlib import Path

import pytest

from interaction_models.languages import locale_of
from skill.understanding.ear import MODELS
from skill.understanding.model import Model
from tests.alexa.public import SHARED


@pytest.mark.parametrize("locale", ["en-US", "fr-FR"])
def test_our_own_models_are_told_by_their_samples(locale: str) -> None:
    model = Model.read(json.loads((MODELS / f"{locale}.json").read_text("utf-8")))
    assert locale_of(Path("model.json"), model) == locale


def test_a_name_says_more_than_the_samples() -> None:
    model = Model.read(json.loads((MODELS / "en-US.json").read_text("utf-8")))
    assert locale_of(Path("shop--fr-CA.json"), model) == "fr-CA"
    assert locale_of(Path("my-model.json"), model) == "en-US"


def test_public_models_are_told_by_their_samples() -> None:
    """Outside data, where it is present."""
    folder = SHARED / "interaction_models"
    if not (folder / "INDEX.json").is_file():
        pytest.skip("no outside data: set SHARED_DATA")
    for entry in json.loads((folder / "INDEX.json").read_text("utf-8")):
        model = Model.read(json.loads((folder / entry["file"]).read_text("utf-8-sig")))
        if len(entry["locale"]) == 5 and sum(len(intent.samples) for intent in model.intents) > 30:
            assert locale_of(Path("model.json"), model)[:2] == entry["locale"][:2], entry["file"]
