"""`python -m local_voice` as a person uses it, on machines with and without sound."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from click.testing import CliRunner, Result

from local_voice import __main__ as entrance
from local_voice import doctor as doctors
from local_voice import session as sessions
from local_voice.audio import NoSink, NoSource
from local_voice.cli import main
from local_voice.commands import NO_SOUND
from local_voice.devices import NO_LOUDSPEAKER, NO_MICROPHONE
from local_voice.doctor import echo_of
from local_voice.echo import cancelled
from local_voice.keys import Keys, NoKeys
from local_voice.wake import BadPhrase, Wake
from tests.local_voice.speech import can_hear, samples, spoken, wav
from tests.page import learnt
from tests.shop import fresh_copy

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demonstration in a folder of its own, by environment."""
    fresh_copy(tmp_path)
    learnt(tmp_path, "en-US")
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("VOICE_MODELS_DIR", str(tmp_path / "models"))
    return tmp_path


@pytest.fixture
def soundless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without sound devices."""

    class NoCard:
        def __init__(self, *_: object) -> None:
            raise NoSource(NO_MICROPHONE)

    def no_loudspeaker(*_: object) -> None:
        raise NoSink(NO_LOUDSPEAKER)

    monkeypatch.setattr(sessions, "Card", NoCard)
    monkeypatch.setattr(doctors, "Microphone", NoCard)
    for module in (sessions, doctors):
        monkeypatch.setattr(module, "Player", no_loudspeaker)
    monkeypatch.setattr("local_voice.commands.devices", lambda: ())


def run(*arguments: str, said: str = "") -> Result:
    return CliRunner().invoke(main, list(arguments), input=said, catch_exceptions=False)


def test_help_teaches() -> None:
    for command in ((), ("talk",), ("doctor",), ("devices",), ("report",)):
        result = run(*command, "--help")
        assert result.exit_code == 0
    told = run("--help").output
    for needed in ("--input text", "--mode wake", "doctor", "Ctrl-C", "exit code is 3"):
        assert needed in told


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance, "find_spec", lambda name: None if name in ("vosk", "soxr") else name)
    with pytest.raises(SystemExit, match=r"needs soxr, vosk: make voice, or pip install -r requirements-voice.txt"):
        entrance.main()


def test_by_typing(shop: Path) -> None:
    result = run("talk", "--input", "text", said="order honey\n\nyes please\nwhere is my order\n")
    assert result.exit_code == 0
    for line in ("One jar of honey", "you> (silence)", "Yes or no: shall I order it?", "Done, order", "(Left.)"):
        assert line in result.output
    assert "[ReorderIntent product='honey']" in result.output


def test_an_open_quote_is_left_with_the_truth(shop: Path) -> None:
    assert "Nothing has been ordered. Goodbye." in run("talk", "--input", "text", said="order honey\n").output


@can_hear
def test_from_a_recording(shop: Path) -> None:
    sounds = [samples(spoken(words, "en-us")) for words in ("order honey", "yes please", "where is my order")]
    wav(shop / "said.wav", np.concatenate(sounds).astype("<i2").tobytes())
    result = run("talk", "--input", str(shop / "said.wav"), "--no-greeting")
    assert result.exit_code == 0
    for line in ("you> order honey", "Done, order", "you> where is my order", "python -m voice_models fetch en-US"):
        assert line in result.output


@can_hear
def test_a_machine_without_sound_says_what_goes_instead(shop: Path, soundless: None) -> None:
    result = run()
    assert result.exit_code == NO_SOUND
    for line in ("No microphone was found", "--input text", "--input recording.wav", "doctor"):
        assert line in result.output
    assert run("devices").exit_code == NO_SOUND


@can_hear
def test_a_recording_without_a_loudspeaker_is_answered_in_writing(shop: Path, soundless: None) -> None:
    result = run("talk", "--input", str(spoken("order honey", "en-us")), "--speak", "--no-greeting")
    assert result.exit_code == 0
    assert "No loudspeaker was found" in result.output or "has no voice" in result.output
    assert "One jar of honey" in result.output


def test_without_a_voice(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("local_voice.cli.can_speak", lambda: False)
    monkeypatch.setattr(sessions, "can_speak", lambda: False)
    result = run("talk", "--input", "text", "--speak", said="stop\n")
    assert "apt-get install espeak-ng" in result.output
    assert "Goodbye." in result.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("talk", "--locale", "fr-FR"), "python -m voice_models fetch fr-FR"),
        (("talk", "--locale", "tlh-KL", "--input", "text"), "there are: en-AU"),
        (("talk", "--customer", "zoe"), "Known: anna"),
        (("talk", "--input", "nowhere.wav"), "nowhere.wav cannot be read"),
        (("talk", "--input", str(ROOT / "README.md")), "not a WAV file"),
        (("report", "--locale", "fr-FR"), "python -m voice_models fetch fr-FR"),
    ],
)
def test_what_cannot_be_is_told(shop: Path, arguments: tuple[str, ...], told: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert told in result.output


def test_the_doctor_of_a_machine_without_sound(shop: Path, soundless: None) -> None:
    result = run("doctor", "--locale", "fr-FR")
    assert result.exit_code == 1
    for line in ("No model on this machine hears fr-FR", "No microphone was found", "No loudspeaker was found"):
        assert line in result.output


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals of this kind")
def test_ctrl_c_leaves_cleanly(shop: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "local_voice", "talk", "--input", "text"],
        cwd=ROOT,
        env={**os.environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if "What would you like" in line or "Go on" in line:
            break
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "(Left." in out
    assert not errors


def test_the_echo_is_measured() -> None:
    chance = np.random.default_rng(1)
    played = chance.normal(0, 0.1, 16_000)
    heard = chance.normal(0, 0.001, 32_000)
    heard[800:16_800] += 0.1 * played
    gain, delay = echo_of(played, heard)
    assert gain == pytest.approx(-20, abs=0.5)
    assert delay == pytest.approx(50, abs=1)
    assert echo_of(played, chance.normal(0, 0.001, 32_000))[0] is None


def test_an_echo_canceller_is_known_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cancelled("Echo-Cancel Source")
    monkeypatch.setattr("local_voice.echo._default_source", lambda: "alsa_input.echo-cancel")
    assert cancelled("pulse")
    assert not cancelled("USB microphone")


class Few:
    """A model of three words."""

    def has(self, word: str) -> bool:
        return word in ("hey", "shop", "stop")


@pytest.mark.parametrize(("phrase", "told"), [("hey zorbl", "'zorbl'"), ("shop", "two or three words")])
def test_a_wake_phrase_that_cannot_be(phrase: str, told: str) -> None:
    with pytest.raises(BadPhrase, match=told):
        Wake(Few(), phrase)  # type: ignore[arg-type]  # only asked for its words


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo terminals")
def test_keys_are_read_one_by_one_and_the_terminal_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    import pty
    import termios

    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    with os.fdopen(theirs) as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        with Keys() as keys:
            assert keys.there
            os.write(ours, b"x")
            assert not keys.pressed()
            os.write(ours, b" ")
            until = time.monotonic() + 20
            while not keys.pressed():
                assert time.monotonic() < until
                time.sleep(0.01)
            os.write(ours, b"\n")
            keys.wait()
        assert termios.tcgetattr(terminal.fileno()) == before
    os.close(ours)


def test_without_a_terminal_there_are_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: False))
    with Keys() as keys, pytest.raises(NoKeys, match="needs a terminal"):
        keys.wait()
