"""How well the ear hears: `python -m tests.bench.voice_accuracy` prints a Markdown table; `--write` puts it in the
README of local_voice.

Commands of the American transcripts in voices that the embedded model was not trained on, clean and in kitchen noise,
through voice activity, endpointing, libvosk and the understanding, each at the question it answers there. And coffee
orders by people, where the shared data is there: their words only, because the shop sells no drinks.
"""

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import numpy as np

from local_voice.audio import RATE, SourceEnded
from local_voice.ear import Utterance, VoiceEar
from local_voice.grammar import written
from local_voice.recogniser import VoskModel
from skill.assistant import Reply, Turn
from skill.bootstrap import build
from skill.dialogue.acts import Expectation
from skill.dialogue.heard import Heard
from skill.phrasing.style import Style
from skill.understanding.expecting import YES
from tests.bench.finding import shared_data
from tests.bench.tables import put
from tests.local_voice.by_ear import same, voice_ear
from tests.local_voice.models import model_for
from tests.local_voice.speech import Samples, Sound, as_bytes, padded, samples, spoken
from tests.shop import Clock, ear_for, fresh_copy
from tests.transcripts import transcripts

VOICES = ("en-us", "en-us+f4", "en-us+m8", "en-gb-x-gbclan+steph", "flite:rms")
TRAINED_WITH = ("en-us",)
NOISES = (None, 20, 10)
README = Path(__file__).parents[2] / "local_voice" / "README.md"
LOCALE = "en-US"
_ORDERING = (
    "can i have a|can i get a|i'd like a|i would like a|make me a|could i get a|may i have a|i want a|get me a|"
    "please|with|and|could i have a|can you make me a"
)


@dataclass(frozen=True)
class Said:
    """One command, and the question it answers."""

    words: str
    expects: Expectation | None
    asked: str


def commands() -> list[Said]:
    """Every utterance of the transcripts at each kind of question it is said to."""
    found: dict[tuple[str, Expectation | None], Said] = {}
    folder = Path(mkdtemp(prefix="voice-"))
    for transcript in transcripts():
        if transcript.locale != LOCALE:
            continue
        house, session = build(fresh_copy(folder), Clock()), 0
        reply: Reply | None = None
        customer = None if transcript.customer == "nobody" else transcript.customer
        for place, turn in enumerate(transcript.turns):
            session += reply is None or reply.closed
            expects, heard = (reply.expects if reply else None), Heard(turn.intent)
            if turn.said and turn.intent not in ("Silence", "LaunchRequest"):
                asked = reply.words if reply is not None and not reply.closed else ""
                found.setdefault((turn.said, expects), Said(turn.said, expects, asked))
                heard = ear_for(LOCALE).hear(turn.said, expects)
            said = Turn(heard, f"bench:{session}", customer, LOCALE, Style.VOICE, f"bench:{place}")
            reply = house.assistant.take(said)
        house.database.close()
    return list(found.values())


@cache
def kitchen() -> Samples | None:
    """Kitchen noise, where the shared data and sox are there."""
    return decoded(shared_data() / "speech" / "kitchen_noise.flac")


def decoded(path: Path) -> Samples | None:
    """A FLAC file at 16 kHz."""
    if shutil.which("sox") is None or not path.is_file():
        return None
    command = ["sox", str(path), "-t", "raw", "-r", str(RATE), "-c", "1", "-b", "16", "-e", "signed", "-"]
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    return np.frombuffer(raw, "<i2").astype(np.float32)


def noisy(sound: Samples, snr: int | None, seed: int) -> Samples:
    """Kitchen noise so many dB below the louder half of the sound; white noise where there is none."""
    if snr is None:
        return sound
    rng = np.random.default_rng(seed)
    noise = kitchen()
    if noise is None or len(noise) <= len(sound):
        noise = rng.normal(0, 1000, 2 * len(sound)).astype(np.float32)
    start = int(rng.integers(0, len(noise) - len(sound)))
    piece = noise[start : start + len(sound)]
    power = np.square(sound)
    loud = power[power > np.percentile(power, 50)].mean()
    return np.asarray(sound + piece * np.sqrt(loud / np.square(piece).mean() / 10 ** (snr / 10)), np.float32)


