"""Jobs for after the answer: at least once, never two at a time, and what cannot be done waits for a person."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from skill.storage.jobs import CLAIM, FIRST_PAUSE, LONGEST_PAUSE, MOST_TRIES, RECEIPT, Job, Jobs, add
from skill.work.carrying import Hopeless, Round, Work
from tests.storage.corner import Corner
from tests.storage.test_exactly_once import together, yes


def jobs_of(corner: Corner) -> Jobs:
    """The jobs of this shop."""
    return Jobs(corner.database, corner.clock)


def made(corner: Corner, about: str = "it", kind: str = "odd") -> int:
    """A job that is due now; its id."""
    with corner.database.write() as connection:
        add(connection, kind, [about], corner.clock.now, not_before=corner.clock.now)
    return corner.number(f"SELECT id FROM jobs WHERE about = '{about}' AND kind = '{kind}'")  # noqa: S608  the test's own


def work_of(corner: Corner, do: Callable[[Job], None], *rounds: Round) -> Work:
    """Work that does jobs of the kind "odd" like this."""
    return Work(jobs_of(corner), {"odd": do}, rounds)


def nothing(_job: Job) -> None:
    """Done."""


def fails(_job: Job) -> None:
    """Never done."""
    raise ValueError("out of paper")


def test_a_job_of_a_kind_about_a_thing_is_made_once(corner: Corner) -> None:
    assert made(corner) == made(corner)
    assert corner.number("SELECT count(*) FROM jobs") == 1


def test_fifty_workers_do_it_once(corner: Corner) -> None:
    job, done = made(corner), list[int]()
    work = work_of(corner, lambda job: done.append(job.id))
    told = together(50, lambda _number: work.carry_out(job))
    assert done == [job]
    assert sum(told) == 1
    assert jobs_of(corner).due() == ()


def test_what_fails_is_tried_again_later_each_time_until_a_person_has_it(corner: Corner) -> None:
    job, work = made(corner), work_of(corner, fails)
    pauses: list[timedelta] = []
    for _ in range(MOST_TRIES):
        assert work.carry_out(job) is False
        assert work.carry_out(job) is False, "not before its time"
        before = corner.clock.now
        while jobs_of(corner).due() == () and corner.clock.now - before < timedelta(hours=2):
            corner.clock.forward(timedelta(seconds=30))
        pauses.append(corner.clock.now - before)
    assert pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert max(pauses[:-1]) <= LONGEST_PAUSE
    (dead,) = jobs_of(corner).dead()
    assert (dead.id, dead.tries, dead.error) == (job, MOST_TRIES, "ValueError: out of paper")
    assert jobs_of(corner).revive(job)
    assert work_of(corner, nothing).carry_out(job)
    assert jobs_of(corner).dead() == ()


def test_a_worker_that_dies_leaves_the_job_to_another(corner: Corner) -> None:
    job, jobs = made(corner), jobs_of(corner)
    claimed = jobs.claim(job)
    assert claimed is not None
    assert jobs.claim(job) is None
    corner.clock.forward(CLAIM)
    again = jobs.claim(job)
    assert again is not None
    assert again.tries == 2
    jobs.failed(claimed, "late")
    assert jobs.claim(job) is None, "whoever lost its claim cannot end the other's"
    jobs.done(again)
    assert jobs.count() == {"done": 1}


def test_what_is_hopeless_is_not_tried_again(corner: Corner) -> None:
    def hopeless(_job: Job) -> None:
        raise Hopeless("it may have been sent")

    job = made(corner)
    assert work_of(corner, hopeless).carry_out(job) is False
    assert [dead.error for dead in jobs_of(corner).dead()] == ["it may have been sent"]
    assert jobs_of(corner).revive(job + 1) is False


def test_a_kind_that_nobody_does_is_given_up_and_named(corner: Corner) -> None:
    job = made(corner, kind="unheard")
    assert work_of(corner, nothing).carry_out(job) is False
    assert "unheard" in jobs_of(corner).dead()[0].error


def test_one_round_that_fails_does_not_keep_the_others(corner: Corner) -> None:
    seen: list[str] = []

    def broken() -> int:
        raise OSError("gone")

    def fine() -> int:
        seen.append("fine")
        return 1

    job = made(corner)
    work = work_of(corner, nothing, Round("broken", broken), Round("fine", fine))
    assert work.look() == (job,)
    assert seen == ["fine"]
    assert work.once() == 1


@pytest.mark.parametrize("means", ["ok", "timeout-after"])
def test_an_order_has_one_receipt_to_send(corner: Corner, means: str) -> None:
    token = corner.ask("coffee-500", means=means)
    together(10, lambda number: yes(corner, token, f"s{number}"))
    assert corner.number(f"SELECT count(*) FROM jobs WHERE kind = '{RECEIPT}'") == 1  # noqa: S608  a constant
    assert corner.number("SELECT count(*) FROM jobs JOIN orders ON orders.id = jobs.about") == 1


def test_nothing_is_to_be_sent_for_what_was_not_ordered(corner: Corner) -> None:
    yes(corner, corner.ask("coffee-500", means="declined"))
    assert corner.number("SELECT count(*) FROM jobs") == 0
