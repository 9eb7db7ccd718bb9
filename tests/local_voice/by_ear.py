"""Transcripts held by sound: each utterance is spoken by espeak-ng and heard by libvosk.

`python -m tests.local_voice.by_ear` writes down what is misheard today, a file a locale; the tests hold it to that.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import yaml

from local_voice.audio import SourceEnded
from local_voice.ear import Utterance, VoiceEar
from local_voice.recordings import wav_file
from skill.assistant import Reply, Turn
from skill.bootstrap import House, build
from skill.dialogue.acts import Expectation
from skill.dialogue.heard import Heard, Slot
from skill.phrasing.style import Style
from skill.understanding.normalise import fold
from skill.understanding.numbers import number_words
from tests.local_voice.models import model_for
from tests.local_voice.speech import VOICES, spoken
from tests.shop import Clock, ear_for, fresh_copy, orders_of
from tests.transcripts import Exchange, Transcript, transcripts

FOLDER = Path(__file__).parent
NOTHING = "(nothing)"
_WAIT_MS = 8000
_UNSPOKEN = ("Silence", "LaunchRequest")


@dataclass
class Held:
    """How a transcript went: what was misheard (said -> heard, "?" behind it where the ear was in doubt), where an
    answer was not the transcript's although everything was heard, and where more was ordered than it says."""

    misheard: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    ordered: list[str] = field(default_factory=list)


@cache
def voice_ear(locale: str) -> VoiceEar:
    """The ear of a locale over the demo shop, once a process."""
    model = model_for(locale)
    assert model is not None
    house = build(fresh_copy(Path(mkdtemp(prefix="voice-"))), Clock())
    try:
        return VoiceEar(model, ear_for(locale), house.shops.names(locale.partition("-")[0]))
    finally:
        house.database.close()


@cache
def _listened(locale: str, said: str, expects: Expectation | None, asked: str) -> Utterance | None:
    source = wav_file(spoken(said, VOICES[locale.partition("-")[0]]))
    try:
        heard = voice_ear(locale).listen(source, expects, wait_ms=_WAIT_MS, asked=asked)
    except SourceEnded:
        return None
    finally:
        source.close()
    return heard if isinstance(heard, Utterance) else None


def hold(transcript: Transcript, folder: Path) -> Held:
    """Hold a transcript by ear; where it is misheard go on as if it had not been, then hold it again as it was."""
    held = Held()
    for turn, reply, _ in _talk(transcript, folder, held, corrected=True):
        if (reply.words, reply.closed) != (turn.answer, turn.closed):
            held.wrong.append(f"{turn.said}: {reply.words}")
    if held.misheard:
        for turn, _, orders in _talk(transcript, folder, Held(), corrected=False):
            if orders > turn.orders:
                held.ordered.append(turn.said)
    return held


def _talk(
    transcript: Transcript, folder: Path, held: Held, *, corrected: bool
) -> Iterator[tuple[Exchange, Reply, int]]:
    clock = Clock()
    house: House = build(fresh_copy(folder).model_copy(update=dict(transcript.shop)), clock)
    customer = None if transcript.customer == "nobody" else transcript.customer
    before = orders_of(house, transcript.customer)
    session = 0
    reply: Reply | None = None
    try:
        for place, turn in enumerate(transcript.turns):
            clock.forward(minutes=turn.after)
            session += reply is None or reply.closed
            expects = reply.expects if reply else None
            asked = reply.words if reply and not reply.closed else ""
            heard = _heard(transcript.locale, turn, expects, asked, held, corrected=corrected)
            reply = house.assistant.take(
                Turn(heard, f"voice:{session}", customer, transcript.locale, Style.VOICE, f"request:{place}")
            )
            yield turn, reply, orders_of(house, transcript.customer) - before
    finally:
        house.database.close()


def _heard(
    locale: str, turn: Exchange, expects: Expectation | None, asked: str, held: Held, *, corrected: bool
) -> Heard:
    if turn.intent in _UNSPOKEN:
        return Heard(turn.intent)
    utterance = _listened(locale, turn.said, expects, asked)
    meant = replace(ear_for(locale).hear(turn.said, expects), words=0)  # how many words were said only sets the pace
    heard = replace(utterance.heard, words=0) if utterance else Heard("Silence")
    if same(heard, meant):
        return heard
    doubt = "?" if utterance and not utterance.sure else ""
    held.misheard[turn.said] = f"{utterance.words or NOTHING}{doubt}" if utterance else NOTHING
    return meant if corrected else heard


def same(heard: Heard, meant: Heard, *, sure: bool = True) -> bool:
    """Whether the same was understood, and (`sure`) as surely: other words for the same product are the same."""
    if (heard.intent, set(heard.slots)) != (meant.intent, set(meant.slots)) or (sure and heard.sure != meant.sure):
        return False
    pairs = [(heard.slots[name], meant.slots[name]) for name in meant.slots]
    return all(
        len(one.more) == len(two.more)
        and all(_told(a) == _told(b) for a, b in zip((one, *one.more), (two, *two.more), strict=True))
        for one, two in pairs
    )


def _told(slot: Slot) -> tuple[object, ...]:
    """What a slot names, and how many."""
    counts = [word for word in fold(slot.value) if word in number_words("en") | number_words("fr")]
    return (slot.ids or slot.value, *counts)


def file_of(locale: str) -> Path:
    """Where it is written what is misheard."""
    return FOLDER / f"misheard.{locale}.yaml"


def expected(locale: str) -> Mapping[str, Mapping[str, str]]:
    """Transcript -> said -> heard instead, as written down."""
    path = file_of(locale)
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader) or {} if path.is_file() else {}  # noqa: S506  # strings


def main(locale: str = "en-US") -> None:
    """Write down what is misheard."""
    found: dict[str, dict[str, str]] = {}
    for transcript in transcripts():
        if transcript.locale == locale:
            held = hold(transcript, Path(mkdtemp(prefix="voice-")))
            if held.misheard:
                found[transcript.name] = held.misheard
            for each in (*held.wrong, *(f"ORDERED: {each}" for each in held.ordered)):
                print(transcript.name, each)
    head = "# What the voice of the tests is misheard as; written by python -m tests.local_voice.by_ear\n"
    file_of(locale).write_text(head + yaml.safe_dump(found, allow_unicode=True, width=100), "utf-8")
    print(f"{sum(map(len, found.values()))} utterances misheard in {len(found)} transcripts")


if __name__ == "__main__":
    main(*sys.argv[1:])
