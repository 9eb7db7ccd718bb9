"""python -m interaction_models sandbox"""

import json
import shlex
import sys
from pathlib import Path

import click

from interaction_models.sandbox.faults import Fault
from interaction_models.sandbox.serving import server
from interaction_models.sandbox.world import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, SKILL, World
from interaction_models.smapi.addresses import CONSENT, SERVICE, TOKENS
from interaction_models.smapi.credentials import CLIENT_ID as ID
from interaction_models.smapi.credentials import CLIENT_SECRET as SECRET
from interaction_models.smapi.credentials import REFRESH_TOKEN as REFRESH


@click.command()
@click.option("--port", default=8090, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option(
    "--faults", type=click.Path(path_type=Path, dir_okay=False), help="What goes wrong: a JSON list, see below."
)
@click.option("--slow", default=2, show_default=True, type=click.IntRange(1), help="Looks a build takes for each step.")
@click.option(
    "--token-uses", type=click.IntRange(1), help="Requests until an access token expires; for ever by default."
)
def sandbox(port: int, faults: Path | None, slow: int, token_uses: int | None) -> None:
    """Amazon's skill management and Login with Amazon on this machine, for trying things without an account.

    It prints what to set in another terminal. It forgets everything when it ends.

    \b
    Faults (also POST /sandbox/faults while it runs; GET /sandbox shows everything):
      [{"status": 429, "method": "PUT", "times": 2, "headers": {"Retry-After": "3"}},
       {"status": 503, "path": "/status", "after": true},
       {"hang_up": true, "method": "PUT"},
       {"build": "LANGUAGE_MODEL_FULL_BUILD", "locale": "fr-FR", "code": "X", "message": "..."},
       {"intrude": true, "locale": "en-US"}]
    """
    try:
        told = json.loads(faults.read_text("utf-8")) if faults else []
        world = World(faults=[Fault.read(one) for one in told], polls_per_step=slow, token_uses=token_uses)
        serving = server(world, port)
    except (OSError, ValueError) as error:
        click.echo(f"error: {faults or f'port {port}'}: {getattr(error, 'strerror', None) or error}", err=True)
        sys.exit(2)
    url = f"http://127.0.0.1:{serving.server_port}"
    click.echo(f"The stand-in is at {url}. Ctrl-C ends it. In another terminal:\n")
    settings = {
        **dict.fromkeys((SERVICE, TOKENS, CONSENT), url),
        ID: CLIENT_ID,
        SECRET: CLIENT_SECRET,
        REFRESH: REFRESH_TOKEN,
        "ALEXA_SKILL_ID": SKILL,
    }
    for name, value in settings.items():
        click.echo(f"export {name}={shlex.quote(value)}")
    try:
        serving.serve_forever()
    except KeyboardInterrupt:
        click.echo("\nForgotten.")
    finally:
        serving.server_close()
