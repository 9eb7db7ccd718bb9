"""What was learnt, kept on disk so that a start is quick. One file a model, named by a hash of everything
that training depends on; numbers, text and crfsuite's own bytes in numpy's archive, never pickles.

A file that cannot be read is as good as none: it is learnt again. Written aside and renamed, so that two
processes can share a folder.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import numpy as np

from skill.understanding.classifier import Classifier
from skill.understanding.confidence import Lines
from skill.understanding.grams import Grams
from skill.understanding.kinds import Kind
from skill.understanding.model import Model
from skill.understanding.tagger import Tagger
from skill.understanding.trained import Trained

_LIBRARIES = ("numpy", "scipy", "python-crfsuite", "Metaphone", "RapidFuzz", "text2num")


def key(model: Model, locale: str, examples: Mapping[str, tuple[str, ...]]) -> str:
    """The hash of model, values, our own code and data, and the libraries' versions."""
    told = hashlib.sha256()
    intents = [[intent.name, sorted(intent.slots.items()), intent.samples] for intent in model.intents]
    types = sorted((name, [[value.id, value.names] for value in values]) for name, values in model.types.items())
    told.update(json.dumps([locale, intents, types, sorted(examples.items())]).encode())
    told.update(json.dumps([metadata.version(library) for library in _LIBRARIES]).encode())
    here = resources.files("skill.understanding")
    for folder in (here, here.joinpath("data")):
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith((".py", ".json", ".txt")):
                told.update(file.read_bytes())
    return told.hexdigest()


def _file(folder: Path, key_: str) -> Path:
    return folder / f"understanding-{key_[:32]}.npz"


def save(folder: Path, key_: str, trained: Trained) -> None:
    """Keep what was learnt; a folder that cannot be written is no error, only a slower next start."""
    classifier = trained.classifier
    about = {
        "key": key_,
        "intents": classifier.intents,
        "unknown": classifier.grams.unknown,
        "language": classifier.grams.language,
        "lines": [trained.lines.refuse, trained.lines.doubt],
        "carriers": {intent: sorted(tagger.carriers) for intent, tagger in trained.taggers.items()},
        "taggers": list(trained.taggers),
        "grams": classifier.grams.names,
    }
    arrays: dict[str, Any] = {f"a_{name}": array for name, array in classifier.arrays.items()}
    arrays["idf"] = classifier.grams.idf
    blobs = [np.frombuffer(tagger.blob, dtype=np.uint8) for tagger in trained.taggers.values()]
    arrays.update({f"t_{at}": blob for at, blob in enumerate(blobs)})
    arrays["about"] = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=folder, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, **arrays)
            Path(aside).replace(_file(folder, key_))
        finally:
            Path(aside).unlink(missing_ok=True)
    except OSError:
        return


def load(folder: Path, key_: str, model: Model, kinds: Mapping[str, Kind]) -> Trained | None:
    """What was learnt before; None if there is nothing, or nothing that can be trusted."""
    try:
        with _file(folder, key_).open("rb") as file, np.load(file, allow_pickle=False) as kept:
            about = json.loads(kept["about"].tobytes())
            if about["key"] != key_:
                return None
            arrays = {name[2:]: kept[name] for name in kept.files if name.startswith("a_")}
            grams = Grams(about["grams"], kept["idf"], about["unknown"], about["language"])
            classifier = Classifier(grams, arrays, about["intents"])
            slots = {intent.name: intent.slots for intent in model.intents}
            taggers = {
                intent: Tagger(
                    kept[f"t_{at}"].tobytes(),
                    {type_: kinds[type_] for type_ in sorted(set(slots[intent].values()))},
                    frozenset(about["carriers"][intent]),
                )
                for at, intent in enumerate(about["taggers"])
            }
            return Trained(classifier, Lines(*about["lines"]), taggers)
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None
