"""Text to an intent: right answers on paraphrases, and time by catalogue size. `python -m tests.bench.understanding`

How far to trust the paraphrases: <language>.tsv chose the confidence formula, the lines and some samples.
<language>.second.tsv was unseen for its first run only (en .868 right, slot F1 .811, AUROC .976; fr .919, .845,
.832); its errors then led to a few samples and to the penalty for unknown products. <language>.third.tsv has the
intents of the basket, the search, returns and pace; it was written before their samples were learnt and led to none.
"""

import random
import tempfile
import time
from pathlib import Path

from interaction_models import files, utterances
from interaction_models.evaluate import evaluate
from skill.understanding.finder import Finder
from skill.understanding.understanding import Understanding
from tests.bench.finding import made_up, misheard

HELD_OUT = Path(__file__).parents[1] / "data" / "understanding"
CARRIERS = ("reorder my {}", "i think we need some more {}", "where is my {}", "how much would the {} be", "{} please")


def timings(size: int, ear: Understanding, finder: Finder) -> str:
    """p50 and p95 of a parse, and of a parse with a look-up in a history of 50 products."""
    rng = random.Random(11)
    entries = made_up(size)
    history = {rng.choice(entries).id: 1.0 for _ in range(50)}
    parsed: list[float] = []
    resolved: list[float] = []
    for turn in range(600):
        name = rng.choice(entries).names[0]
        said = CARRIERS[turn % len(CARRIERS)].format(name if turn % 3 else misheard(name, rng))
        start = time.perf_counter()
        heard = ear.hear(said)
        parsed.append((time.perf_counter() - start) * 1000)
        if product := heard.value("product"):
            finder.meant(product, history)
        resolved.append((time.perf_counter() - start) * 1000)
    parsed.sort()
    resolved.sort()
    return f"{size:8d} {parsed[300]:8.2f} {parsed[570]:8.2f} {resolved[300]:14.2f} {resolved[570]:8.2f}"


def main() -> None:
    """Print the figures of both languages, then the times."""
    for locale in ("en-US", "fr-FR"):
        for table in (f"{locale[:2]}.tsv", f"{locale[:2]}.second.tsv", f"{locale[:2]}.third.tsv"):
            print(f"{locale} {table}")
            rows = utterances.read(HELD_OUT / table)
            for line in evaluate(files.read(files.path_of(locale)), rows, locale).report():
                print(" ", line)
    model = files.read(files.path_of("en-US"))
    print("products  p50 ms   p95 ms   with look-up   p95 ms")
    for size in (100, 10_000, 100_000):
        finder = Finder(made_up(size), "en")
        print(timings(size, Understanding.train(model, "en-US", finder), finder))
    with tempfile.TemporaryDirectory() as folder:
        Understanding.train(model, "en-US", cache=Path(folder))
        start = time.perf_counter()
        Understanding.train(model, "en-US", cache=Path(folder))
        print(f"warm start {time.perf_counter() - start:.2f} s, without imports")


if __name__ == "__main__":
    main()
