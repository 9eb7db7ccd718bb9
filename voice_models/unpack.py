"""A model's zip into a folder: whole, or not at all. Nothing is ever written outside that folder."""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from voice_models.find import ABOUT, is_model

MOST_BYTES = 4_000_000_000
MOST_FILES = 2_000


class BadZip(Exception):
    """The zip holds no model, or more than one may unpack."""


def unpack(file: Path, into: Path, about: Mapping[str, str], wrong: Callable[[Path], str] = lambda _model: "") -> None:
    """Unpack a model's zip as the folder `into`, replacing one that is there. Raises BadZip.

    The files lie in one folder of the zip, or at its top. `about` is kept beside them. `wrong` is asked about the
    unpacked model before it takes its place: what it tells, if anything, is why it does not.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=into.parent))
    try:
        try:
            with zipfile.ZipFile(file) as opened:
                _check(opened)
                opened.extractall(work)  # names were checked: none leads out of the folder
        except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
            raise BadZip(f"{file.name} is no zip that can be read: {error}") from error
        root = _root(work)
        (root / ABOUT).write_text(json.dumps(dict(about), indent=1), "utf-8")
        told = wrong(root)
        if told:
            raise BadZip(f"the model does not work: {told}")
        old = work / "old"
        if into.exists():
            into.rename(old)
        root.replace(into)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _check(opened: zipfile.ZipFile) -> None:
    entries = opened.infolist()
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise BadZip("the zip is far larger than any model")
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or any(":" in part for part in path.parts[:1]):
            raise BadZip(f"the zip would write outside its folder: {entry.filename!r}")
        if (entry.external_attr >> 16) & 0o170000 == 0o120000:
            raise BadZip(f"the zip holds a link: {entry.filename!r}")


def _root(work: Path) -> Path:
    for candidate in (work, *sorted(path for path in work.iterdir() if path.is_dir())):
        if is_model(candidate):
            if candidate != work:
                return candidate
            inner = work / "model"
            inner.mkdir()
            for each in [path for path in work.iterdir() if path != inner]:
                each.rename(inner / each.name)
            return inner
    raise BadZip("the zip holds no model: am/final.mdl is missing")
