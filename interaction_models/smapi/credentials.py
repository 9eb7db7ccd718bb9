"""The refresh token and the security profile it belongs to: from the environment, or a file only its owner may read."""

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from interaction_models.smapi.problems import BadUse, NotLoggedIn

CLIENT_ID = "ASK_LWA_CLIENT_ID"
CLIENT_SECRET = "ASK_LWA_CLIENT_CONFIRMATION"  # noqa: S105  # the name of a variable
REFRESH_TOKEN = "ASK_REFRESH_TOKEN"  # noqa: S105  # the name of a variable
FILE = "SMAPI_CREDENTIALS"
_KEYS = ("client_id", "client_secret", "refresh_token")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What Login with Amazon wants; the secrets show as asterisks wherever they are printed."""

    client_id: str
    client_secret: SecretStr
    refresh_token: SecretStr


def default_file(environment: Mapping[str, str] | None = None) -> Path:
    """Where `login` writes: SMAPI_CREDENTIALS, or smapi.json in the user's configuration folder."""
    told = os.environ if environment is None else environment
    if told.get(FILE):
        return Path(told[FILE])
    base = told.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "voice-commerce" / "smapi.json"


def credentials(environment: Mapping[str, str] | None = None) -> Credentials:
    """From the three variables together, else from the file. Raises NotLoggedIn and BadUse."""
    told = os.environ if environment is None else environment
    names = (CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN)
    missing = [name for name in names if not told.get(name)]
    if not missing:
        return Credentials(told[CLIENT_ID], SecretStr(told[CLIENT_SECRET]), SecretStr(told[REFRESH_TOKEN]))
    if told.get(REFRESH_TOKEN):
        raise NotLoggedIn(f"{REFRESH_TOKEN} is set, but not {' and '.join(missing)}: all three belong together.")
    return read(default_file(told))


def read(path: Path) -> Credentials:
    """From a file. Raises NotLoggedIn where there is none, BadUse where others may read it or it is broken."""
    try:
        with path.open(encoding="utf-8") as file:
            state = os.fstat(file.fileno())
            if state.st_uid != os.getuid() or stat.S_IMODE(state.st_mode) & 0o077:
                raise BadUse(f"{path}: others may read it. It holds a token: chmod 600 '{path}' (and let it be yours).")
            raw = json.load(file)
    except FileNotFoundError:
        raise NotLoggedIn(
            f"Not logged in: there is no {path}. Run `python -m interaction_models login`, or set {CLIENT_ID}, "
            f"{CLIENT_SECRET} and {REFRESH_TOKEN}."
        ) from None
    except OSError as error:
        raise BadUse(f"{path}: {error.strerror or error}") from error
    except ValueError:
        raise BadUse(f"{path}: not JSON. Run `python -m interaction_models login` again.") from None
    if not isinstance(raw, dict) or not all(isinstance(raw.get(key), str) and raw[key] for key in _KEYS):
        raise BadUse(f"{path}: needs {', '.join(_KEYS)}. Run `python -m interaction_models login` again.")
    return Credentials(raw["client_id"], SecretStr(raw["client_secret"]), SecretStr(raw["refresh_token"]))


def write(path: Path, held: Credentials) -> None:
    """To a file that only its owner may read, from its first byte on. Raises BadUse."""
    text = json.dumps(
        {
            "client_id": held.client_id,
            "client_secret": held.client_secret.get_secret_value(),
            "refresh_token": held.refresh_token.get_secret_value(),
        },
        indent=2,
    )
    new = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text + "\n")
        new.replace(path)
    except OSError as error:
        raise BadUse(f"{path}: {error.strerror or error}") from error
