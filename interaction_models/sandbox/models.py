"""Interaction models and the status of their builds, as Amazon's description has them."""

import json
from typing import Any

from flask import Blueprint, Response, jsonify, request

from interaction_models.sandbox import checks
from interaction_models.sandbox.answers import bad_request, refused
from interaction_models.sandbox.world import Build, World

_MODEL = "/v1/skills/<skill>/stages/<stage>/interactionModel/locales/<locale>"
_STAGES = ("development", "certified", "live")


def models(world: World) -> Blueprint:
    """GET, HEAD and PUT of a model; GET of the status."""
    room = Blueprint("models", __name__)

    @room.get(_MODEL, provide_automatic_options=False)
    def get(skill: str, stage: str, locale: str) -> Response:
        """Also HEAD, which the description answers with 204."""
        stored = world.skills[skill].models.get((stage, locale)) if stage in _STAGES else None
        if stored is None:
            return refused(404, f"There is no model for {locale} in {stage}.", "RESOURCE_NOT_FOUND")
        if request.method == "HEAD":
            return Response(status=204, headers={"ETag": stored.etag})
        return Response(stored.body, 200, {"ETag": stored.etag}, mimetype="application/json")

    @room.put(_MODEL)
    def put(skill: str, stage: str, locale: str) -> Response:
        if stage != "development":
            return refused(403, "Only the development stage can be changed.", "OPERATION_NOT_ALLOWED")
        intruded(world, skill, stage, locale)
        stored = world.skills[skill].models.get((stage, locale))
        expected = request.headers.get("If-Match")
        if expected is not None and expected != (stored.etag if stored else None):
            return refused(412, "The eTag does not match the resource's current eTag.", "PRECONDITION_NOT_MET")
        if stored is not None and not stored.build.ended:
            return refused(409, "A build of this model is running.", "CONFLICT")
        model, wrong = checks.shape(request.data)
        if wrong:
            return bad_request("Interaction model is not valid.", wrong)
        errors = checks.meaning(model) + _scripted(world, locale)
        build = Build(errors=errors, polls_per_step=world.polls_per_step, held=world.hold_builds)
        world.store(skill, stage, locale, request.data, build)
        return Response(status=202, headers={"Location": f"/v1/skills/{skill}/status?resource=interactionModel"})

    @room.get("/v1/skills/<skill>/status")
    def status(skill: str) -> Response:
        told: dict[str, Any] = {}
        for (stage, locale), stored in world.skills[skill].models.items():
            if stage == "development":
                stored.build.advance()
                told[locale] = {"eTag": stored.etag, "version": str(stored.version)}
                told[locale]["lastUpdateRequest"] = stored.build.told()
        return jsonify({"interactionModel": told})

    return room


def intruded(world: World, skill: str, stage: str, locale: str) -> None:
    """Somebody else saves a model, where a fault says so."""
    for fault in world.faults:
        if fault.intrude and fault.times > 0 and fault.locale in ("", locale):
            fault.times -= 1
            intrude(world, skill, stage, locale)


def intrude(world: World, skill: str, stage: str, locale: str) -> None:
    """Somebody else adds a sample to the first intent of the model, and it builds."""
    stored = world.skills[skill].models.get((stage, locale))
    raw = json.loads(stored.body) if stored else {"interactionModel": {"languageModel": {"intents": []}}}
    intents = raw["interactionModel"]["languageModel"]["intents"] or [{"name": "SomebodysIntent"}]
    intents[0]["samples"] = [*intents[0].get("samples", ()), "what somebody else has written"]
    raw["interactionModel"]["languageModel"]["intents"] = intents
    world.store(skill, stage, locale, json.dumps(raw).encode(), world.built())


def _scripted(world: World, locale: str) -> list[tuple[str, checks.Error]]:
    found: list[tuple[str, checks.Error]] = []
    for fault in world.faults:
        if fault.build and fault.times > 0 and fault.locale in ("", locale):
            fault.times -= 1
            found.append((fault.build, {"code": fault.code, "message": fault.message}))
    return found
