"""Conversations on the virtual sound card: espeak-ng speaks into the microphone, libvosk hears it, pyttsx3 answers
through the loudspeaker, which is recognised again; the database proves what was ordered.

Real time is real: several cards converse side by side. A machine that is too busy to make sound in time gets a second
attempt at a conversation, as a person who was not understood would.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.local_voice.card import needs_card
from tests.local_voice.conversing import AT_ONCE, SHARE, Outcome, Plan, converse
from tests.local_voice.speech import VOICES, spoken
from tests.shop import ear_for
from tests.transcripts import FOLDER, Transcript, read

pytestmark = [needs_card, pytest.mark.xdist_group("card")]

HELD = (
    "order_status_out_for_delivery",
    "reorder_out_of_stock_no_substitute",
    "cancel_order_kept",
    "cancel_order_by_product",
    "return_too_late",
    "rate_without_a_number",
    "find_send_to_phone",
    "unknown_fact",
    "stop_in_the_middle",
    "cancel_the_quote",
    "silence",
    "reorder_new_product",
    "reorder_with_quantity",
    "reorder_price_rose",
    "bank_wants_approval",
)


def plan_of(transcript: Transcript) -> Plan:
    """A transcript as a plan: its customer begins."""
    steps = [{"say": turn.said} if turn.said else {"silence": True} for turn in transcript.turns]
    options = {"greet": False, "earcons": False}
    return {"customer": transcript.customer, "steps": steps, "options": options, "shop": dict(transcript.shop)}


def wrong(transcript: Transcript, outcome: Outcome) -> str:
    """What was not as the transcript says; "" when all was."""
    answers = [each for each in outcome["said"] if each["what"] == "assistant"][: len(transcript.turns)]
    if [each["words"] for each in answers] != [turn.answer for turn in transcript.turns]:
        heard = [each["words"] for each in outcome["said"] if each["what"] == "heard"]
        return f"{transcript.name}: heard {heard}, said {[each['words'] for each in answers]}"
    if outcome["orders"] != transcript.turns[-1].orders:
        return f"{transcript.name}: {outcome['orders']} orders"
    quiet = [f"{each['share']:.2f} of {each['words']}" for each in answers if each["share"] < SHARE]
    return f"{transcript.name}: to be heard was {quiet}" if quiet else ""


def test_golden_transcripts_by_voice(tmp_path: Path) -> None:
    """Everything is heard, answered to the letter, to be heard at the loudspeaker, and ordered as it says."""
    assert ear_for("en-US")  # once, before there are threads
    every = {name: read(FOLDER / "en-US" / f"{name}.yaml") for name in HELD}
    for transcript in every.values():
        for turn in transcript.turns:
            if turn.said:
                spoken(turn.said, VOICES["en"])
    failed = list(every)
    for attempt in range(2):
        shares = [failed[place::AT_ONCE] for place in range(AT_ONCE)]

        def held(names: list[str], attempt: int = attempt) -> Outcome:
            plans = {name: plan_of(every[name]) for name in names}
            return converse(plans, tmp_path / f"{attempt}-{names[0]}")

        with ThreadPoolExecutor(AT_ONCE) as cards:
            outcomes = {k: v for each in cards.map(held, [names for names in shares if names]) for k, v in each.items()}
        errors = [error for name in failed if (error := wrong(every[name], outcomes[name]))]
        failed = [name for name in failed if wrong(every[name], outcomes[name])]
        if not failed:
            break
    assert not failed, "\n".join(errors)
