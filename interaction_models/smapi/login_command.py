"""python -m interaction_models login"""

import os
import webbrowser
from pathlib import Path

import click

from interaction_models.smapi.addresses import addresses
from interaction_models.smapi.authorising import (
    await_redirect,
    code_in,
    consent_url,
    exchange_code,
    new_state,
    redirect_uri,
)
from interaction_models.smapi.connecting import told
from interaction_models.smapi.credentials import CLIENT_ID, CLIENT_SECRET, default_file, write
from interaction_models.smapi.problems import BadUse
from interaction_models.smapi.transport import Transport

_STEPS = """\
To change a skill from here you need a refresh token of Login with Amazon. Once:

  1. https://developer.amazon.com/loginwithamazon/console/site/lwa/overview.html -> Create a New Security Profile
     (any name, any privacy notice URL), with the Amazon account that owns the skill.
  2. Its Web Settings -> Edit -> Allowed Return URLs: add  {redirect}
  3. Copy Client ID and Client Secret from the same page and give them here.
"""


@click.command()
@click.option("--client-id", envvar=CLIENT_ID, show_envvar=True, help="Of the security profile; asked for otherwise.")
@click.option(
    "--port", default=9090, show_default=True, type=click.IntRange(1, 65535), help="Where the browser comes back."
)
@click.option("--no-browser", is_flag=True, help="On another machine than your browser: paste the address it ends on.")
@click.option("--file", type=click.Path(path_type=Path, dir_okay=False), help="Where to keep it; see below.")
def login(client_id: str | None, port: int, no_browser: bool, file: Path | None) -> None:
    """Get a refresh token, step by step, without npm, and keep it in a file that only you may read.

    The file is SMAPI_CREDENTIALS, or ~/.config/voice-commerce/smapi.json. For CI put what is in it into
    ASK_LWA_CLIENT_ID, ASK_LWA_CLIENT_CONFIRMATION and ASK_REFRESH_TOKEN instead. Nothing of it is ever printed.
    """
    with told():
        where = addresses()
        click.echo(_STEPS.format(redirect=redirect_uri(port)))
        client_id = client_id or click.prompt("Client ID").strip()
        secret = os.environ.get(CLIENT_SECRET) or click.prompt("Client Secret (not shown)", hide_input=True).strip()
        if not client_id or not secret:
            raise BadUse("Client ID and Client Secret are both needed.")
        state = new_state()
        url = consent_url(where, client_id, port, state)
        click.echo(
            f"\nNow say yes in the browser, as the owner of the skill. If it does not open by itself:\n\n  {url}\n"
        )
        if no_browser:
            came = click.prompt("The address the browser ended on (a page that cannot be shown is right)")
        else:
            came = await_redirect(port, lambda: _open(url))
        held = exchange_code(Transport(where.tokens, note=click.echo), client_id, secret, code_in(came, state), port)
        path = file or default_file()
        write(path, held)
        click.echo(f"Logged in. The refresh token is in {path}, readable by you only.")


def _open(url: str) -> None:
    webbrowser.open(url)
