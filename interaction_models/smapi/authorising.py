"""Getting a refresh token without npm: the authorization code grant, by a browser and a redirect to this machine."""

import hmac
import secrets
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from pydantic import SecretStr

from interaction_models.smapi.addresses import Addresses
from interaction_models.smapi.credentials import Credentials
from interaction_models.smapi.problems import BadUse, NotLoggedIn
from interaction_models.smapi.tokens import exchange
from interaction_models.smapi.transport import Transport

SCOPES = (
    "alexa::ask:skills:readwrite",
    "alexa::ask:models:readwrite",
    "alexa::ask:skills:test",
)
_PAGE = b"<!doctype html><title>Logged in</title><p>That was it. Close this page and go back to the terminal."


def redirect_uri(port: int) -> str:
    """The URL that must be among the security profile's allowed return URLs; ask-cli's own, on its port 9090."""
    return f"http://127.0.0.1:{port}/cb"


def consent_url(addresses: Addresses, client_id: str, port: int, state: str) -> str:
    """The page on which the developer says yes."""
    asked = {
        "client_id": client_id,
        "scope": " ".join(SCOPES),
        "response_type": "code",
        "redirect_uri": redirect_uri(port),
        "state": state,
    }
    return f"{addresses.consent}/ap/oa?{urlencode(asked)}"


def new_state() -> str:
    """What ties the redirect to this login."""
    return secrets.token_urlsafe(24)


def code_in(url: str, state: str) -> str:
    """The code of a redirect, whole or only its query. Raises NotLoggedIn and BadUse."""
    found = {name: values[0] for name, values in parse_qs(urlsplit(url.strip()).query or url.strip()).items()}
    if not hmac.compare_digest(found.get("state", "").encode(), state.encode()):
        raise BadUse("This address belongs to another login. Begin again with `python -m interaction_models login`.")
    if "error" in found:
        raise NotLoggedIn(f"Login with Amazon says: {found.get('error_description') or found['error']}")
    if not found.get("code"):
        raise BadUse("There is no code in this address. Copy the whole address the browser ended on.")
    return found["code"]


def await_redirect(port: int, opened: Callable[[], None], seconds: float = 300.0) -> str:
    """Listen on this machine until the browser comes back; the address it came to. Raises BadUse and NotLoggedIn."""
    came: list[str] = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            mine = urlsplit(self.path).path == "/cb"
            if mine:
                came.append(self.path)
            self.send_response(200 if mine else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(_PAGE if mine else b"")

        def log_message(self, *_told: object) -> None:
            """Silent: the address holds the code."""

    class Waiting(HTTPServer):
        def handle_timeout(self) -> None:
            raise NotLoggedIn(
                "Nobody came back from the browser. Try again, or use --no-browser and paste the address."
            )

    try:
        server = Waiting(("127.0.0.1", port), Door)
    except OSError as error:
        raise BadUse(f"Port {port} cannot be used ({error.strerror}). Use --no-browser, or --port.") from None
    with server:
        server.timeout = seconds
        opened()
        while not came:
            server.handle_request()
    return came[0]


def exchange_code(transport: Transport, client_id: str, client_secret: str, code: str, port: int) -> Credentials:
    """The code for a refresh token. Raises NotLoggedIn and Unreachable."""
    form: Mapping[str, str] = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri(port),
        "client_id": client_id,
        "client_secret": client_secret,
    }
    answer = exchange(transport, form)
    if not isinstance(answer.get("refresh_token"), str):
        raise NotLoggedIn("Login with Amazon gave no refresh token.")
    return Credentials(client_id, SecretStr(client_secret), SecretStr(answer["refresh_token"]))
