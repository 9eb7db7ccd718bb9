"""Waiting, trying again, and giving up: every answer the service can give, and those it cannot."""

from email.utils import formatdate
from time import time

import pytest

from interaction_models.sandbox.world import SKILL
from interaction_models.smapi.problems import Conflict, NotLoggedIn, NotThere, Refused, SmapiProblem, Unreachable
from interaction_models.smapi.transport import Patience, Transport
from tests.smapi.standing import Stand, check_secret, model


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 409])
def test_an_answer_that_passes_is_waited_out(stand: Stand, status: int) -> None:
    stand.go_wrong(status=status, method="PUT", times=3)
    (outcome,) = stand.upload({"en-US": stand.have("en-US", model())})
    assert outcome.problem is None
    assert stand.seen("PUT") == [status] * 3 + [202]
    assert [wait for wait in stand.slept if wait] == [0.5, 1.0, 2.0], "half the doubled wait, plus jitter"


def test_jitter_spreads_the_waits(stand: Stand) -> None:
    stand.go_wrong(status=503, path="/status", times=2)
    stand.service(jitter=lambda: 1.0).status()
    assert stand.slept == [1.0, 2.0]


def test_retry_after_is_kept_in_seconds_and_as_a_date(stand: Stand) -> None:
    stand.go_wrong(status=429, path="/status", headers={"Retry-After": "7"})
    stand.go_wrong(status=429, path="/status", headers={"Retry-After": formatdate(time() + 50, usegmt=True)})
    stand.service().status()
    assert stand.slept[0] == 7.0
    assert 30 < stand.slept[1] <= 50
    assert "trying again in 7.0 s" in stand.notes[0]


@pytest.mark.parametrize("status", [429, 503])
def test_patience_ends(stand: Stand, status: int) -> None:
    stand.go_wrong(status=status, path="/status", times=99)
    with pytest.raises(Unreachable):
        stand.service(tries=4).status()
    assert stand.seen("GET", "/status") == [status] * 4


def test_a_connection_that_is_cut_is_made_again(stand: Stand) -> None:
    stand.go_wrong(hang_up=True, path="/status", times=2)
    assert stand.service().status() == {}
    assert all("(ConnectionError)" in note for note in stand.notes), "cut, not silent until the time limit"


def test_an_answer_lost_after_the_upload_took_effect_is_no_conflict(stand: Stand) -> None:
    """The first try took effect, the second gets 412: what is there is ours."""
    stand.put("en-US", model())
    stand.go_wrong(status=502, method="PUT", after=True)
    (outcome,) = stand.upload({"en-US": stand.have("en-US", model("new"))})
    assert outcome.problem is None
    assert stand.seen("PUT") == [502, 412]


def test_a_token_that_expires_in_the_middle_is_renewed(stand: Stand) -> None:
    stand.world.token_uses = 2
    (outcome,) = stand.upload({"en-US": stand.have("en-US", model())})
    assert outcome.problem is None
    assert len(stand.world.access_tokens) > 2
    assert 401 in stand.seen("GET") + stand.seen("PUT")


def test_a_token_that_is_refused_for_good(stand: Stand) -> None:
    stand.go_wrong(status=401, path="/v1/", times=99)
    with pytest.raises(NotLoggedIn):
        stand.service().status()
    assert stand.seen("GET", "/v1/") == [401, 401]


@pytest.mark.parametrize(
    ("status", "problem"),
    [(400, Refused), (403, Refused), (404, NotThere), (302, Unreachable), (405, Refused)],
)
def test_an_answer_that_does_not_pass(stand: Stand, status: int, problem: type[SmapiProblem]) -> None:
    stand.go_wrong(status=status, path="/status", body="<html>a proxy</html>")
    with pytest.raises(problem) as raised:
        stand.service().status()
    assert stand.slept == []
    check_secret(str(raised.value))


def test_a_sign_in_page_is_not_the_service(stand: Stand) -> None:
    stand.go_wrong(status=200, path="/status", body="<html>sign in</html>")
    with pytest.raises(Unreachable, match="proxy"):
        stand.service().status()


def test_what_is_not_repeatable_is_repeated_only_after_429(stand: Stand) -> None:
    stand.put("en-US", model())
    stand.go_wrong(status=429, method="POST", path="nluEvaluations")
    stand.go_wrong(status=500, method="POST", path="nluEvaluations")
    with pytest.raises(Unreachable):
        stand.service().evaluate("en-US", "any")
    assert stand.seen("POST", "nluEvaluations") == [429, 500]


def test_a_build_that_stays_under_way_is_a_conflict(stand: Stand) -> None:
    stand.go_wrong(status=409, method="PUT", times=99)
    (outcome,) = stand.upload({"en-US": stand.have("en-US", model())}, tries=3)
    assert isinstance(outcome.problem, Conflict)


def test_nobody_listens() -> None:
    slept: list[float] = []
    with pytest.raises(Unreachable, match=r"No answer from http://127\.0\.0\.1:1"):
        Transport("http://127.0.0.1:1", Patience(tries=3, sleep=slept.append)).send("GET", "/")
    assert len(slept) == 2


def test_the_command_says_so_with_its_exit_code(stand: Stand) -> None:
    stand.have("en-US", model())
    stand.go_wrong(status=401, path="/v1/", times=99)
    assert stand.run("upload", "--yes").exit_code == 4
    refused = stand.run("upload", "--yes", environment={"ASK_REFRESH_TOKEN": "Atzr|canary-revoked"})
    assert refused.exit_code == 4
    assert "login" in refused.stderr


def test_the_skill_id_cannot_leave_its_place(stand: Stand) -> None:
    with pytest.raises(NotThere):
        stand.service(skill=f"x/../{SKILL}").status()
