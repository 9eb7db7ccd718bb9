"""`flask_ask_sdk` imports on every OpenSSL, and nothing is left behind by making it so."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from skill.alexa import compat

ROOT = Path(__file__).parent.parent

FAKED = """
import cffi, re, warnings
true_string = cffi.FFI.string
cffi.FFI.string = lambda self, *args: {version!r} if b"SSL" in true_string(self, *args) else true_string(self, *args)
before, filters = re.search, list(warnings.filters)
"""


def run(program: str, version: bytes = b"OpenSSL 3.0.15 3 Sep 2024", *options: str) -> subprocess.CompletedProcess[str]:
    """Run `program` in a new interpreter in which libcrypto says that it is `version`."""
    source = FAKED.format(version=version) + program
    return subprocess.run(
        [sys.executable, *options, "-c", source], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    "version",
    [
        b"OpenSSL 3.0.15 3 Sep 2024",
        b"OpenSSL 3.0.9 30 May 2023",
        b"OpenSSL 1.1.1w  11 Sep 2023",
        b"OpenSSL 3.12.0 1 Jan 2028",
    ],
)
def test_the_adapter_imports_whatever_the_openssl(version: bytes) -> None:
    done = run("import skill.alexa.channel; import flask_ask_sdk.skill_adapter; print('imported')", version)
    assert done.stdout == "imported\n", done.stderr


def test_without_the_mend_it_does_not() -> None:
    """When this fails, a fixed oscrypto is installed: delete skill/alexa/compat.py, its import, and this file."""
    done = run("import flask_ask_sdk.skill_adapter")
    assert "Error detecting the version of libcrypto" in done.stderr


def test_oscrypto_still_holds_the_pattern_that_is_mended() -> None:
    """When this fails, oscrypto reads versions differently: delete skill/alexa/compat.py or correct it."""
    spec = find_spec("oscrypto")
    assert spec and spec.origin
    source = (Path(spec.origin).parent / "_openssl" / "_libcrypto_cffi.py").read_text()
    assert repr(compat.ONE_DIGIT) in source


def test_everything_touched_is_put_back() -> None:
    done = run(
        "import skill.alexa.compat as c\n"
        "assert re.search is before and list(warnings.filters) == filters\n"
        "c.mend(); c.mend()\n"
        "assert re.search is before\n"
        "print('as before')"
    )
    assert done.stdout == "as before\n", done.stderr


def test_it_is_put_back_even_when_the_import_fails() -> None:
    done = run(
        "import sys; sys.modules['flask_ask_sdk'] = None\n"
        "try:\n    import skill.alexa.compat\n"
        "except ImportError:\n    print('failed', re.search is before)"
    )
    assert done.stdout == "failed True\n", done.stderr


def test_an_earlier_failed_import_does_no_harm() -> None:
    done = run(
        "try:\n    import flask_ask_sdk.skill_adapter\n"
        "except Exception as e:\n    print(type(e).__name__)\n"
        "import skill.alexa.channel; print('imported')"
    )
    assert done.stdout == "LibraryNotFoundError\nimported\n", done.stderr


def test_many_threads_may_be_the_first() -> None:
    done = run(
        "import threading\n"
        "def go():\n    import skill.alexa.compat as c; c.mend(); done.append(1)\n"
        "done = []\n"
        "threads = [threading.Thread(target=go) for _ in range(8)]\n"
        "[t.start() for t in threads]; [t.join() for t in threads]\n"
        "print(len(done), re.search is before)"
    )
    assert done.stdout == "8 True\n", done.stderr


def test_it_imports_with_warnings_as_errors_and_no_bytecode(tmp_path: Path) -> None:
    done = run(
        "import skill.alexa.channel; print('imported')",
        b"OpenSSL 3.0.15 3 Sep 2024",
        *("-W", "error", "-X", f"pycache_prefix={tmp_path}"),
    )
    assert done.stdout == "imported\n", done.stderr[-800:]
