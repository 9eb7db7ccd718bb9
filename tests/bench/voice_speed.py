"""How fast the ear is: `python -m tests.bench.voice_speed`. Building grammars by the size of the catalogue, from the
end of speech to the meaning by kind of question, real-time factor, idling."""

import json
import statistics
import time

import numpy as np

from local_voice.audio import BLOCK_BYTES, RATE
from local_voice.ear import Utterance, VoiceEar
from local_voice.grammar import Grammars
from local_voice.phrases import Phrases
from local_voice.recogniser import VoskModel
from local_voice.vocabulary import Vocabulary
from local_voice.voice import silero_or_gate
from skill.dialogue.acts import Expectation
from tests.bench.finding import made_up
from tests.local_voice.models import model_for
from tests.local_voice.speech import Sound, as_bytes, samples, silence, spoken
from tests.shop import ear_for

SIZES = (100, 1_000, 10_000)
SAID = (
    ("yes", Expectation.ORDER),
    ("no", Expectation.ORDER),
    ("three", Expectation.NUMBER),
    ("reorder my coffee", None),
    ("where is order one zero four two", None),
    ("add two oat milks to my basket", Expectation.OPEN),
)


def grammars(vosk: VoskModel) -> None:
    """Phrases, grammar and recogniser."""
    ear = ear_for("en-US")
    print("| products | phrases | phrases and grammar, once a shop | of another question | recogniser |")
    print("| --- | --- | --- | --- | --- |")
    for size in SIZES:
        names = [name for entry in made_up(size) for name in entry.names]
        start = time.perf_counter()
        made = Grammars(Phrases(ear.understanding, names), Vocabulary(vosk.has, "en"))
        grammar = made.of(None)
        first = time.perf_counter()
        other = made.of(Expectation.ORDER)
        second = time.perf_counter()
        vosk.recogniser(other)
        third = time.perf_counter()
        times = " | ".join(f"{1000 * each:.0f} ms" for each in (first - start, second - first, third - second))
        print(f"| {size:,} | {len(json.loads(grammar)):,} | {times} |")


def hearing(ear: VoiceEar) -> None:
    """From the end of speech to the meaning: the tail of silence, and the work after it."""
    print("\n| said | tail | work p50 | work p95 |\n| --- | --- | --- | --- |")
    busy = spent = 0.0
    for text, expects in SAID:
        ear.prepare(expects)
        work, tails = [], []
        for _ in range(20):
            sound = samples(spoken(text, "en-us"))
            start = time.process_time()
            got = ear.listen(Sound(sound), expects, wait_ms=9000)
            busy += time.process_time() - start
            assert isinstance(got, Utterance)
            spent += got.decided_ms / 1000
            work.append(got.working_ms)
            tails.append(got.decided_ms - got.ended_ms)
        told = statistics.quantiles(work, n=20)
        print(f"| {text} | {max(tails):.0f} ms | {statistics.median(work):.0f} ms | {told[18]:.0f} ms |")
    print(f"\nReal-time factor while listening: {busy / spent:.3f}")


def idling() -> None:
    """What listening to a quiet room, and to a loud one, costs."""
    quiet = as_bytes(silence(20_000))
    loud = as_bytes(np.random.default_rng(1).normal(0, 800, 20 * RATE).astype(np.float32))
    for name, sound in (("quiet room", quiet), ("steady noise", loud)):
        voice, start = silero_or_gate(), time.process_time()
        for at in range(0, len(sound) - BLOCK_BYTES + 1, BLOCK_BYTES):
            voice.hears(sound[at : at + BLOCK_BYTES])
        print(f"Idle in a {name}: {100 * (time.process_time() - start) / 20:.2f} % of a core")


def main() -> None:
    """Print all of it."""
    model = model_for("en-US")
    if model is None:
        print("There is no English model of speech on this machine.")
        return
    start = time.perf_counter()
    ear = VoiceEar(model, ear_for("en-US"), [name for entry in made_up(157) for name in entry.names])
    print(f"An ear, its model loaded: {time.perf_counter() - start:.2f} s\n")
    grammars(VoskModel(model.path))
    hearing(ear)
    idling()


if __name__ == "__main__":
    main()
