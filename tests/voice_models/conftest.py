"""A place of its own for fetched models, and a zip of a model that works."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from voice_models.find import EMBEDDED
from voice_models.manifest import Offer


@dataclass(frozen=True)
class Published:
    """A model as somebody publishes it: its zip, and the offer that describes it."""

    zip: Path
    offer: Offer


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where models are fetched to in this test."""
    folder = tmp_path / "models"
    monkeypatch.setenv("VOICE_MODELS_DIR", str(folder))
    return folder


def zipped(folder: Path, to: Path, root: str = "vosk-model-small-xx-1") -> Path:
    """This folder as a zip with everything under `root`."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as opened:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                opened.write(file, f"{root}/{file.relative_to(folder)}")
    return to


def offer_of(zip_: Path, url: str = "http://127.0.0.1:9/none.zip", **others: object) -> Offer:
    """What a manifest would say of this zip."""
    data = zip_.read_bytes()
    raw: dict[str, object] = {
        "locale": "en-GB",
        "name": "vosk-model-small-xx-1",
        "size": "small",
        "url": url,
        "bytes": len(data),
        "md5": hashlib.md5(data, usedforsecurity=False).hexdigest(),
        "sha256": hashlib.sha256(data).hexdigest(),
        "licence": "Apache-2.0",
        "disk_mb": 5,
        "memory_mb": 50,
    }
    return Offer(**(raw | others))  # type: ignore[arg-type]  # the fields are those of an offer


@pytest.fixture(scope="session")
def model_zip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded model, zipped as the standard ones are."""
    return zipped(EMBEDDED["en"], tmp_path_factory.mktemp("zip") / "model.zip")
