"""A model is fetched whole and checked, or nothing changes; whatever goes wrong says what to do."""

import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.voice_models.conftest import offer_of
from voice_models.download import NotFetched, WrongFile, download
from voice_models.fetch import fetch
from voice_models.find import NoVoiceModel, find
from voice_models.unpack import BadZip, unpack

needs_vosk = pytest.mark.skipif(find_spec("vosk") is None, reason="needs vosk: pip install -r requirements-voice.txt")


class Host:
    """A web server with one file, and what goes wrong next: an answer's status, or after how many bytes it ends."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.statuses: list[int] = []
        self.cuts: list[int] = []
        self.ranges: list[str] = []
        self.takes_ranges = True
        self.url = ""


@contextmanager
def serving(data: bytes) -> Iterator[Host]:
    """The server, on loopback."""
    host = Host(data)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = self.headers.get("Range", "")
            host.ranges.append(asked)
            if host.statuses:
                self.send_error(host.statuses.pop(0))
                return
            begin = int(asked.removeprefix("bytes=").rstrip("-")) if asked and host.takes_ranges else 0
            body = host.data[begin:]
            self.send_response(206 if begin else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            cut = host.cuts.pop(0) if host.cuts else len(body)
            self.wfile.write(body[:cut])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  http.server's name
            """Nothing: a test reads no log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host.url = f"http://127.0.0.1:{server.server_port}/model.zip"
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@needs_vosk
def test_a_fetched_model_is_preferred_to_the_embedded_one(kept: Path, model_zip: Path) -> None:
    assert find("en-GB").embedded
    with serving(model_zip.read_bytes()) as host:
        told: list[tuple[int, int]] = []
        path = fetch(offer_of(model_zip, host.url), lambda here, whole: told.append((here, whole)))
    found = find("en-GB")
    assert (found.path, found.embedded, found.licence) == (path, False, "Apache-2.0")
    assert told[-1] == (model_zip.stat().st_size,) * 2
    assert find("en-US").name == found.name, "the same language is better than the embedded model"
    assert [each.name for each in kept.iterdir()] == [path.name], "neither the zip nor anything half done is left"


def test_an_interrupted_download_goes_on_where_it_stopped(tmp_path: Path) -> None:
    data = bytes(range(256)) * 4000
    with serving(data) as host:
        host.cuts = [300_000, 400_000]
        for _ in range(2):
            with pytest.raises(NotFetched, match="again"):
                download(host.url, tmp_path / "file", len(data))
        download(host.url, tmp_path / "file", len(data))
    assert (tmp_path / "file").read_bytes() == data
    begins = [int(each.removeprefix("bytes=").rstrip("-") or 0) for each in host.ranges]
    assert begins == sorted(begins)
    assert begins[1] > 0, "it went on instead of beginning again"


def test_a_server_without_ranges_gives_the_whole_file(tmp_path: Path) -> None:
    data = b"model" * 50_000
    with serving(data) as host:
        host.cuts, host.takes_ranges = [100_000], False
        with pytest.raises(NotFetched):
            download(host.url, tmp_path / "file", len(data))
        download(host.url, tmp_path / "file", len(data))
    assert (tmp_path / "file").read_bytes() == data


@pytest.mark.parametrize("status", [404, 403, 500, 503])
def test_an_error_of_the_server_is_told_and_what_had_come_is_kept(status: int, tmp_path: Path) -> None:
    part = tmp_path / "file.part"
    part.write_bytes(b"begun")
    with serving(b"begun and done") as host:
        host.statuses = [status]
        with pytest.raises(NotFetched, match=str(status)):
            download(host.url, tmp_path / "file", 14)
        assert part.read_bytes() == b"begun"
        download(host.url, tmp_path / "file", 14)
    assert (tmp_path / "file").read_bytes() == b"begun and done"


def test_without_a_network_the_other_way_is_named(kept: Path, model_zip: Path) -> None:
    with pytest.raises(NotFetched, match="--from FILE"):
        fetch(offer_of(model_zip))


