"""What is kept on this machine about a skill's models, so that a second run goes on and nothing is lost.

<var>/smapi/<skill>/<stage>/<locale>.json               what was last under way
<var>/smapi/<skill>/<stage>/backups/<locale>/<time>-<eTag>.json   the service's bytes, as they came
"""

import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from interaction_models.smapi.problems import BadUse
from interaction_models.smapi.service import Remote

Phase = Literal["sending", "sent", "built", "failed"]
_PHASES = ("sending", "sent", "built", "failed")


@dataclass(frozen=True, slots=True)
class Entry:
    """The last upload of a locale: what was sent (its digest), upon which eTag, how far it is, and the eTag it got."""

    phase: Phase
    digest: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Journal:
    """The folder of one skill and stage."""

    folder: Path

    @classmethod
    def of(cls, var: Path, skill: str, stage: str) -> "Journal":
        """Where `skill` and `stage` have theirs."""
        return cls(var / "smapi" / _plain(skill) / _plain(stage))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One run at a time. Raises BadUse when another is under way; a run that died has let go."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / "lock").open("w") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise BadUse("Another upload of this skill is running on this machine. Wait for it.") from None
                yield
        except OSError as error:
            raise BadUse(f"{error.filename or self.folder}: {error.strerror or error}") from error

    def read(self, locale: str) -> Entry | None:
        """The last entry; None where there is none, or none that can be read."""
        try:
            raw = json.loads((self.folder / f"{_plain(locale)}.json").read_text("utf-8"))
            entry = Entry(**raw)
        except (OSError, ValueError, TypeError):
            return None
        return entry if entry.phase in _PHASES else None

    def write(self, locale: str, entry: Entry) -> None:
        """Replace the entry: a crash leaves the old one or the new one, never half of it."""
        _replace(self.folder / f"{_plain(locale)}.json", json.dumps(asdict(entry), indent=2).encode() + b"\n")

    def back_up(self, locale: str, remote: Remote, now: datetime | None = None) -> Path:
        """Keep the service's bytes as the newest backup, unless the newest holds the same already."""
        newest = next(iter(self.backups(locale)), None)
        if newest and newest.read_bytes() == remote.body:
            return newest
        stamp = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%S%fZ")
        path = self.folder / "backups" / _plain(locale) / f"{stamp}-{_plain(remote.etag)[:12]}.json"
        _replace(path, remote.body)
        return path

    def backups(self, locale: str) -> list[Path]:
        """All that are kept, the newest first."""
        return sorted((self.folder / "backups" / _plain(locale)).glob("*.json"), reverse=True)


def _replace(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    with new.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _plain(name: str) -> str:
    """A name that is safe as one of a file."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", name).lstrip(".") or "_"
