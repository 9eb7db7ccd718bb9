"""/sandbox/...: see and steer the stand-in. Only this machine reaches it, because it listens on loopback only."""

from dataclasses import asdict

from flask import Blueprint, Response, jsonify, request

from interaction_models.sandbox.answers import bad_request
from interaction_models.sandbox.faults import BadFault, Fault
from interaction_models.sandbox.models import intrude
from interaction_models.sandbox.world import SKILL, World


def admin(world: World) -> Blueprint:
    """GET /sandbox, POST and DELETE /sandbox/faults, POST /sandbox/release, /sandbox/hold and /sandbox/intrude."""
    room = Blueprint("admin", __name__, url_prefix="/sandbox")

    @room.get("")
    def state() -> Response:
        models: dict[str, dict[str, object]] = {name: {} for name in world.skills}
        for name, skill in world.skills.items():
            for (stage, locale), one in skill.models.items():
                told = {"version": one.version, "eTag": one.etag, "build": one.build.told()["status"]}
                models[name][f"{stage}/{locale}"] = told
        faults = [asdict(fault) for fault in world.faults if fault.times > 0]
        return jsonify({"skills": models, "faults": faults, "requests": [asdict(one) for one in world.seen]})

    @room.post("/faults")
    def add() -> Response:
        raw = request.get_json(silent=True)
        try:
            found = [Fault.read(one) for one in (raw if isinstance(raw, list) else [raw])]
        except BadFault as error:
            return bad_request(str(error))
        world.faults.extend(found)
        return jsonify({"faults": len(world.faults)})

    @room.delete("/faults")
    def clear() -> Response:
        world.faults.clear()
        return Response(status=204)

    @room.post("/hold")
    def hold() -> Response:
        world.hold_builds = True
        return Response(status=204)

    @room.post("/release")
    def release() -> Response:
        world.release()
        return Response(status=204)

    @room.post("/intrude")
    def somebody() -> Response:
        intrude(world, request.args.get("skill", SKILL), "development", request.args["locale"])
        return Response(status=204)

    return room