def test_a_file_that_was_not_published_is_thrown_away(kept: Path, model_zip: Path) -> None:
    data = bytearray(model_zip.read_bytes())
    data[1000] ^= 1
    with serving(bytes(data)) as host, pytest.raises(WrongFile, match="md5"):
        fetch(offer_of(model_zip, host.url))
    assert not list(kept.glob("*"))
    assert find("en-GB").embedded


def test_more_than_was_published_is_refused(tmp_path: Path) -> None:
    with serving(b"x" * 5000) as host, pytest.raises(WrongFile, match="more than"):
        download(host.url, tmp_path / "file", 4000)
    assert not list(tmp_path.iterdir())


@needs_vosk
def test_a_model_that_is_here_and_works_is_not_fetched_again(kept: Path, model_zip: Path) -> None:
    with serving(model_zip.read_bytes()) as host:
        offer = offer_of(model_zip, host.url)
        path = fetch(offer)
        assert fetch(offer) == path
        assert len(host.ranges) == 1
        (path / "am" / "final.mdl").write_bytes(b"damaged")
        assert fetch(offer) == path, "one that is damaged is"
        assert len(host.ranges) == 2
    assert (path / "am" / "final.mdl").stat().st_size > 1_000_000


@needs_vosk
def test_a_model_that_works_is_not_given_up_for_one_that_does_not(kept: Path, tmp_path: Path, model_zip: Path) -> None:
    path = fetch(offer_of(model_zip), brought=model_zip)
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(broken, "w") as opened:
        opened.writestr("model/am/final.mdl", b"no weights")
    with pytest.raises(NotFetched, match="does not work"):
        fetch(offer_of(broken), brought=broken)
    assert find("en-GB").path == path
    assert (path / "graph" / "words.txt").is_file()
    assert [each.name for each in kept.iterdir()] == [path.name]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("VOICE_MODELS_DIR", str(tmp_path / "file" / "models"))
    (tmp_path / "model.zip").write_bytes(b"zip")
    with pytest.raises(NotFetched, match="set VOICE_MODELS_DIR"):
        fetch(offer_of(tmp_path / "model.zip"))


def test_a_disk_without_room_is_told_before_anything_is_fetched(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "model.zip").write_bytes(b"zip")
    with serving(b"zip") as host, pytest.raises(NotFetched, match="no room"):
        fetch(offer_of(tmp_path / "model.zip", host.url, disk_mb=1 << 40))
    assert host.ranges == []


@needs_vosk
def test_a_zip_that_was_brought_is_checked_and_stays(kept: Path, model_zip: Path) -> None:
    path = fetch(offer_of(model_zip), brought=model_zip)
    assert (path / "am" / "final.mdl").is_file()
    assert model_zip.is_file()
    with pytest.raises(WrongFile, match="bytes"):
        fetch(offer_of(model_zip, bytes=17), brought=model_zip)
    with pytest.raises(NotFetched, match="no file"):
        fetch(offer_of(model_zip), brought=kept / "elsewhere.zip")


@needs_vosk
def test_a_model_that_does_not_load_is_not_kept(kept: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(broken, "w") as opened:
        opened.writestr("model/am/final.mdl", b"no weights")
    with pytest.raises(NotFetched, match="does not work"):
        fetch(offer_of(broken), brought=broken)
    with pytest.raises(NoVoiceModel, match="fetch fr-FR"):
        find("fr-FR")


@pytest.mark.parametrize("name", ["../outside", "/outside", "a/../../outside", "C:/outside", "..\\outside"])
def test_no_zip_writes_outside_its_folder(name: str, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as opened:
        opened.writestr("model/am/final.mdl", b"weights")
        opened.writestr(name, b"gotcha")
    with pytest.raises(BadZip, match="outside"):
        unpack(bad, tmp_path / "in" / "model", {})
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["bad.zip"]


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip at all" * 99])
def test_what_is_no_zip_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(data)
    with pytest.raises(BadZip, match="no zip"):
        unpack(tmp_path / "bad.zip", tmp_path / "in" / "model", {})
    assert not list((tmp_path / "in").iterdir())
