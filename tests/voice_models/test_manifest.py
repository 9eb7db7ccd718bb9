"""What is offered: free licences by themselves, others by their names alone; and the folders that are models."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.voice_models.conftest import offer_of
from voice_models.__main__ import main
from voice_models.find import NoVoiceModel, fetched, find
from voice_models.manifest import NoOffer, offer_for, offers


def test_every_offer_can_be_checked() -> None:
    for offer in offers():
        assert re.fullmatch("[0-9a-f]{32}", offer.md5), offer.name
        assert offer.sha256 == "" or re.fullmatch("[0-9a-f]{64}", offer.sha256), offer.name
        assert offer.url == f"https://alphacephei.com/vosk/models/{offer.name}.zip"
        assert offer.bytes > 30_000_000


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("en-US", "vosk-model-small-en-us-0.15"),
        ("en-GB", "vosk-model-small-en-gb-0.15"),
        ("en-AU", "vosk-model-small-en-us-0.15"),
        ("fr-CA", "vosk-model-small-fr-0.22"),
        ("fr", "vosk-model-small-fr-0.22"),
        ("vosk-model-small-hi-0.22", "vosk-model-small-hi-0.22"),
    ],
)
def test_a_locale_gets_its_own_model_or_one_of_its_language(wanted: str, name: str) -> None:
    assert offer_for(wanted).name == name


def test_what_nobody_offers_is_told_with_what_there_is() -> None:
    with pytest.raises(NoOffer, match="fr-FR"):
        offer_for("tlh")
    with pytest.raises(NoOffer, match="large"):
        offer_for("en-US", "large")


@pytest.mark.parametrize("licence", ["CC-BY-NC-4.0", "AGPL-3.0", "GPL-3.0-only", "unknown"])
def test_a_licence_with_strings_is_never_chosen_by_itself(licence: str, model_zip: Path) -> None:
    offer = offer_of(model_zip, licence=licence)
    with pytest.raises(NoOffer):
        offer_for("en-GB", among=(offer,))
    assert offer_for(offer.name, among=(offer,)) is offer


def test_a_folder_that_is_no_model_is_passed_over(kept: Path) -> None:
    for name, about in (("half", "{}"), ("odd", "[1"), ("list", "[]"), ("empty", '{"locale": "en-GB"}')):
        (kept / name).mkdir(parents=True)
        (kept / name / "about.json").write_text(about)
    assert fetched() == ()
    assert find("en-IN").embedded


def test_a_language_without_a_model_names_the_one_command(kept: Path) -> None:
    with pytest.raises(NoVoiceModel, match="python -m voice_models fetch fr-FR"):
        find("fr-FR")


def test_the_command_line_lists_and_finds(kept: Path) -> None:
    run = CliRunner().invoke
    listed = run(main, ["list"])
    assert listed.exit_code == 0
    assert "vosk-model-small-fr-0.22" in listed.output
    assert run(main, ["path", "en-US"]).output.strip().endswith("en-US")
    missing = run(main, ["path", "fr-FR"])
    assert missing.exit_code == 1
    assert "fetch fr-FR" in missing.output
    unknown = run(main, ["fetch", "tlh"])
    assert unknown.exit_code == 1
    assert "There are:" in unknown.output
