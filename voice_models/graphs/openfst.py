"""OpenFst's own programs, from Debian's libfst-tools: a graph's text in, its file out."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

LOOK_AHEAD = "olabel_lookahead"
_PLUGIN = f"{LOOK_AHEAD}-fst.so"
ADVICE = "on Debian and Ubuntu: sudo apt-get install libfst-tools libfst22-plugins-base"


class NoOpenFst(Exception):
    """OpenFst's programs are not here, or one of them failed."""


def available() -> bool:
    """Whether this machine can write graphs."""
    return shutil.which("fstcompile") is not None and _plugins() is not None


def needed() -> Path:
    """The folder of OpenFst's plug-ins, where its programs are here too. Raises NoOpenFst, with what to install."""
    plugins = _plugins()
    if shutil.which("fstcompile") is None or plugins is None:
        raise NoOpenFst(f"Adapting needs OpenFst's programs and its look-ahead plug-in; {ADVICE}")
    return plugins


def piped(text: str, *commands: Sequence[str]) -> bytes:
    """`text` through these programs, one after another. Raises NoOpenFst."""
    environment = {**os.environ, "LD_LIBRARY_PATH": str(needed())}
    data = text.encode()
    for command in commands:
        done = subprocess.run(command, input=data, capture_output=True, env=environment, check=False)  # noqa: S603  fixed
        if done.returncode or b"ERROR" in done.stderr:
            raise NoOpenFst(f"{command[0]} failed: {done.stderr.decode(errors='replace').strip()}")
        data = done.stdout
    return data


def _plugins() -> Path | None:
    """The folder of OpenFst's plug-ins, which its programs look for on the library path."""
    roots = (Path("/usr/lib"), Path("/usr/local/lib"))
    found = [plugin for root in roots for plugin in sorted(root.glob(f"*/fst/*/{_PLUGIN}"))]
    return found[0].parent if found else None
