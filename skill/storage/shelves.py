"""The product files as rows of the catalogue's tables. Knows no database."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from skill.storage.sheets import BadData, Sheet, load, sheets
from skill.storage.tables import (
    FactRow,
    ProductNameRow,
    ProductRow,
    SubstituteRow,
    SynonymRow,
    VariantNameRow,
    VariantRow,
)

LANGUAGES = ("en", "fr")
MOST_SPOKEN_WORDS = 5  # facts: commerce, Word budgets
SMALLER = {"l": ("ml", 1000), "kg": ("g", 1000), "m": ("cm", 100), "cm": ("mm", 10), "years": ("months", 12)}

Rows = dict[type, list[dict[str, Any]]]


def read_products(folder: Path, currency: str, today: date) -> Rows:
    """All products of the YAML files in `folder`, prices in cents of `currency`. Raises BadData."""
    rows: Rows = {
        table: []
        for table in (
            ProductRow,
            VariantRow,
            ProductNameRow,
            VariantNameRow,
            SynonymRow,
            FactRow,
            SubstituteRow,
        )
    }
    for file in sorted(folder.glob("*.yaml")):
        content = load(file)
        listed = content.get("products") if isinstance(content, dict) else content
        for sheet in sheets(listed, file.name):
            _product(sheet, currency, today, rows)
    _check(rows)
    return rows


def _product(sheet: Sheet, currency: str, today: date, rows: Rows) -> None:
    id_ = sheet.text("id")
    rows[ProductRow].append(
        {
            "id": id_,
            "category": sheet.text("category"),
            "brand": sheet.text("brand", ""),
            "popularity": sheet.whole("popularity", 0),
            "position": len(rows[ProductRow]),
        }
    )
    for language in LANGUAGES:
        named = sheet.part(language)
        rows[ProductNameRow].append({"product_id": id_, "language": language} | _name(named, named))
        rows[SynonymRow].extend(
            {"product_id": id_, "language": language, "words": words} for words in named.words("synonyms")
        )
    facts = {fact.text("attribute"): fact for fact in sheet.parts("facts")}
    for fact in facts.values():
        rows[FactRow].extend({"product_id": id_, "sku": None} | told for told in _fact(fact, today))
    if not sheet.parts("variants"):
        raise sheet.wrong("variants", "there must be at least one")
    for position, variant in enumerate(sheet.parts("variants")):
        sku = variant.text("sku")
        rows[VariantRow].append(
            {
                "sku": sku,
                "product_id": id_,
                "position": position,
                "price_minor": variant.whole("price"),
                "was_minor": _usual_price(variant),
                "currency": currency,
                "stock": variant.whole("stock"),
                "sold": True,
                "version": 1,
            }
        )
        for language in LANGUAGES:
            if language in variant:
                name = _name(variant.part(language), sheet.part(language))
                rows[VariantNameRow].append({"sku": sku, "language": language} | name)
        if "size" in variant:
            rows[FactRow].append(
                {"product_id": id_, "sku": sku} | _size(variant.part("size"), facts.get("size"), today)
            )
    rows[SubstituteRow].extend(
        {"product_id": id_, "position": position, "substitute_id": other}
        for position, other in enumerate(sheet.words("substitutes"))
    )


def _usual_price(variant: Sheet) -> int | None:
    """What it costs when it is no deal; None when today's price is the usual one."""
    if "was" not in variant:
        return None
    usual, today = variant.whole("was"), variant.whole("price")
    if usual <= today:
        raise variant.wrong("was", f"the usual price of a deal is above its price, {today}; {usual} is not")
    return usual


def _name(named: Sheet, base: Sheet) -> dict[str, str]:
    """A name; what a variant leaves out is its product's."""
    name = {
        "written": named.text("title", base.text("title")),
        "spoken": named.text("spoken", base.text("spoken")),
        "one": named.text("one", base.text("one")),
        "many": named.text("many", base.text("many")),
        "gender": named.text("gender", base.text("gender", "")),
    }
    if len(name["spoken"].split()) > MOST_SPOKEN_WORDS:
        raise named.wrong("spoken", f"{name['spoken']!r} has more than {MOST_SPOKEN_WORDS} words")
    if name["gender"] not in ("", "m", "f"):
        raise named.wrong("gender", f"{name['gender']!r} is neither m nor f")
    return name


def _fact(fact: Sheet, today: date) -> list[dict[str, Any]]:
    head = {
        "attribute": fact.text("attribute"),
        "source": fact.text("source"),
        "as_of": today - timedelta(days=fact.whole("as_of_days", 0)),
    }
    if "value" not in fact:
        return [
            head | {"language": language, "kind": "text", "value": fact.text(language), "unit": ""}
            for language in LANGUAGES
        ]
    return [head | _value(fact)]


def _value(fact: Sheet) -> dict[str, str]:
    """yes, no, or a whole number; 1.5 l is kept as 1500 ml."""
    value, unit = fact.text("value"), fact.text("unit", "")
    if value in ("yes", "no"):
        return {"language": "", "kind": "yes_no", "value": value, "unit": ""}
    whole, _, decimals = value.partition(".")
    if decimals and unit in SMALLER:
        unit, times = SMALLER[unit]
        scaled, left = divmod(int(whole + decimals) * times, 10 ** len(decimals)) if decimals.isdigit() else (0, 1)
        if not left:
            return {"language": "", "kind": "number", "value": str(scaled), "unit": unit}
    if not value.isdigit():
        raise fact.wrong("value", f"{value!r} is neither yes nor no nor a whole number")
    return {"language": "", "kind": "number", "value": value, "unit": unit}


def _size(size: Sheet, of_product: Sheet | None, today: date) -> dict[str, Any]:
    """A variant's own size, from where its product's is known."""
    source, as_of_days = (of_product.text("source"), of_product.whole("as_of_days", 0)) if of_product else ("shop", 0)
    head = {"attribute": "size", "source": source, "as_of": today - timedelta(days=as_of_days)}
    return head | _value(size)


def _check(rows: Rows) -> None:
    """What no single entry can tell: names and ids are used once, substitutes exist."""
    products = [row["id"] for row in rows[ProductRow]]
    if not products:
        raise BadData("there are no products to sell")
    _once(products, "product")
    _once([row["sku"] for row in rows[VariantRow]], "sku")
    for row in rows[SubstituteRow]:
        if row["substitute_id"] not in set(products):
            raise BadData(f"{row['product_id']}, substitutes: there is no product {row['substitute_id']!r}")
    of_product = {(row["product_id"], row["language"]): row["spoken"] for row in rows[ProductNameRow]}
    of_variant = {(row["sku"], row["language"]): row["spoken"] for row in rows[VariantNameRow]}
    for language in LANGUAGES:
        said: dict[str, str] = {}
        for row in rows[VariantRow]:
            sku = row["sku"]
            spoken = of_variant.get((sku, language)) or of_product[row["product_id"], language]
            if said.setdefault(spoken.casefold(), sku) != sku:
                raise BadData(f"{sku} and {said[spoken.casefold()]} are both spoken {spoken!r} ({language})")


def _once(ids: list[str], what: str) -> None:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            raise BadData(f"the {what} {id_!r} is there twice")
        seen.add(id_)
