"""Fetching a model: downloaded or brought, checked, unpacked, tried; only then may it be found."""

import shutil
from pathlib import Path

from voice_models.download import NotFetched, Progress, WrongFile, check, download, no_place
from voice_models.find import folder, is_model
from voice_models.manifest import Offer
from voice_models.trial import works
from voice_models.unpack import BadZip, unpack


def fetch(offer: Offer, progress: Progress = lambda _here, _all: None, brought: Path | None = None) -> Path:
    """The folder of this model, fetched unless it is here and works; `brought` is a zip of it that is here already.

    Raises NotFetched (nothing changed; the message says what to do), WrongFile.
    """
    into = folder() / offer.name
    if brought is None and is_model(into) and not works(into):
        return into
    zipped = brought or folder() / f"{offer.name}.zip"
    if brought is None:
        if not zipped.exists():
            _need_room(offer)
            download(offer.url, zipped, offer.bytes, progress)
    elif not brought.is_file():
        raise NotFetched(f"There is no file {brought}.")
    try:
        sha256 = check(zipped, offer.bytes, offer.md5, offer.sha256)
    except WrongFile:
        if brought is None:
            zipped.unlink(missing_ok=True)
        raise
    about = {"name": offer.name, "locale": offer.locale, "licence": offer.licence, "sha256": sha256}
    try:
        unpack(zipped, into, about, works)
    except BadZip as error:
        raise NotFetched(f"{error}.") from error
    except OSError as error:
        raise NotFetched(no_place(into.parent, error)) from error
    if brought is None:
        zipped.unlink(missing_ok=True)
    return into


def _need_room(offer: Offer) -> None:
    where = folder()
    try:
        where.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotFetched(no_place(where, error)) from error
    needed = offer.bytes + offer.disk_mb * 1_000_000
    if shutil.disk_usage(where).free < needed:
        raise NotFetched(
            f"{where} has no room for it: {needed // 1_000_000} MB are needed. Set VOICE_MODELS_DIR to another folder."
        )
