"""The stand-in over real HTTP, on loopback only."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from interaction_models.sandbox.door import create_sandbox
from interaction_models.sandbox.world import World

HOST = "127.0.0.1"


class Handler(WSGIRequestHandler):
    """Silent; and a scripted hang-up closes the connection without an answer."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002  # the name is Werkzeug's
        """Nothing."""

    def send_response(self, code: int, message: str | None = None) -> None:
        """Status 444 is the sign to hang up."""
        if code == 444:
            self.close_connection = True
            raise ConnectionError
        super().send_response(code, message)


def server(world: World, port: int = 0) -> BaseWSGIServer:
    """A server that is not running yet; port 0 takes a free one. Raises OSError."""
    return make_server(HOST, port, create_sandbox(world), threaded=True, request_handler=Handler)


@contextmanager
def running(world: World) -> Iterator[str]:
    """The stand-in's URL, as long as it runs."""
    serving = server(world)
    thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{serving.server_port}"
    finally:
        serving.shutdown()
        serving.server_close()
        thread.join()
