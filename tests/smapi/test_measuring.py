"""python -m interaction_models evaluate and profile: here, and by the service, side by side."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from interaction_models import corpus, files
from interaction_models.sides import Answer, Row, differences, table
from interaction_models.smapi.nlu import annotations, remote_answers
from interaction_models.smapi.problems import Refused, Unreachable
from interaction_models.utterances import BadUtterances, Expected
from skill.understanding.model import Model
from tests.smapi.standing import Stand, model

ROWS = [
    Expected("reorder coffee", "ReorderIntent", {"product": "coffee"}),
    Expected("order again", "ReorderIntent", {}),
    Expected("when are you open", "HoursIntent", {}),
    Expected("sing a song", "AMAZON.FallbackIntent", {}),
]


@pytest.fixture
def built(stand: Stand) -> Iterator[Stand]:
    """A stand whose model is built."""
    stand.put("en-US", model())
    yield stand


def test_the_service_is_asked_and_its_answers_are_in_order(built: Stand) -> None:
    answers = remote_answers(built.service(), "en-US", ROWS, built.notes.append, between=0)
    assert answers == [
        Answer("ReorderIntent", {"product": "coffee"}),
        Answer("ReorderIntent", {}),
        Answer("HoursIntent", {}),
        Answer("AMAZON.FallbackIntent", {}),
    ]


def test_many_results_come_in_pages(built: Stand) -> None:
    rows = [Expected(f"reorder coffee number {number}", "ReorderIntent", {"product": ""}) for number in range(2300)]
    answers = remote_answers(built.service(), "en-US", rows, built.notes.append, between=0)
    assert [one.slots["product"] for one in answers] == [f"coffee number {number}" for number in range(2300)]
    assert len(built.seen("GET", "/results")) == 3


def test_a_second_run_uses_the_same_annotation_set(built: Stand) -> None:
    for _ in range(2):
        remote_answers(built.service(), "en-US", ROWS, built.notes.append, between=0)
    assert (
        len(built.seen("POST", "/nluAnnotationSets?"))
        + len([one for one in built.world.seen if one.method == "POST" and one.path.endswith("/nluAnnotationSets")])
        == 1
    )


def test_an_utterance_with_two_meanings_is_one_entry() -> None:
    made = annotations([Expected("Yes", "AMAZON.YesIntent", {}), Expected("yes", "ReorderIntent", {"product": "it"})])
    assert len(made) == 1
    assert [one["intent"]["name"] for one in made[0]["expected"]] == ["AMAZON.YesIntent", "ReorderIntent"]


def test_an_evaluation_that_does_not_end(built: Stand) -> None:
    built.world.polls_per_step = 100
    with pytest.raises(Unreachable, match="has not ended"):
        remote_answers(built.service(), "en-US", ROWS, built.notes.append, looks=3, sleep=built.slept.append)
    assert built.slept == [2.0] * 3


def test_without_a_built_model_the_service_refuses(stand: Stand) -> None:
    with pytest.raises(Refused, match="no built model"):
        remote_answers(stand.service(), "en-US", ROWS, stand.notes.append, between=0)


def test_the_table_counts_by_intent_and_says_what_was_taken_for_what() -> None:
    wanted = Expected("a", "One", {"n": "two"})
    rows = [
        Row(wanted, Answer("One", {"n": "2"}), Answer("One", {"n": "three"})),
        Row(Expected("b", "One", {}), Answer("Other", {}), Answer("One", {})),
        Row(Expected("c", "Other", {}), Answer("Other", {}), Answer("Other", {})),
    ]
    told = [" ".join(line.split()) for line in table(rows, "en")]
    assert told[2:] == [
        "One 2 0.50 1.00 1.00 0.50 here: 1 Other",
        "Other 1 1.00 1.00 1.00 1.00",
        "all 3 0.67 1.00 1.00 0.67",
    ]
    verdicts = [line.rpartition("right: ")[2] for line in differences(rows, "en")]
    assert verdicts[1:] == ["here", "remote"]


def test_the_table_without_the_service_has_one_side() -> None:
    (_, heads, line, _) = table([Row(Expected("b", "One", {}), Answer("Other", {}))], "en")
    assert "remote" not in heads
    assert line.split() == ["One", "1", "0.00", "-", "1", "Other"]


@pytest.mark.parametrize("locale", corpus.spoken())
def test_transcripts_are_read_for_every_locale_that_has_some(locale: str) -> None:
    intents = {intent.name for intent in Model.read(files.read(files.path_of(locale))).intents}
    rows = corpus.transcripts(locale, intents)
    assert len(rows) > 30
    assert {row.intent for row in rows} <= intents
    assert len({(row.utterance, row.intent, tuple(row.slots.items())) for row in rows}) == len(rows)


def test_a_region_has_the_transcripts_of_its_language() -> None:
    intents = {"ReorderIntent"}
    assert corpus.transcripts("en-AU", intents) == corpus.transcripts("en-US", intents)
    with pytest.raises(BadUtterances, match="--utterances"):
        corpus.transcripts("ja-JP", intents)


def test_a_broken_transcript_is_named(tmp_path: Path) -> None:
    (tmp_path / "en-US").mkdir()
    (tmp_path / "en-US" / "bad.yaml").write_text("turns: [")
    with pytest.raises(BadUtterances, match=r"bad\.yaml"):
        corpus.transcripts("en-US", {"ReorderIntent"}, tmp_path)


def test_evaluate_prints_both_sides_and_writes_them(built: Stand, tmp_path: Path) -> None:
    file, out = tmp_path / "rows.tsv", tmp_path / "out.tsv"
    file.write_text("reorder coffee\tReorderIntent\tproduct=coffee\nwhen are you open\tHoursIntent\t\n")
    built.have("en-US", model())
    own = str(built.models / "en-US.json")
    arguments = ("--model", own, "--utterances", str(file), "--locale", "en-US", "--out", str(out), "--remote")
    result = built.run("evaluate", *arguments)
    assert result.exit_code == 0, result.output
    assert "remote" in result.stdout
    rows = [line.split("\t") for line in out.read_text().splitlines()]
    assert rows[0][-2:] == ["remote_intent", "remote_slots"]
    assert rows[1][-2:] == ["ReorderIntent", "product=coffee"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ja-JP"], "no model for ja-JP"),
        (["--out", "x.tsv"], "one locale"),
        (["--utterances", "x.tsv"], "one locale"),
        (["en-US", "fr-FR", "--model", "x.json"], "one locale"),
        (["en-US", "--remote"], "--skill-id"),
    ],
)
def test_what_cannot_be_evaluated_is_said_at_once(stand: Stand, arguments: list[str], words: str) -> None:
    result = stand.run("evaluate", *arguments, environment={"ALEXA_SKILL_ID": ""})
    assert result.exit_code == 2
    assert words in result.stderr


def test_profile_says_what_one_utterance_is_on_both_sides(stand: Stand) -> None:
    stand.put("en-US", files.read(files.path_of("en-US")))
    result = stand.run("profile", "reorder my coffee", "--remote")
    assert result.exit_code == 0, result.output
    here, remote = result.stdout.splitlines()
    assert here.split()[:3] == ["here", "ReorderIntent", "product=coffee"]
    assert remote.split()[:2] == ["remote", "ReorderIntent"]
