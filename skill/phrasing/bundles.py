"""The Fluent files of each locale, loaded once: a language's folder, then its region's few differences.

Three traps of fluent.runtime are closed here: no isolation marks, a missing variable raises, a missing
phrase raises (an assistant never says "confirm reorder").
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Message

ROOT = Path(__file__).parent
REMEMBERED = 4096
LOCALES = ("en-US", "en-GB", "en-CA", "en-AU", "en-IN", "fr-FR", "fr-CA")


class PhraseError(LookupError):
    """A phrase or one of its variables is missing: a programming error, found by the tests."""


def known(locale: str) -> str:
    """The locale itself, or the nearest the shop speaks: same language first, then English."""
    if locale in LOCALES:
        return locale
    language = locale.partition("-")[0].partition("_")[0].lower()
    return next((candidate for candidate in LOCALES if candidate.startswith(f"{language}-")), LOCALES[0])


@cache
def bundle(locale: str) -> "Phrases":
    """The phrases of a known locale."""
    return Phrases(locale)


class Phrases:
    """All messages of one locale."""

    def __init__(self, locale: str) -> None:
        self._bundle = FluentBundle([locale], use_isolating=False)
        language = locale.partition("-")[0]
        self._ids: dict[str, None] = {}
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._value)
        for folder in (ROOT / language, ROOT / locale):
            for path in sorted(folder.glob("*.ftl")):
                resource = FluentResource(path.read_text("utf-8"))
                self._bundle.add_resource(resource, allow_overrides=True)
                self._ids.update(dict.fromkeys(entry.id.name for entry in resource.body if isinstance(entry, Message)))

    def has(self, message: str, attribute: str | None = None) -> bool:
        """True when the message, or this attribute of it, is there."""
        if not self._bundle.has_message(message):
            return False
        found = self._bundle.get_message(message)
        return attribute in found.attributes if attribute else found.value is not None

    def fixed(self) -> Iterator[str]:
        """What is said without any variable: nothing in it is anybody's."""
        for message in self._ids:
            for attribute in (None, *self._bundle.get_message(message).attributes):
                try:
                    yield self.line(message, attribute)
                except PhraseError:
                    continue

    def value(self, message: str, attribute: str | None = None, /, **variables: str | int) -> str:
        """The same for what is said again and again (amounts, counted products): remembered. Nothing personal."""
        return self._remembered(message, attribute, tuple(variables.items()))

    def line(self, message: str, attribute: str | None = None, /, **variables: Any) -> str:
        """The message or its attribute with these variables. Raises PhraseError."""
        found = self._bundle.get_message(message) if self._bundle.has_message(message) else None
        pattern = None
        if found is not None:
            pattern = found.attributes.get(attribute) if attribute else found.value
        if pattern is None:
            raise PhraseError(f"there is no phrase {message}{'.' + attribute if attribute else ''}")
        text, errors = self._bundle.format_pattern(pattern, variables)
        if errors:
            raise PhraseError(f"{message}: {errors[0]}")
        return str(text)

    def _value(self, message: str, attribute: str | None, variables: tuple[tuple[str, str | int], ...]) -> str:
        return self.line(message, attribute, **dict(variables))
