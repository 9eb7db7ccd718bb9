"""Login with Amazon: the page that asks for consent, and the tokens (authorization code and refresh grants)."""

from html import escape
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, jsonify, request

from interaction_models.sandbox.world import World


def authorise(world: World) -> Blueprint:
    """GET /ap/oa and POST /auth/o2/token."""
    room = Blueprint("authorise", __name__)

    @room.get("/ap/oa")
    def consent() -> Response:
        asked = request.args
        back = asked.get("redirect_uri", "")
        if asked.get("client_id") != world.client[0] or asked.get("response_type") != "code":
            return Response("unknown client_id, or a response_type that is not code", 400, mimetype="text/plain")
        if urlsplit(back).hostname not in ("127.0.0.1", "localhost"):
            return Response("this redirect_uri is not one of the security profile's", 400, mimetype="text/plain")
        code = f"ANsandbox{next(world.numbers)}"
        world.codes[code] = back
        state = asked.get("state", "")
        links = {
            "Allow": {"code": code, "scope": asked.get("scope", ""), "state": state},
            "Deny": {"error": "access_denied", "error_description": "The customer said no.", "state": state},
        }
        rows = "".join(f'<p><a href="{escape(back)}?{escape(urlencode(to))}">{word}</a>' for word, to in links.items())
        return Response(f"<!doctype html><title>Sandbox</title><h1>Login with the sandbox</h1>{rows}")

    @room.post("/auth/o2/token")
    def token() -> Response:
        form = request.form
        if (form.get("client_id"), form.get("client_secret")) != world.client:
            return _no("invalid_client", "Client authentication failed.", 401)
        if form.get("grant_type") == "authorization_code":
            if world.codes.pop(form.get("code", ""), None) != form.get("redirect_uri"):
                return _no("invalid_grant", "The code is unknown, used, or of another redirect_uri.")
            refresh = f"Atzr|sandbox-{next(world.numbers)}"
            world.refresh_tokens.add(refresh)
        elif form.get("grant_type") == "refresh_token":
            refresh = form.get("refresh_token", "")
            if refresh not in world.refresh_tokens:
                return _no("invalid_grant", "The request has an invalid grant parameter : refresh_token.")
        else:
            return _no("unsupported_grant_type", "authorization_code or refresh_token")
        access = world.access_token()
        return jsonify({"access_token": access, "refresh_token": refresh, "token_type": "bearer", "expires_in": 3600})

    return room


def _no(error: str, description: str, status: int = 400) -> Response:
    response = jsonify({"error": error, "error_description": description})
    response.status_code = status
    return response
