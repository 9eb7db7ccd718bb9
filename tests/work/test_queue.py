"""The queue: filled by one process, emptied by another; in a file or in Redis."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis

from skill.storage.jobs import Jobs
from skill.work.carrying import Work
from skill.work.queue import Queue, open_queue
from tests.shop import Clock, open_shop
from tests.work.test_receipts import bought

ROOT = Path(__file__).parents[2]
REDIS = os.environ.get("TEST_REDIS", "redis://127.0.0.1:6379/11")


def url_of(kind: str) -> str:
    """The queue's address; skips where there is no Redis."""
    if kind == "file":
        return ""
    try:
        redis.Redis.from_url(REDIS, socket_connect_timeout=1).flushdb()
    except redis.RedisError as error:
        pytest.skip(f"no Redis at {REDIS} ({type(error).__name__}); name one in TEST_REDIS")
    return REDIS


@pytest.mark.parametrize("kind", ["file", "redis"])
def test_a_worker_sends_what_another_process_ordered(kind: str, tmp_path: Path) -> None:
    url = url_of(kind)
    house = open_shop(tmp_path, Clock())
    filling = Queue(open_queue(url, tmp_path), lambda: Work(Jobs(house.database, house.clock), {}, ()))
    bought(house)
    settings = {
        "VAR": str(tmp_path),
        "DATABASE_URL": "",
        "QUEUE_URL": url,
        "LOG_LEVEL": "WARNING",
        "DEMO_SHOP": "false",
    }
    worker = subprocess.Popen([sys.executable, "work.py", "run"], cwd=ROOT, env={**os.environ, **settings})
    try:
        filling.wake()
        until = time.monotonic() + 60
        while not list((tmp_path / "mail").glob("*.eml")):
            assert time.monotonic() < until, "the worker did nothing"
            assert worker.poll() is None, "the worker ended"
            time.sleep(0.05)
    finally:
        worker.send_signal(signal.SIGINT)
        worker.wait(30)
        house.database.close()


def test_a_queue_that_is_away_costs_no_answer(tmp_path: Path) -> None:
    def never() -> Work:
        raise AssertionError("nobody works here")

    Queue(open_queue("redis://127.0.0.1:9/0", tmp_path), never).wake()
