"""How the server runs: prepare the shop once, say where the entrances are, then serve.

Settings of gunicorn itself: https://docs.gunicorn.org/en/stable/settings.html
"""

import os
import subprocess
import sys

from skill.bootstrap import build, settle
from skill.settings import NO_SKILL, BadSetting, read_settings
from skill.storage.database import StorageError

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
timeout = 30
graceful_timeout = 10
accesslog = None
loglevel = "warning"
_beside: list["subprocess.Popen[bytes]"] = []


def on_starting(server: object) -> None:
    """Migrate and seed before the first worker starts, and print one line for each entrance."""
    try:
        settings = read_settings()
        build(settings).database.close()
    except (BadSetting, StorageError) as error:
        print(f"The shop cannot open: {error}", file=sys.stderr)
        raise SystemExit(1) from error
    skill = "" if settings.alexa_application_ids != {NO_SKILL} else " (set ALEXA_APPLICATION_IDS to your skill's id)"
    print(f"{settings.shop_name} is open, kept in {settings.database_shown}")
    if settings.has_page:
        print(f"  Page      http://127.0.0.1:{bind.rpartition(':')[2]}/    (from this machine only)")
    print(f"  Alexa     POST http://{bind}/alexa{skill}")
    print("  Terminal  make talk            (LOCALE=fr-FR, CUSTOMER=ben)")
    print(f"  Health    GET  http://{bind}/healthz and /readyz", flush=True)


def when_ready(server: object) -> None:
    """Start a worker for what is done after answers, in development: in production it is started by itself."""
    if read_settings().has_worker:
        _beside.append(subprocess.Popen([sys.executable, "work.py", "run"]))  # our own entrance


def on_exit(server: object) -> None:
    """The worker goes with the server; what it leaves undone it finds again."""
    for worker in _beside:
        worker.terminate()
        try:
            worker.wait(graceful_timeout)
        except subprocess.TimeoutExpired:
            worker.kill()


def post_worker_init(worker: object) -> None:
    """A worker has loaded what it needs."""
    settle()
