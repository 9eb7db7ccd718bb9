"""A file over HTTP: whole and checked, or not at all; an interrupted download goes on where it stopped.

Raises
------
NotFetched    it could not be had; the message says what to do. What has come so far stays for the next attempt.
WrongFile     what came is not what was published; it is thrown away
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

import requests

CHUNK = 1 << 16
SECONDS = (10, 30)  # to connect, and between two pieces
Progress = Callable[[int, int], None]
"""Called with the bytes that are here and the bytes there are."""


class NotFetched(Exception):
    """The file could not be had."""


class WrongFile(NotFetched):
    """The file is not the one that was published."""


def download(url: str, to: Path, size: int, progress: Progress = lambda _here, _all: None) -> None:
    """Fetch `size` bytes from `url` into the file `to`. Raises NotFetched, WrongFile."""
    part = to.with_name(to.name + ".part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        here = part.stat().st_size if part.exists() else 0
        if here > size:
            part.unlink()
            here = 0
        if here < size:
            _receive(url, part, here, size, progress)
        here = part.stat().st_size
    except requests.RequestException as error:
        come = part.stat().st_size if part.exists() else 0
        what = f"The connection ended after {come} of {size} bytes" if come else f"{url} cannot be reached"
        raise NotFetched(
            f"{what} ({type(error).__name__}). With a network, run the same command again: it goes "
            "on where it stopped. Without one, bring the zip by other means and use --from FILE."
        ) from error
    except OSError as error:
        raise NotFetched(no_place(to.parent, error)) from error
    if here != size:
        if here > size:
            part.unlink()
            raise WrongFile(f"{url} gives more than the {size} bytes that were published.")
        raise NotFetched(
            f"The connection ended after {here} of {size} bytes. Run the same command again: it goes on there."
        )
    part.replace(to)


def no_place(folder: Path, error: OSError) -> str:
    """That this folder cannot be written, and what to do."""
    return f"{folder} cannot be written ({error.strerror}): set VOICE_MODELS_DIR to another folder."


def _receive(url: str, part: Path, here: int, size: int, progress: Progress) -> None:
    headers = {"Range": f"bytes={here}-", "Accept-Encoding": "identity"} if here else {"Accept-Encoding": "identity"}
    with requests.get(url, headers=headers, stream=True, timeout=SECONDS) as answer:
        if answer.status_code == requests.codes.requested_range_not_satisfiable:
            part.unlink()
            raise NotFetched("What had come so far was of no use and was thrown away. Run the same command again.")
        if not answer.ok:
            raise NotFetched(
                f"{url} answers {answer.status_code} {answer.reason}. Try again later, or use --from FILE."
            )
        goes_on = answer.status_code == requests.codes.partial_content and here > 0
        here = here if goes_on else 0
        with part.open("ab" if goes_on else "wb") as file:
            for piece in answer.iter_content(CHUNK):
                file.write(piece)
                here += len(piece)
                progress(here, size)
                if here > size:
                    return


def check(file: Path, size: int, md5: str, sha256: str) -> str:
    """The sha256 of a zip that is what was published (an empty sum is not compared). Raises NotFetched, WrongFile."""
    sums = hashlib.md5(usedforsecurity=False), hashlib.sha256()
    there = 0
    try:
        with file.open("rb") as opened:
            while piece := opened.read(1 << 20):
                there += len(piece)
                for each in sums:
                    each.update(piece)
    except OSError as error:
        raise NotFetched(f"{file} cannot be read ({error.strerror}).") from error
    got_md5, got_sha = (each.hexdigest() for each in sums)
    wrong = [
        f"{what} {got} instead of {published}"
        for what, got, published in (
            ("bytes", str(there), str(size)),
            ("md5", got_md5, md5),
            ("sha256", got_sha, sha256),
        )
        if published and got != published
    ]
    if wrong:
        raise WrongFile(f"{file.name} is not what was published: {'; '.join(wrong)}.")
    return got_sha
