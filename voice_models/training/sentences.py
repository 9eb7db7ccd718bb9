"""English sentences of voice shopping, made from templates: to speak when training, and for the language model.

All choices come from the generator that is handed in: the same seed, the same sentences.
"""

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

TEXT = Path(__file__).parent / "text"
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_COFFEE = (
    "brew roast shot shots single double triple medium small large skim sweetener lots soy almond whole light dark "
    "ounce twelve sixteen twenty eight espresso barista syrup foam"
)
ONES, TENS, COFFEE_WORDS = tuple(_ONES.split()), tuple(_TENS.split()), tuple(_COFFEE.split())
WAKE_WORDS = ("snowboy", "view", "glass", "smart", "mirror", "jarvis")  # of the recordings that training uses
_SLOT = re.compile(r"\{(\w+)\}")


def number_name(number: int) -> str:
    """A whole number from 0 to 100 in words."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10 - 2] + ("" if number % 10 == 0 else " " + ONES[number % 10])
    return "one hundred"


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a text file."""
    return tuple((TEXT / name).read_text("utf-8").splitlines())


@cache
def fillers() -> dict[str, list[str]]:
    """What stands for the names in the templates."""
    return tomllib.loads((TEXT / "fillers.toml").read_text("utf-8"))


@cache
def products() -> tuple[str, ...]:
    """The names of things a shop may sell."""
    named = (line for line in lines("products.txt") if not line.startswith("#"))
    return tuple(name.strip() for line in named for name in line.strip().split("|") if name.strip())


def vocabulary() -> frozenset[str]:
    """Every word of these texts."""
    words = {word for line in lines("common_words.txt") for word in line.replace("-", " ").split()}
    for text in (*products(), *lines("short.txt"), *lines("templates.txt"), *_flat(fillers())):
        words.update(_SLOT.sub(" ", text).split())
    return frozenset(words | {*COFFEE_WORDS, *ONES, *TENS, *WAKE_WORDS})


def sentences(rng: random.Random, many: int) -> Iterator[str]:
    """So many sentences, some of them alike."""
    for _ in range(many):
        yield sentence(rng)


def sentence(rng: random.Random) -> str:
    """One sentence."""
    short, templates = lines("short.txt"), lines("templates.txt")
    if rng.random() < 0.10:
        return rng.choice(short)
    said = _SLOT.sub(lambda slot: _filled(rng, slot.group(1)), rng.choice(templates))
    if rng.random() < 0.05:
        said += " please"
    return " ".join(said.split())


def _filled(rng: random.Random, name: str) -> str:
    match name:
        case "p":
            return rng.choice(products())
        case "q":
            return _quantity(rng)
        case "coffee":
            return _coffee(rng)
        case "digits":
            return " ".join(rng.choice(ONES[:10]) for _ in range(rng.choice([3, 4, 4, 5, 6])))
        case _:
            return rng.choice(fillers()[name])


def _quantity(rng: random.Random) -> str:
    which = rng.random()
    if which < 0.55:
        return number_name(rng.randint(1, 12))
    if which < 0.9:
        return number_name(rng.randint(13, 100))
    return rng.choice(["a", "a couple of", "a few", "half a dozen", "a dozen", "two dozen", "some more", "several"])


def _coffee(rng: random.Random) -> str:
    size = rng.choice(["", "small", "medium", "large", "eight ounce", "twelve ounce", "sixteen ounce", "twenty ounce"])
    roast = rng.choice(["", "light roast", "medium roast", "dark roast"])
    shot = rng.choice(["", "", "single shot", "double shot", "triple shot"])
    drink = rng.choice(
        ["coffee", "iced coffee", "mocha", "iced mocha", "drip coffee", "house coffee", "espresso", "americano",
         "cappuccino", "latte"]
    )  # fmt: skip  # a list
    front = [part for part in (size, roast, shot) if part]
    rng.shuffle(front)
    said = rng.choice(["a", "a", "a", "one", "two", "three", "an", "the", ""]) + " " + " ".join([*front, drink])
    extras: list[str] = []
    milks = ["milk", "whole milk", "skim milk", "soy milk", "almond milk", "cream", "oat milk"]
    sweets = ["sugar", "brown sugar", "sweetener", "honey", "syrup"]
    for kinds in (milks, sweets):
        if rng.random() < 0.5:
            extras.append(_amount(rng) + " " + rng.choice(kinds))
    rng.shuffle(extras)
    if extras:
        said += rng.choice([" with ", " with ", " and ", " "]) + " and ".join(extras)
    if rng.random() < 0.08:
        said += " please"
    return said


def _amount(rng: random.Random) -> str:
    return rng.choice(["", "", "some", "a bit of", "a little bit of", "a lot of", "lots of", "extra", "no"])


def _flat(lists: dict[str, list[str]]) -> Sequence[str]:
    return [text for each in lists.values() for text in each]