def heard(ear: VoiceEar, sound: Samples, said: Said) -> Utterance | None:
    """What the ear makes of it."""
    try:
        utterance = ear.listen(Sound(sound), said.expects, wait_ms=20_000, asked=said.asked)
    except SourceEnded:
        return None
    return utterance if isinstance(utterance, Utterance) else None


def row(voice: str, snr: int | None, said: list[Said]) -> str:
    """One line of the table: how many commands were understood whole, and what became of the others."""
    ear, words = voice_ear(LOCALE), ear_for(LOCALE)
    counts: Counter[str] = Counter()
    for seed, each in enumerate(said):
        utterance = heard(ear, noisy(samples(spoken(each.words, voice)), snr, seed), each)
        meant = words.hear(each.words, each.expects)
        got = utterance.heard if utterance else Heard("Silence")
        counts["intent"] += got.intent == meant.intent
        counts["all"] += same(got, meant, sure=False)
        counts["doubt"] += not (utterance and utterance.sure)
        counts["wrong"] += bool(utterance and utterance.sure) and not same(got, meant, sure=False)
        counts["false yes"] += got.intent == YES and meant.intent != YES
    share = {name: f"{100 * counts[name] / len(said):.0f} %" for name in ("intent", "all", "doubt", "wrong")}
    return (
        f"| {voice}{' (alike ones trained it)' if voice in TRAINED_WITH else ''} | {_told(snr)} | {share['intent']} | "
        f"{share['all']} | {share['doubt']} | {share['wrong']} | {counts['false yes']} |"
    )


def _told(snr: int | None) -> str:
    return "clean" if snr is None else f"{snr} dB"


def people() -> Iterator[str]:
    """Coffee orders by people: whether all labelled slots and the order itself were heard, as words."""
    folder = shared_data() / "speech"
    model = model_for(LOCALE)
    if model is None or decoded(folder / "kitchen_noise.flac") is None:
        yield "(The recordings by people were not there.)"
        return
    labels = json.loads((folder / "labels.json").read_text("utf-8"))
    vosk = VoskModel(model.path)
    values = sorted({" ".join(value.split()) for label in labels.values() for value in label["slots"].values()})
    carriers = _ORDERING.split("|")
    grammar = [*values, *carriers, *(f"{carrier} {value}" for carrier in carriers for value in values)]
    recogniser = vosk.recogniser(written(grammar))
    for snr in NOISES:
        whole = slots = total = 0
        for seed, (name, label) in enumerate(sorted(labels.items())):
            sound = decoded(folder / name)
            assert sound is not None
            recogniser.take(as_bytes(noisy(padded(sound, 400, 600), snr, seed)))
            readings = recogniser.finish()
            words = f" {readings[0].words} " if readings else ""
            found = [f" {' '.join(value.split())} " in words for value in label["slots"].values()]
            whole, slots, total = whole + all(found), slots + sum(found), total + len(found)
        yield f"| {_told(snr)} | {100 * slots / total:.0f} % | {100 * whole / len(labels):.0f} % |"


def table() -> str:
    """Both tables as Markdown."""
    said = commands()
    lines = [
        f"{len(said)} commands of the transcripts ({LOCALE}), kitchen noise:\n",
        "| voice | noise | intent | intent and slots | in doubt | wrong without doubt | false yes |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for voice in VOICES:
        if voice.startswith("flite") and shutil.which("flite") is None:
            continue
        for snr in NOISES:
            lines.append(row(voice, snr, said))
            print(lines[-1], file=sys.stderr)
    lines += [
        "\n100 coffee orders spoken by people (each labelled slot as words, in a grammar of the drinks):\n",
        "| noise | slots | whole order |",
        "| --- | --- | --- |",
        *people(),
    ]
    return "\n".join(lines)


def main() -> None:
    """Print the tables, and write them where they are read."""
    put(table(), README, "accuracy")


if __name__ == "__main__":
    main()
