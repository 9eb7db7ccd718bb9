"""The stand-in answers as Amazon's description says, builds what Amazon builds, and is steered over HTTP."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests

from interaction_models import files
from interaction_models.sandbox import checks
from interaction_models.sandbox.door import create_sandbox
from interaction_models.sandbox.faults import BadFault, Fault
from interaction_models.sandbox.matching import match
from interaction_models.sandbox.world import SKILL, World
from interaction_models.smapi.problems import SmapiProblem
from interaction_models.utterances import Expected
from tests.alexa.public import SHARED
from tests.smapi.standing import Stand, model

SPEC = SHARED / "smapi_spec.json"
described = pytest.mark.skipif(not SPEC.exists(), reason="Amazon's description is not there")
PUBLIC = [  # of no locale are what a test tool made up: without an invocation name, which the description requires
    path for path in sorted((SHARED / "interaction_models").glob("*--*.json")) if "--unk" not in path.stem
]


def spec() -> dict[str, Any]:
    """Path without the names of its parameters -> what is described there."""
    raw = json.loads(SPEC.read_text("utf-8"))
    return {re.sub(r"\{\w+\}", "{}", path): told for path, told in raw["paths"].items()}


@described
def test_every_path_is_one_of_the_description() -> None:
    known = spec()
    paths = [rule for rule in create_sandbox(World()).url_map.iter_rules() if rule.rule.startswith("/v1/")]
    assert len(paths) >= 12
    for rule in paths:
        told = known[re.sub(r"<\w+>", "{}", rule.rule)]
        assert {method.lower() for method in rule.methods or ()} - {"options", "head"} <= set(told), rule.rule


@described
def test_every_status_is_one_of_the_description(stand: Stand) -> None:
    """Exercised by our own client. 409 for a PUT is the stand-in's: the description does not say what happens then."""
    from interaction_models.smapi.nlu import remote_answers

    service = stand.service(tries=2)
    stand.upload({"en-US": stand.have("en-US", model())})
    service.profile("en-US", "order again")
    remote_answers(service, "en-US", [Expected("order again", "ReorderIntent", {})], stand.notes.append, between=0)
    for call in (
        lambda: service.put("en-US", b"{}", None),
        lambda: service.put("en-US", b"{}", "other"),
        lambda: service.model("fr-FR"),
        lambda: stand.service(skill="nobody").status(),
        lambda: service.profile("fr-FR", "x"),
        lambda: service.evaluate("en-US", "nothing"),
        lambda: service.evaluation("nothing"),
    ):
        try:
            call()
        except SmapiProblem:
            continue
    known = spec()
    for one in stand.world.seen:
        path = one.path.partition("?")[0]
        if path.startswith("/v1/"):
            (told,) = (told for shape, told in known.items() if re.fullmatch(shape.replace("{}", "[^/]+"), path))
            assert str(one.status) in told[one.method.lower()]["responses"], one


@described
@pytest.mark.parametrize("status", ["development", "live", "certified"])
def test_a_head_gives_the_etag(stand: Stand, status: str) -> None:
    stand.put("en-US", model())
    token = {"Authorization": f"Bearer {stand.world.access_token()}"}
    url = f"{stand.url}/v1/skills/{SKILL}/stages/{status}/interactionModel/locales/en-US"
    answer = requests.head(url, headers=token, timeout=10)
    assert answer.status_code == (204 if status == "development" else 404)
    assert bool(answer.headers.get("ETag")) == (status == "development")


@pytest.mark.skipif(not PUBLIC, reason="the shared data is not there")
@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.stem)
def test_public_models_build(path: Path) -> None:
    """Models that Amazon has built: the stand-in has nothing against them."""
    raw = files.read(path)
    body = json.dumps(raw if "interactionModel" in raw else {"interactionModel": raw}).encode()
    read, wrong = checks.shape(body)
    assert wrong == []
    assert checks.meaning(read) == []


@pytest.mark.parametrize("locale", files.locales())
def test_our_own_models_build(locale: str) -> None:
    read, wrong = checks.shape(files.path_of(locale).read_bytes())
    assert wrong == []
    assert checks.meaning(read) == []


def test_faults_are_told_over_http_and_seen(stand: Stand) -> None:
    told = [{"status": 503, "path": "/status"}]
    assert requests.post(f"{stand.url}/sandbox/faults", json=told, timeout=10).json() == {"faults": 1}
    stand.service().status()
    state = requests.get(f"{stand.url}/sandbox", timeout=10).json()
    assert [one["status"] for one in state["requests"]] == [200, 503, 200]
    assert state["faults"] == []
    bad = requests.post(f"{stand.url}/sandbox/faults", json={"statis": 1}, timeout=10)
    assert bad.status_code == 400
    assert "statis" in bad.json()["message"]


@pytest.mark.parametrize("raw", [[], {}, {"status": "500"}, {"status": 500, "path": "("}, {"times": 2}])
def test_a_fault_that_cannot_be(raw: object) -> None:
    with pytest.raises(BadFault):
        Fault.read(raw)


def test_matching_by_samples() -> None:
    inner = model()["interactionModel"]
    assert match(inner, "Reorder coffee beans!") == ("ReorderIntent", {"product": "coffee beans"})
    assert match(inner, "stop") == ("AMAZON.StopIntent", {})
    assert match(inner, "something else") == ("AMAZON.FallbackIntent", {})
    inner["languageModel"]["intents"][1]["samples"].append("{product}")
    assert match(inner, "beans") == ("ReorderIntent", {"product": "beans"})
    assert match(inner, "something else")[0] == "AMAZON.FallbackIntent"


def test_the_command_says_how_to_use_it(tmp_path: Path) -> None:
    """Started as a person would; what it prints is what the other commands need."""
    faults = tmp_path / "faults.json"
    faults.write_text('[{"status": 429, "path": "/status"}]')
    command = [sys.executable, "-u", "-m", "interaction_models", "sandbox", "--port", "0", "--faults", str(faults)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        told: dict[str, str] = {}
        for line in process.stdout:
            name, _, value = line.removeprefix("export ").strip().partition("=")
            told[name] = value.strip("'")
            if name == "ALEXA_SKILL_ID":
                break
        url = told["ASK_SMAPI_SERVER_BASE_URL"]
        form = {"grant_type": "refresh_token", "refresh_token": told["ASK_REFRESH_TOKEN"]}
        form |= {"client_id": told["ASK_LWA_CLIENT_ID"], "client_secret": told["ASK_LWA_CLIENT_CONFIRMATION"]}
        access = requests.post(f"{url}/auth/o2/token", data=form, timeout=10).json()["access_token"]
        header = {"Authorization": f"Bearer {access}"}
        statuses = [
            requests.get(f"{url}/v1/skills/{SKILL}/status", headers=header, timeout=10).status_code for _ in range(2)
        ]
        process.terminate()
    assert statuses == [429, 200]
