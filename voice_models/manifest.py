"""The standard models that can be fetched. Knows no network."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "manifest.toml"
FREE = frozenset({"Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause"})
"""Licences under which a model may be chosen without being asked for by name: no copyleft, no "non-commercial"."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A model as it is published. `bytes`, `md5` and `sha256` (hex, "" where unknown) are those of its zip."""

    locale: str
    name: str
    size: str
    url: str
    bytes: int
    md5: str
    licence: str
    disk_mb: int
    memory_mb: int
    sha256: str = ""

    @property
    def free(self) -> bool:
        """Whether its licence allows it to be chosen by itself."""
        return self.licence in FREE


class NoOffer(LookupError):
    """No such model can be fetched; the message names those that can."""


@cache
def offers(file: Path = FILE) -> tuple[Offer, ...]:
    """All of them, in the order of preference."""
    return tuple(Offer(**raw) for raw in tomllib.loads(file.read_text("utf-8"))["model"])


def offer_for(wanted: str, size: str = "small", among: tuple[Offer, ...] | None = None) -> Offer:
    """The model of this name, or the free one that hears this locale (else its language) best. Raises NoOffer."""
    every = offers() if among is None else among
    named = next((offer for offer in every if offer.name == wanted), None)
    if named is not None:
        return named
    free = [offer for offer in every if offer.free and offer.size == size]
    locale = wanted.replace("_", "-").lower()
    language = locale.partition("-")[0]
    same = [offer for offer in free if offer.locale.lower() == locale]
    same += [offer for offer in free if offer.locale.lower().partition("-")[0] == language]
    if same:
        return same[0]
    known = ", ".join(sorted({offer.locale for offer in free}))
    raise NoOffer(
        f"There is no {size} model for {wanted!r} that may be fetched by itself. There are: {known or 'none'}."
    )
