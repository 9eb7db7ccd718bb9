"""Does "reorder my ..." find what that customer meant? `python -m tests.bench.finding`

Replays real orders in time order: each later order line is said as the last word, the last two words, or
the whole name with one word misheard. Columns: right at the first place, among the first three, share of
questions (several answers), share of nothing found. Then the time of one look-up by catalogue size.
Real orders are read from SHARED_DATA (or ../shared/data), and skipped politely when absent.
"""

import csv
import os
import random
import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from skill.understanding.finder import Entry, Finder

SWAPS = (("b", "p"), ("d", "t"), ("g", "k"), ("v", "f"), ("m", "n"), ("s", "z"), ("e", "i"), ("a", "e"), ("o", "u"))


def shared_data() -> Path:
    """Where outside data lies, whether or not it is there."""
    return Path(os.environ.get("SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))


def misheard(name: str, rng: random.Random) -> str:
    """The name with one of its longer words changed by a sound or a letter."""
    words = name.split()
    places = [at for at, word in enumerate(words) if len(word) > 3] or list(range(len(words)))
    at = rng.choice(places)
    word = words[at]
    swaps = [(old, new) for pair in SWAPS for old, new in (pair, pair[::-1]) if old in word]
    if swaps and rng.random() < 0.7:
        old, new = rng.choice(swaps)
        words[at] = word.replace(old, new, 1)
    else:
        cut = rng.randrange(len(word))
        added = "" if rng.random() < 0.5 else rng.choice("aeilnrst") + word[cut : cut + 1]
        words[at] = word[:cut] + added + word[cut + 1 :]
    return " ".join(words)


@dataclass
class Count:
    """Outcomes of one way of saying a product."""

    asked: int = 0
    first: int = 0
    three: int = 0
    none: int = 0
    total: int = 0

    def add(self, ids: tuple[str, ...], meant: str) -> None:
        self.total += 1
        self.first += ids[:1] == (meant,)
        self.three += meant in ids[:3]
        self.asked += len(ids) > 1
        self.none += not ids

    def row(self) -> str:
        share = [f"{value / max(self.total, 1):7.3f}" for value in (self.first, self.three, self.asked, self.none)]
        return f"{self.total:7d} " + " ".join(share)


def lines(folder: Path) -> Iterator[list[dict[str, str]]]:
    """Orders, oldest first; each a list of its lines."""
    orders: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (folder / "orders.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            orders[line["invoice_no"]].append(line)
    yield from sorted(orders.values(), key=lambda order: (order[0]["invoice_date"], order[0]["invoice_no"]))


def replay(folder: Path) -> dict[tuple[str, str], Count]:
    """Hit rates over the real orders: (bought before or new, way of saying) -> count."""
    with (folder / "catalogue.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        entries = [Entry(row["stock_code"], (row["description"].lower(),), float(row["orders"])) for row in rows]
    names = {entry.id: entry.names[0] for entry in entries}
    finder = Finder(entries, "en")
    rng = random.Random(20)
    history: dict[str, dict[str, float]] = defaultdict(dict)
    counts: dict[tuple[str, str], Count] = defaultdict(Count)
    for order in lines(folder):
        own = history[order[0]["customer_id"]]
        for line in order if own else ():
            meant, name = line["stock_code"], names[line["stock_code"]]
            words = name.split()
            said = {"last word": words[-1], "last two": " ".join(words[-2:]), "misheard": misheard(name, rng)}
            for way, text in said.items():
                counts["bought before" if meant in own else "new", way].add(finder.meant(text, own).ids, meant)
        for product in own:
            own[product] *= 0.9  # what was bought lately counts more
        for line in order:
            own[line["stock_code"]] = own.get(line["stock_code"], 0.0) + 1.0
    return counts


def made_up(size: int) -> list[Entry]:
    """A catalogue of `size` products with names of 2 to 4 words; the same every time."""
    rng = random.Random(size)
    syllables = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "ar", "en", "il", "on")]
    words = ["".join(rng.choices(syllables, k=rng.randint(2, 3))) for _ in range(max(60, size // 5))]
    common = words[: max(20, len(words) // 60)]
    return [
        Entry(f"p{at}", (" ".join([*rng.choices(words, k=rng.randint(1, 3)), rng.choice(common)]),), rng.random())
        for at in range(size)
    ]


def timings(size: int) -> str:
    """Build time, then p50 and p95 of a look-up with a history of 50 products."""
    entries = made_up(size)
    start = time.perf_counter()
    finder = Finder(entries, "en")
    built = time.perf_counter() - start
    rng = random.Random(5)
    history = {rng.choice(entries).id: 1.0 for _ in range(50)}
    took: list[float] = []
    for turn in range(600):
        name = rng.choice(entries).names[0]
        text = (name.split()[-1], " ".join(name.split()[-2:]), misheard(name, rng), "zebra saddle")[turn % 4]
        start = time.perf_counter()
        finder.meant(text, history)
        took.append((time.perf_counter() - start) * 1000)
    took.sort()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{size:8d} {built:8.2f} s {took[300]:8.2f} ms {took[570]:8.2f} ms {memory:7.0f} MB"


def main() -> None:
    """Print both tables."""
    folder = shared_data() / "uci_online_retail"
    if (folder / "orders.csv").exists():
        print(f"{'':28} {'lines':>7} {'hit@1':>7} {'hit@3':>7} {'asked':>7} {'none':>7}")
        for (kind, way), count in sorted(replay(folder).items()):
            print(f"{kind:14} {way:13} {count.row()}")
    else:
        print("no real orders here (SHARED_DATA): only timings")
    print(f"{'products':>8} {'build':>10} {'p50':>11} {'p95':>11} {'memory':>10}")
    for size in (100, 10_000, 100_000):
        print(timings(size))


if __name__ == "__main__":
    main()
