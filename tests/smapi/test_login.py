"""python -m interaction_models login, and the file it leaves behind."""

import html
import json
import re
import socket
import stat
import threading
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner, Result
from pydantic import SecretStr

from interaction_models.__main__ import main
from interaction_models.smapi import login_command
from interaction_models.smapi.addresses import addresses
from interaction_models.smapi.authorising import code_in, consent_url, redirect_uri
from interaction_models.smapi.credentials import Credentials, credentials, default_file, read, write
from interaction_models.smapi.problems import BadUse, NotLoggedIn
from tests.smapi.standing import CANARY_REFRESH, CANARY_SECRET, Stand, check_secret, model


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def browse(url: str, word: str) -> str:
    """What a browser does: open the page, press Allow or Deny; the address that it leads to."""
    page = requests.get(url, timeout=10)
    assert page.status_code == 200, page.text
    found = re.search(rf'href="([^"]*)">{word}<', page.text)
    assert found
    return html.unescape(found[1])


def log_in(stand: Stand, *arguments: str, given: str | None = None) -> Result:
    """The command; what it prints holds no secret."""
    environment = {
        **stand.environment,
        "ASK_REFRESH_TOKEN": "",
        "SMAPI_CREDENTIALS": str(stand.home / "a" / "smapi.json"),
    }
    result = CliRunner().invoke(main, ["login", *arguments], input=given, env=environment)
    check_secret(result.output, also=["Atzr|"])
    return result


@pytest.mark.parametrize(("word", "code"), [("Allow", 0), ("Deny", 4)])
def test_by_the_browser(stand: Stand, monkeypatch: pytest.MonkeyPatch, word: str, code: int) -> None:
    pressed: list[threading.Thread] = []

    def press(url: str) -> None:
        thread = threading.Thread(target=lambda: requests.get(browse(url, word), timeout=10))
        thread.start()
        pressed.append(thread)

    monkeypatch.setattr(login_command, "_open", press)
    result = log_in(stand, "--port", str(free_port()))
    pressed[0].join()
    assert result.exit_code == code, result.output
    file = stand.home / "a" / "smapi.json"
    assert file.exists() == (code == 0)
    if code == 0:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert json.loads(file.read_text())["refresh_token"] in stand.world.refresh_tokens


def test_what_login_leaves_is_what_upload_takes(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login_command, "new_state", lambda: "state")
    url = consent_url(addresses(stand.environment), "client", 9090, "state")
    assert log_in(stand, "--no-browser", given=f"{browse(url, 'Allow')}\n").exit_code == 0
    stand.have("en-US", model())
    file = str(stand.home / "a" / "smapi.json")
    environment = dict.fromkeys(("ASK_LWA_CLIENT_ID", "ASK_LWA_CLIENT_CONFIRMATION", "ASK_REFRESH_TOKEN"), "")
    result = stand.run("upload", "--yes", environment={**environment, "SMAPI_CREDENTIALS": file})
    assert result.exit_code == 0, result.output


def test_the_address_of_another_login_is_refused(stand: Stand) -> None:
    result = log_in(stand, "--no-browser", given=f"{redirect_uri(9090)}?code=x&state=other\n")
    assert result.exit_code == 2
    assert "another login" in result.output
    with pytest.raises(BadUse, match="no code"):
        code_in("http://127.0.0.1:9090/cb?state=s", "s")


def test_a_wrong_client_secret(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login_command, "new_state", lambda: "state")
    stand.world.client = ("client", "changed")
    came = f"{redirect_uri(9090)}?code=x&state=state\n"
    assert log_in(stand, "--no-browser", given=came).exit_code == 4


def test_a_port_that_is_taken(stand: Stand) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = log_in(stand, "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 2
    assert "--no-browser" in result.output


HELD = Credentials("client", SecretStr(CANARY_SECRET), SecretStr(CANARY_REFRESH))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "smapi.json"
    write(file, HELD)
    file.chmod(mode)
    with pytest.raises(BadUse, match="chmod 600"):
        read(file)
    file.chmod(0o600)
    assert read(file) == HELD


def test_writing_over_a_file_that_others_may_read_closes_it(tmp_path: Path) -> None:
    file = tmp_path / "smapi.json"
    file.write_text("{}")
    file.chmod(0o644)
    write(file, HELD)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"client_id": "a", "client_secret": "canary", "refresh_token": 3}'])
def test_a_broken_file_is_refused_without_showing_it(tmp_path: Path, text: str) -> None:
    file = tmp_path / "smapi.json"
    file.write_text(text)
    file.chmod(0o600)
    with pytest.raises(BadUse) as raised:
        read(file)
    check_secret(str(raised.value))


def test_no_credentials_at_all(tmp_path: Path) -> None:
    with pytest.raises(NotLoggedIn, match="login"):
        credentials({"SMAPI_CREDENTIALS": str(tmp_path / "none.json")})
    with pytest.raises(NotLoggedIn, match="ASK_LWA_CLIENT_ID"):
        credentials({"ASK_REFRESH_TOKEN": "Atzr|x"})
    assert default_file({"XDG_CONFIG_HOME": "/x"}) == Path("/x/voice-commerce/smapi.json")


def test_secrets_show_in_nothing_that_holds_them(stand: Stand) -> None:
    service = stand.service()
    service.status()
    check_secret(f"{service!r} {service} {service.tokens!r} {HELD!r} {HELD}")


@pytest.mark.parametrize(
    "url", ["http://api.amazonalexa.com", "ftp://x", "api.amazonalexa.com", "http://127.0.0.1.evil"]
)
def test_a_token_goes_over_https_or_stays_on_this_machine(url: str) -> None:
    with pytest.raises(BadUse, match="https"):
        addresses({"ASK_SMAPI_SERVER_BASE_URL": url})
