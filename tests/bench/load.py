"""gunicorn with two workers under signed Alexa requests: `python -m tests.bench.load [seconds]`.

Eight connections, each in the next turn as soon as it has its answer, ask for a reorder, an order's status and
a product's fact in turn. The client runs on the same machine and takes its share of it.
"""

import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.alexa.signing import Signer, authority, envelope

CONNECTIONS = 8
WORKERS = 2
MOST = 9000  # requests signed beforehand
KINDS: tuple[tuple[str, dict[str, str]], ...] = (
    ("ReorderIntent", {"product": "coffee"}),
    ("OrderStatusIntent", {}),
    ("PriceIntent", {"product": "honey"}),
)
CUSTOMERS = ("anna", "ben", "claire", "david")


def signed_requests(signer: Signer, count: int) -> list[tuple[bytes, dict[str, str]]]:
    """Requests of many sessions, ready to be sent."""
    made = []
    for place in range(count):
        intent, slots = KINDS[place % len(KINDS)]
        who = random.Random(place).choice(CUSTOMERS)  # the same mix each time
        sent = envelope(intent, dict(slots), session=f"load:{place % 500}:{who}", access_token=f"demo-{who}")
        body = json.dumps(sent).encode()
        made.append((body, {"Content-Type": "application/json", **signer.headers(body)}))
    return made


def measure(seconds: float = 6.0, database: str = "") -> dict[str, float]:
    """Requests a second, and the milliseconds within which half and 99 % of them were answered."""
    signer = Signer()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "chain.pem").write_bytes(signer.chain)
        (folder / "root.pem").write_bytes(authority().pem)
        port = _free_port()
        environment = {**os.environ, "LOAD_FOLDER": name, "LOAD_DATABASE": database}
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
        command += ["--config", "python:tests.bench.served", "--worker-class", "gthread", "--threads", "4"]
        command += ["--log-level", "error", "tests.bench.served:app()"]
        server = subprocess.Popen(command, env=environment)
        try:
            _wait(port)
            return _drive(port, signed_requests(signer, MOST), seconds)
        finally:
            server.terminate()
            server.wait(15)


def _drive(port: int, requests: list[tuple[bytes, dict[str, str]]], seconds: float) -> dict[str, float]:
    taken: list[float] = []
    failed: list[int] = []
    queue = iter(requests)
    lock = threading.Lock()
    end = time.perf_counter() + seconds

    def customer() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while time.perf_counter() < end:
            with lock:
                following = next(queue, None)
            if following is None:
                return
            start = time.perf_counter()
            connection.request("POST", "/alexa", following[0], following[1])
            answer = connection.getresponse()
            answer.read()
            taken.append((time.perf_counter() - start) * 1000)
            if answer.status != 200:
                failed.append(answer.status)
        connection.close()

    began = time.perf_counter()
    threads = [threading.Thread(target=customer) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lasted = time.perf_counter() - began
    if failed:
        raise RuntimeError(f"{len(failed)} requests were not answered: {failed[:5]}")
    cuts = statistics.quantiles(taken, n=100)
    return {"per second": len(taken) / lasted, "p50 ms": cuts[49], "p99 ms": cuts[98]}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def main() -> None:
    """Measure and print."""
    figures = measure(float(sys.argv[1]) if len(sys.argv) > 1 else 6.0)
    print(f"gunicorn, {WORKERS} workers, {CONNECTIONS} connections, SQLite")
    for name, figure in figures.items():
        print(f"  {name:<12}{figure:10.1f}")


if __name__ == "__main__":
    main()
