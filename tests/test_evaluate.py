"""python -m interaction_models: our own files, and the measuring of anybody's model."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from interaction_models import catalogue, files, regions, utterances
from interaction_models.__main__ import main
from interaction_models.measures import auroc, recall_keeping, same_value, slot_f1
from interaction_models.weakest import weakest
from skill.understanding.model import Model, Place, parts

INTENTS = [
    "ReorderIntent",
    "OrderStatusIntent",
    "ProductQuestionIntent",
    "PriceIntent",
    "StockIntent",
    "CancelOrderIntent",
    "ChangeQuantityIntent",
    "ChooseIntent",
    "TalkToPersonIntent",
    "AddToBasketIntent",
    "RemoveFromBasketIntent",
    "BasketIntent",
    "CheckoutIntent",
    "FindProductIntent",
    "CompareIntent",
    "NotReceivedIntent",
    "ReturnIntent",
    "DealsIntent",
    "ContinueIntent",
    "RateIntent",
    "SlowerIntent",
    "QuickerIntent",
    "SendToPhoneIntent",
    "AMAZON.YesIntent",
    "AMAZON.NoIntent",
    "AMAZON.HelpIntent",
    "AMAZON.RepeatIntent",
    "AMAZON.StopIntent",
    "AMAZON.CancelIntent",
    "AMAZON.FallbackIntent",
    "AMAZON.NavigateHomeIntent",
    "AMAZON.StartOverIntent",
]
ATTRIBUTES = [
    "size",
    "ingredients",
    "allergens",
    "vegan",
    "vegetarian",
    "gluten_free",
    "organic",
    "caffeine",
    "calories",
    "origin",
    "storage",
    "shelf_life",
    "material",
    "colour",
    "scent",
    "compatibility",
    "warranty",
    "water_resistance",
    "battery_life",
    "power",
    "dimensions",
    "recyclable",
    "age",
    "author",
    "pages",
    "brand",
]
LOCALES = ("en-AU", "en-CA", "en-GB", "en-IN", "en-US", "fr-CA", "fr-FR")


def test_there_is_a_model_for_every_locale() -> None:
    assert files.locales() == LOCALES


@pytest.mark.parametrize("locale", LOCALES)
def test_every_locale_keeps_the_contract(locale: str) -> None:
    raw = files.read(files.path_of(locale))
    model = Model.read(raw)
    assert files.language_model(raw)["invocationName"] == "corner shop"
    assert sorted(intent.name for intent in model.intents) == sorted(INTENTS)
    slots = {intent.name: dict(intent.slots) for intent in model.intents}
    assert slots["ReorderIntent"] == {"product": "Product", "quantity": "AMAZON.NUMBER"}
    assert slots["OrderStatusIntent"] == {"product": "Product", "orderNumber": "AMAZON.NUMBER"}
    assert slots["ProductQuestionIntent"] == {"product": "Product", "attribute": "Attribute"}
    assert slots["PriceIntent"] == slots["StockIntent"] == {"product": "Product"}
    assert slots["CancelOrderIntent"] == {"product": "Product", "orderNumber": "AMAZON.NUMBER"}
    assert slots["ChangeQuantityIntent"] == {"quantity": "AMAZON.NUMBER", "product": "Product"}
    assert slots["ChooseIntent"] == {"ordinal": "Ordinal", "product": "Product"}
    assert [value.id for value in model.types["Attribute"]] == ATTRIBUTES
    assert [value.id for value in model.types["Ordinal"]] == ["1", "2", "3", "last"]
    assert {"ref:this", "ref:usual"} <= {value.id for value in model.types["Product"]}


@pytest.mark.parametrize("locale", LOCALES)
def test_samples_are_enough_different_and_well_formed(locale: str) -> None:
    model = Model.read(files.read(files.path_of(locale)))
    language = locale[:2]
    seen: dict[tuple[str | Place, ...], str] = {}
    for intent in model.intents:
        if not intent.built_in:
            assert len(intent.samples) >= 15, intent.name
        for sample in intent.samples:
            pattern = parts(sample, language)
            assert seen.setdefault(pattern, intent.name) == intent.name, sample
            assert re.sub(r"\{\w+\}", "", sample) == re.sub(r"\{\w+\}", "", sample).lower()
            assert all(part.slot in intent.slots for part in pattern if isinstance(part, Place)), sample
            assert not set(sample) & set(',;:!?()"0123456789'), sample
    assert len(seen) == sum(len(intent.samples) for intent in model.intents)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_two_values_of_a_type_have_the_same_id(locale: str) -> None:
    for values in Model.read(files.read(files.path_of(locale))).types.values():
        assert len({value.id for value in values}) == len(values)
        assert all(len(name) <= 140 for value in values for name in value.names)


@pytest.mark.parametrize("locale", sorted(regions.BASE))
def test_regions_on_disk_are_what_is_derived(locale: str) -> None:
    base = files.read(files.path_of(regions.BASE[locale]))
    assert files.path_of(locale).read_text("utf-8") == files.text_of(regions.derive(locale, base)), (
        "run python -m interaction_models derive"
    )


@pytest.mark.parametrize("locale", regions.LANGUAGES)
def test_products_on_disk_are_the_demo_catalogue(locale: str) -> None:
    products = catalogue.entries(locale[:2])
    assert products
    model = files.read(files.path_of(locale))
    assert files.path_of(locale).read_text("utf-8") == files.text_of(catalogue.with_products(model, products)), (
        "run python -m interaction_models derive"
    )


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


SHOP = {
    "interactionModel": {
        "languageModel": {
            "invocationName": "test shop",
            "intents": [
                {
                    "name": "Order",
                    "slots": [{"name": "what", "type": "Thing"}, {"name": "many", "type": "AMAZON.NUMBER"}],
                    "samples": ["order {many} {what}", "buy {what}", "i want {what}", "get me {many} {what}"],
                },
                {"name": "Where", "samples": ["where is my order", "track my parcel", "has it shipped"]},
                {"name": "AMAZON.FallbackIntent", "samples": []},
            ],
            "types": [{"name": "Thing", "values": [{"name": {"value": "tea"}}, {"name": {"value": "green soap"}}]}],
        }
    }
}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    file = tmp_path / "model.json"
    file.write_text("\ufeff" + json.dumps(SHOP), encoding="utf-8")
    return file


def test_evaluation_prints_figures_and_writes_a_table(model: Path, tmp_path: Path) -> None:
    table, out = tmp_path / "said.tsv", tmp_path / "out.tsv"
    table.write_text(
        "\ufeffutterance\tintent\tslots\r\nOrder two green soap\tOrder\tmany=two;what=Green  Soap\r\n\r\n"
        "where's my order\tWhere\t\r\nbuy tea\tOrder\twhat=tea\r\nwhy is the sky blue\tAMAZON.FallbackIntent\r\n",
        encoding="utf-8",
    )
    result = run("evaluate", "--model", model, "--utterances", table, "--out", out)
    assert result.exit_code == 0, result.output
    assert "4 (3 in scope, 1 out of scope)" in result.output
    assert "intent accuracy       1.000" in result.output
    assert "slot F1               1.000 micro" in result.output
    assert "AUROC 1.000" in result.output
    lines = out.read_text("utf-8").splitlines()
    assert lines[0] == "utterance\texpected_intent\tintent\texpected_slots\tslots\tconfidence"
    assert lines[1].split("\t")[:5] == [
        "Order two green soap",
        "Order",
        "Order",
        "many=two;what=Green Soap",
        "many=2;what=green soap",
    ]
    assert lines[4].split("\t")[2] == "AMAZON.FallbackIntent"
    assert len(lines) == 5


def test_a_table_without_header_or_slots_is_read(model: Path, tmp_path: Path) -> None:
    table = tmp_path / "said.tsv"
    table.write_text("buy tea\tOrder\ntrack my parcel\tWhere\n", encoding="utf-8")
    result = run("evaluate", "--model", model, "--utterances", table, "--locale", "en-GB")
    assert result.exit_code == 0
    assert "2 (2 in scope, 0 out of scope)" in result.output


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"buy tea\tOrder\nno tab here\n", "line 2"),
        (b"buy tea\tOrder\twhat\n", "line 1"),
        (b"\tOrder\n", "line 1"),
        (b"", "no utterances"),
        (b"\xff\xfe\x00", "not UTF-8"),
    ],
)
def test_bad_tables_are_refused_with_their_line(model: Path, tmp_path: Path, content: bytes, told: str) -> None:
    table = tmp_path / "said.tsv"
    table.write_bytes(content)
    result = run("evaluate", "--model", model, "--utterances", table)
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b"\xff\xfe", b'{"languageModel": {"intents": 3}}'])
def test_bad_models_are_refused(tmp_path: Path, content: bytes) -> None:
    file, table = tmp_path / "model.json", tmp_path / "said.tsv"
    file.write_bytes(content)
    table.write_text("buy tea\tOrder\n", encoding="utf-8")
    result = run("evaluate", "--model", file, "--utterances", table)
    assert result.exit_code == 2
    assert "error:" in result.stderr


def test_missing_files_are_refused(model: Path, tmp_path: Path) -> None:
    assert run("evaluate", "--model", tmp_path / "no", "--utterances", tmp_path / "no").exit_code == 2
    assert run("evaluate", "--model", model, "--utterances", tmp_path / "no").exit_code == 2
    assert run("weakest", "xx-XX").exit_code == 2


def test_a_large_model_with_few_samples_is_evaluated(tmp_path: Path) -> None:
    words = [
        f"{a}{b}"
        for a in ("ka", "lo", "mi", "su", "te", "vo", "ru", "pe")
        for b in ("ban", "dor", "fin", "gul", "hes", "jat", "kip", "lum")
    ]
    intents = [{"name": f"I{at}", "samples": [f"{word} please", f"i want {word}"]} for at, word in enumerate(words)]
    file, table = tmp_path / "model.json", tmp_path / "said.tsv"
    file.write_text(json.dumps({"languageModel": {"intents": intents}}), encoding="utf-8")
    table.write_text("".join(f"give me {word}\tI{at}\n" for at, word in enumerate(words)), encoding="utf-8")
    result = run("evaluate", "--model", file, "--utterances", table)
    assert result.exit_code == 0
    assert "intent accuracy       1.000" in result.output


def test_the_measures_are_those_of_the_books() -> None:
    assert auroc([0.9, 0.8], [0.1, 0.2]) == 1.0
    assert auroc([0.5], [0.5]) == 0.5
    assert auroc([0.9, 0.3], [0.5]) == 0.5
    assert recall_keeping([0.5] * 20, [0.1, 0.9]) == (0.5, 0.5)
    micro, by_name = slot_f1([({"a": "two", "b": "x"}, {"a": "2"}), ({}, {"b": "y"}), ({"b": "Y"}, {"b": "y"})], "en")
    assert (micro.found, micro.wrong, micro.missed) == (2, 1, 1)
    assert by_name["a"].f1 == 1.0
    assert by_name["b"].f1 == 0.5
    assert same_value("one oh two", "102", "en")
    assert not same_value("two", "3", "en")


def test_the_weakest_intents_are_named() -> None:
    found = weakest(files.read(files.path_of("en-US")), "en-US", folds=5)
    assert len(found) == 23
    assert found[0].share <= found[-1].share
    assert found[0].share > 0.3, f"{found[0].intent} is hardly understood unless worded as in its samples"


def test_held_out_paraphrases_are_not_samples() -> None:
    for language, locale in (("en", "en-US"), ("fr", "fr-FR")):
        model = Model.read(files.read(files.path_of(locale)))
        samples = {parts(sample, language) for intent in model.intents for sample in intent.samples}
        folder = Path(__file__).parent / "data" / "understanding"
        rows = [row for file in sorted(folder.glob(f"{language}*.tsv")) for row in utterances.read(file)]
        assert len(rows) >= 160
        assert not [row.utterance for row in rows if parts(row.utterance, language) in samples]
