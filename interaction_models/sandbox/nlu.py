"""One utterance profiled, annotation sets and evaluations, as Amazon's description has them."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, jsonify, request

from interaction_models.sandbox.answers import bad_request, refused
from interaction_models.sandbox.matching import FALLBACK, match
from interaction_models.sandbox.world import Skill, World

_SETS = "/v1/skills/<skill>/nluAnnotationSets"
_RUNS = "/v1/skills/<skill>/nluEvaluations"


def nlu(world: World) -> Blueprint:
    """profileNlu, nluAnnotationSets and nluEvaluations."""
    room = Blueprint("nlu", __name__)
    _profile(room, world)
    _annotation_sets(room, world)
    _evaluations(room, world)
    return room


def _profile(room: Blueprint, world: World) -> None:
    @room.post("/v1/skills/<skill>/stages/<stage>/interactionModel/locales/<locale>/profileNlu")
    def profile(skill: str, stage: str, locale: str) -> Response:
        said = (request.get_json(silent=True) or {}).get("utterance")
        model = _model(world.skills[skill], stage, locale)
        if not said or model is None:
            return bad_request("There is no utterance." if model else f"There is no built model for {locale}.")
        intent, slots = match(model, said)
        chosen = {"name": intent, "confirmationStatus": "NONE", "slots": _slots(slots)}
        considered = [{"name": FALLBACK, "slots": {}}] if intent != FALLBACK else []
        return jsonify({"sessionEnded": False, "selectedIntent": chosen, "consideredIntents": considered})


def _annotation_sets(room: Blueprint, world: World) -> None:
    @room.get(_SETS)
    def list_sets(skill: str) -> Response:
        locale = request.args.get("locale")
        found = [
            {
                "annotationId": key,
                **{name: one[name] for name in ("name", "locale")},
                "numberOfEntries": len(one["data"]),
            }
            for key, one in world.skills[skill].annotation_sets.items()
            if locale in (None, one["locale"])
        ]
        return _page("annotationSets", found, 10)

    @room.post(_SETS)
    def create_set(skill: str) -> Response:
        asked = request.get_json(silent=True) or {}
        if not asked.get("locale") or not asked.get("name"):
            return bad_request("locale and name are needed.")
        key = f"annotation-{next(world.numbers)}"
        world.skills[skill].annotation_sets[key] = {"locale": asked["locale"], "name": asked["name"], "data": []}
        response = jsonify({"id": key})
        response.status_code = 201
        response.headers["Location"] = f"/v1/skills/{skill}/nluAnnotationSets/{key}/properties"
        return response

    @room.post(f"{_SETS}/<key>/annotations")
    def fill_set(skill: str, key: str) -> Response:
        held = world.skills[skill].annotation_sets.get(key)
        data = (request.get_json(silent=True) or {}).get("data")
        if held is None:
            return refused(404, "There is no such annotation set.", "RESOURCE_NOT_FOUND")
        if not data or not all(one.get("inputs", {}).get("utterance") and one.get("expected") for one in data):
            return bad_request("data needs inputs.utterance and expected in every entry.")
        held["data"] = data
        return Response(status=200)

    @room.get(f"{_SETS}/<key>/annotations")
    def read_set(skill: str, key: str) -> Response:
        held = world.skills[skill].annotation_sets.get(key)
        if held is None:
            return refused(404, "There is no such annotation set.", "RESOURCE_NOT_FOUND")
        return jsonify({"data": held["data"]})

    @room.delete(f"{_SETS}/<key>")
    def delete_set(skill: str, key: str) -> Response:
        if world.skills[skill].annotation_sets.pop(key, None) is None:
            return refused(404, "There is no such annotation set.", "RESOURCE_NOT_FOUND")
        return Response(status=204)


def _evaluations(room: Blueprint, world: World) -> None:
    @room.post(_RUNS)
    def start(skill: str) -> Response:
        asked = request.get_json(silent=True) or {}
        held = world.skills[skill].annotation_sets.get((asked.get("source") or {}).get("annotationId", ""))
        model = _model(world.skills[skill], asked.get("stage", ""), asked.get("locale", ""))
        if held is None or model is None or held["locale"] != asked.get("locale"):
            return bad_request("There is no such annotation set, or no built model for its locale in this stage.")
        key = f"evaluation-{next(world.numbers)}"
        cases = [_case(model, one) for one in held["data"]]
        world.skills[skill].evaluations[key] = {"inputs": asked, "cases": cases, "left": world.polls_per_step}
        response = jsonify({"id": key})
        response.headers["Location"] = f"/v1/skills/{skill}/nluEvaluations/{key}"
        return response

    @room.get(f"{_RUNS}/<key>")
    def run(skill: str, key: str) -> Response:
        held = world.skills[skill].evaluations.get(key)
        if held is None:
            return refused(404, "There is no such evaluation.", "RESOURCE_NOT_FOUND")
        told: dict[str, Any] = {"inputs": held["inputs"], "startTimestamp": datetime.now(UTC).isoformat()}
        if held["left"] > 0:
            held["left"] -= 1
            return jsonify(told | {"status": "IN_PROGRESS"})
        failed = any(case["status"] == "FAILED" for case in held["cases"])
        link = {"results": {"href": f"/v1/skills/{skill}/nluEvaluations/{key}/results"}}
        return jsonify(told | {"status": "FAILED" if failed else "PASSED", "_links": link})

    @room.get(f"{_RUNS}/<key>/results")
    def results(skill: str, key: str) -> Response:
        held = world.skills[skill].evaluations.get(key)
        if held is None:
            return refused(404, "There is no such evaluation.", "RESOURCE_NOT_FOUND")
        failed = sum(case["status"] == "FAILED" for case in held["cases"])
        return _page("testCases", held["cases"], 1000, {"totalFailed": failed})


def _page(name: str, found: list[Any], most: int, also: Mapping[str, Any] | None = None) -> Response:
    """One page of a list, with the token of the next where there is one."""
    size = request.args.get("maxResults", most, int)
    start = request.args.get("nextToken", 0, int)
    more = {"nextToken": str(start + size)} if start + size < len(found) else {}
    return jsonify({name: found[start : start + size], "paginationContext": more, **(also or {})})


def _model(skill: Skill, stage: str, locale: str) -> dict[str, Any] | None:
    stored = skill.models.get((stage, locale))
    if stored is None or stored.build.ended != "SUCCEEDED":
        return None
    model: dict[str, Any] = json.loads(stored.body)["interactionModel"]
    return model


def _slots(slots: Mapping[str, str]) -> dict[str, Any]:
    return {name: {"name": name, "value": value, "confirmationStatus": "NONE"} for name, value in slots.items()}


def _case(model: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, Any]:
    intent, slots = match(model, one["inputs"]["utterance"])
    wanted = [
        (each["intent"]["name"], {name: slot["value"] for name, slot in (each["intent"].get("slots") or {}).items()})
        for each in one["expected"]
    ]
    return {
        "status": "PASSED" if (intent, slots) in wanted else "FAILED",
        "inputs": one["inputs"],
        "expected": one["expected"],
        "actual": {"domain": "", "intent": {"name": intent, "slots": _slots(slots)}},
    }
