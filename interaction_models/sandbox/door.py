"""The app of the stand-in: who may come in, and which fault meets them on the way."""

import re
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from interaction_models.sandbox.admin import admin
from interaction_models.sandbox.answers import refused
from interaction_models.sandbox.authorise import authorise
from interaction_models.sandbox.faults import Fault
from interaction_models.sandbox.models import models
from interaction_models.sandbox.nlu import nlu
from interaction_models.sandbox.world import Seen, World


def create_sandbox(world: World) -> Flask:
    """The stand-in as a WSGI app. One request at a time, as its world is one."""
    app = Flask(__name__)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's default provider has it, the base class does not
    for room in (authorise, models, nlu, admin):
        app.register_blueprint(room(world))

    @app.before_request
    def enter() -> Response | None:
        """Faults that keep a request from taking effect, then the token, then the skill."""
        if request.path.startswith("/sandbox"):
            return None
        fault = _meeting(world, after=False)
        if fault is not None:
            return _answer(fault)
        if not request.path.startswith("/v1/"):
            return None
        if not world.admits(request.headers.get("Authorization", "").removeprefix("Bearer ")):
            return refused(401, "Token is invalid/expired.", "UNAUTHORIZED")
        skill = re.match(r"/v1/skills/([^/]+)/", request.path)
        if skill and skill[1] not in world.skills:
            return refused(404, f"Skill {skill[1]} does not exist.", "RESOURCE_NOT_FOUND")
        return None

    @app.after_request
    def leave(response: Response) -> Response:
        """Faults after a request took effect; and every request is remembered."""
        if request.path.startswith("/sandbox"):
            return response
        fault = _meeting(world, after=True)
        if fault is not None:
            response = _answer(fault)
        path, expected = request.full_path.rstrip("?"), request.headers.get("If-Match")
        world.seen.append(Seen(request.method, path, response.status_code, expected))
        return response

    @app.errorhandler(HTTPException)
    def unknown(error: HTTPException) -> Response:
        return refused(error.code or 500, error.description or error.name)

    app.wsgi_app = _one_at_a_time(app.wsgi_app, world)  # type: ignore[method-assign, assignment]  # Flask's documented way to wrap
    return app


def _one_at_a_time(inner: WSGIApplication, world: World) -> WSGIApplication:
    def entered(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        with world.lock:
            return inner(environ, start)

    return entered


def _meeting(world: World, *, after: bool) -> Fault | None:
    for fault in world.faults:
        if fault.after == after and not fault.intrude and fault.meets(request.method, request.full_path.rstrip("?")):
            fault.times -= 1
            return fault
    return None


def _answer(fault: Fault) -> Response:
    if fault.hang_up:
        return Response(status=444)  # the server hangs up instead of sending it
    if isinstance(fault.body, str):
        return Response(fault.body, fault.status, dict(fault.headers), mimetype="text/html")
    return refused(fault.status, (fault.body or {}).get("message", "scripted"), headers=fault.headers)
