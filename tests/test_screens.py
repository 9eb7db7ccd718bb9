"""What a screen shows: nothing empty, nothing unread, and every button says something the dialogue answers."""

from collections.abc import Iterator

import pytest

from skill.dialogue.acts import Ask, Step
from skill.dialogue.heard import Heard
from skill.dialogue.intents import INTENTS
from skill.phrasing.bundles import LOCALES
from skill.phrasing.screens import Screen, screen
from tests.acts import acts
from tests.test_phrases import TODAY, samples


def screens(act: type, locale: str) -> Iterator[Screen]:
    """The screens of a class of acts, with a sample of its values."""
    everything = list(samples().instances(act))
    for instance in everything[:: max(1, len(everything) // 20)]:
        step = Step(ask=instance) if isinstance(instance, Ask) else Step(tell=(instance,))
        shown = screen(step, locale, TODAY)
        if shown is not None:
            yield shown


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("act", acts(), ids=lambda act: act.__name__)
def test_nothing_on_it_is_empty(act: type, locale: str) -> None:
    for shown in screens(act, locale):
        assert shown.title or shown.kind == "answers"
        assert shown.rows or shown.buttons
        assert len(shown.buttons) <= 3
        assert all(button.label for button in shown.buttons)
        widths = {len(row.cells) for row in shown.rows} | ({len(shown.header)} if shown.header else set())
        assert len(widths) <= 1, "rows of one table are of one width"
        assert all(cell for row in shown.rows for cell in row.cells)
        for heard in (*(row.heard for row in shown.rows), *(button.heard for button in shown.buttons)):
            assert heard is None or (isinstance(heard, Heard) and heard.intent in INTENTS)


def test_the_quote_shows_what_is_read_and_its_total() -> None:
    from skill.dialogue.quotes import ConfirmOrder

    quote = next(samples().quotes())
    shown = screen(Step(ask=ConfirmOrder(quote=quote)), "en-US", TODAY)
    assert shown is not None
    assert shown.kind == "quote"
    assert len(shown.rows) == len(quote.lines) + 1
    assert f"€{quote.total.minor / 100:.2f}" in shown.footer
