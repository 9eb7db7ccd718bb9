"""What adapting the embedded model gains: `python -m tests.bench.voice_adapting` prints a Markdown table; `--write`
puts it in the README of voice_models.

Word error rates of libvosk alone, freely and with a grammar, before and after: what the American transcripts say, and
sentences of voice shopping in general, in voices that the model was not trained on. Needs OpenFst's programs.
"""

import json
import random
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import vosk  # type: ignore[import-untyped]  # ships no types

from tests.bench.tables import put
from tests.local_voice.speech import as_bytes, samples, spoken
from tests.transcripts import transcripts
from voice_models.adapt import adapt, missing
from voice_models.find import EMBEDDED
from voice_models.shop_words import of_shop, plain
from voice_models.training.scoring import word_errors
from voice_models.training.sentences import sentences

VOICES = ("en-us+f4", "en-us+m8", "en-gb-x-gbclan+steph", "flite:rms")
RATE = 16_000
MOST = 150  # sentences of each kind
OTHERS = 700  # phrases of the grammar that nobody says
README = Path(__file__).parents[2] / "voice_models" / "README.md"


def said_in_the_shop() -> list[str]:
    """Sentences of the American transcripts, as words; those with digits are spoken otherwise."""
    every = [turn.said for each in transcripts() if each.locale == "en-US" for turn in each.turns]
    words = sorted({plain(said) for said in every if said and not any(letter.isdigit() for letter in said)})
    return sorted(random.Random(1).sample(words, min(MOST, len(words))))


def said_in_general(plain_model: Path) -> list[str]:
    """Sentences of the training's kind whose words both models have."""
    rng = random.Random(77)
    found = {each for each in sentences(rng, 3 * MOST) if not missing([each], plain_model)}
    return sorted(rng.sample(sorted(found), MOST))


def errors(recogniser: vosk.KaldiRecognizer, said: list[str], voice: str) -> tuple[int, int]:
    """Wrong words, and words."""
    wrong = words = 0
    for each in said:
        parts = []
        pcm = as_bytes(samples(spoken(each, voice)))
        for at in range(0, len(pcm), RATE // 5):
            if recogniser.AcceptWaveform(pcm[at : at + RATE // 5]):
                parts.append(json.loads(recogniser.Result())["text"])
        parts.append(json.loads(recogniser.FinalResult())["text"])
        wrong += word_errors(each, " ".join(parts))
        words += len(each.split())
    return wrong, words


def row(name: str, said: list[str], phrases: list[str], models: dict[str, Path]) -> str:
    """One kind of sentences: before and after, freely and with a grammar."""
    cells = []
    voices = [voice for voice in VOICES if not voice.startswith("flite") or shutil.which("flite")]
    for path in models.values():
        model = vosk.Model(model_path=str(path))
        cells.append(f"{len(missing(said, path))}")
        for grammar in ([], [json.dumps(phrases)]):
            counted = [errors(vosk.KaldiRecognizer(model, RATE, *grammar), said, voice) for voice in voices]
            cells.append(f"{100 * sum(each[0] for each in counted) / sum(each[1] for each in counted):.1f} %")
    return f"| {name} ({len(said)}, {len(voices)} voices) | {' | '.join(cells)} |"


def table() -> str:
    """The table as Markdown."""
    vosk.SetLogLevel(-1)
    shop = of_shop("en-US")
    with TemporaryDirectory() as folder:
        models = {"before": adapt((), Path(folder) / "before").path, "adapted": EMBEDDED["en"]}
        kinds = {
            "the shop's transcripts": said_in_the_shop(),
            "voice shopping in general": said_in_general(models["before"]),
        }
        lines = [
            "| word error rate | words missing before | free | grammar | words missing adapted | free | grammar |",
            "| --- | --- | --- | --- | --- | --- | --- |",
        ]
        for name, said in kinds.items():
            others = random.Random(4).sample(shop, min(OTHERS, len(shop)))
            lines.append(row(name, said, [*sorted({*said, *others}), "[unk]"], models))
            print(lines[-1], file=sys.stderr)
    return "\n".join(lines)


def main() -> None:
    """Print the table, and write it where it is read."""
    put(table(), README, "adapting")


if __name__ == "__main__":
    main()
