"""A person at the virtual sound card: `python -m tests.local_voice.person PLAN OUT`, in that card's environment.

Holds a real conversation with the real channel in real time: real microphone, libvosk, assistant, pyttsx3,
loudspeaker. The plan (JSON) says who speaks, and what to do whenever the assistant listens; the outcome (JSON) is what
was said, heard and ordered, with what was to be heard at the loudspeaker recognised again.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from rich.console import Console

from local_voice.audio import BLOCK_BYTES, SourceEnded
from local_voice.ear import Utterance
from local_voice.keys import Keys
from local_voice.loop import Timings
from local_voice.options import Options
from local_voice.recogniser import VoskModel
from local_voice.resample import Blocks, Resampler, floats
from local_voice.session import Session
from local_voice.terminal import Terminal
from skill.assistant import Reply
from skill.bootstrap import House, build
from skill.dialogue.acts import Expectation
from skill.speech.sentences import sentences
from skill.speech.spelled import spelled
from skill.understanding.normalise import fold
from tests.local_voice.card import SPEAKER_RATE, Recorder, play, plug_in, unplug
from tests.local_voice.models import model_for
from tests.local_voice.speech import spoken
from tests.shop import CACHE, Clock, fresh_copy, orders_of
from tests.transcripts import transcripts

WAIT_MS = 4000.0
_CUT_SECONDS = 0.7  # within which the assistant is silent when somebody cuts in
_LONGEST_SECONDS = 4.0  # that anybody speaks
_BEFORE_SECONDS = 0.1  # between the assistant's last word and the person's first, the file's own silence not counted


class Fingers(Keys):
    """Keys that a plan presses. When nothing is left to say nobody wants another conversation."""

    def __init__(self, person: "Person") -> None:
        super().__init__(wanted=False)
        self._person = person
        self.there = True

    def wait(self) -> None:
        """Another conversation, as long as there is something to say."""
        if not self._person.left:
            raise SourceEnded("all was said")


class Person(Terminal):
    """Sees what is shown, and does the next step of the plan whenever it is listened to.

    A step is {"say": words, "voice": espeak-ng's}, {"play": WAV} or {"silence": true}. With "during", so many seconds
    after the reply began, it is said over the reply; with "key" a key is pressed then, and it is said afterwards.
    With "quiet" it is said when nothing was to be heard for so many seconds. "kill" ends the speech worker first;
    "unplug" takes the microphone away for so many seconds first.
    """

    def __init__(self, plan: dict[str, Any]) -> None:
        super().__init__(Console(file=StringIO()), timings=False)
        self._steps: list[dict[str, Any]] = plan["steps"]
        self._voice = plan.get("voice", "en-us")
        self.session: Session | None = None
        self.recorder: Recorder | None = None
        self.said: list[dict[str, Any]] = []
        self._at = 0
        self._playing: list[subprocess.Popen[bytes]] = []

    @property
    def left(self) -> int:
        """Steps still to be done."""
        return max(0, len(self._steps) - self._at)

    def reply(self, reply: Reply) -> None:
        self._note("assistant", reply.words, closed=reply.closed)
        step = self._step
        if step is not None and "during" in step and not step.get("done"):
            step["done"] = True
            threading.Timer(step["during"], self._press if step.get("key") else self._do, (step,)).start()

    def told(self, text: str) -> None:
        self._note("told", text)
        if '"hey shop"' in text:
            if not self.left:
                raise SourceEnded("all was said")
            for words in ("reorder my coffee", "hey shop"):
                threading.Timer(0.5 if words != "hey shop" else 3.5, self._do, ({"say": words},)).start()

    def understood(self, utterance: Utterance) -> None:
        heard = utterance.heard
        self._note("heard", utterance.words, intent=heard.intent, sure=utterance.sure)
        self._at += 1

    def silence(self) -> None:
        self._note("silence", "")
        self._at += 1

    def notice(self, text: str) -> None:
        self._note("notice", text)

    def timings(self, timings: Timings) -> None:
        expects = timings.expects.value if timings.expects else "none"
        self._note("timings", expects, whole=timings.whole, tail=timings.tail, hearing=timings.hearing)

    def listening(self, expects: Expectation | None) -> None:  # noqa: ARG002  # a person says what they want to
        step = self._step
        if step is None:
            raise SourceEnded("all was said")
        if "unplug" in step:
            self._unplug(step)
        elif "quiet" in step:
            if not step.get("done"):
                step["done"] = True
                threading.Thread(target=self._when_quiet, args=(step,), daemon=True).start()
        elif "during" not in step or step.get("key"):
            self._do(step)

    def _when_quiet(self, step: dict[str, Any]) -> None:
        assert self.recorder is not None
        while self.recorder.loud(since=time.monotonic() - step["quiet"]):
            time.sleep(0.05)
        self._do(step)

    def stop(self) -> None:
        """Say nothing more."""
        for playing in self._playing:
            playing.wait()

    @property
    def _step(self) -> dict[str, Any] | None:
        return self._steps[self._at] if self.left else None

    def _press(self, step: dict[str, Any]) -> None:  # noqa: ARG002  # as the other things that are done
        assert self.session is not None
        self._note("pressed", "")
        self.session._keys.press()

    def _unplug(self, step: dict[str, Any]) -> None:
        if step.get("done"):
            return
        step["done"] = True
        unplug()
        threading.Timer(step["unplug"], plug_in).start()
        threading.Timer(step["unplug"] + 3, self._do, (step,)).start()

    def _do(self, step: dict[str, Any]) -> None:
        voice = self.session.voice if self.session else None
        if step.get("kill") and voice is not None and voice.pid is not None:
            os.kill(voice.pid, signal.SIGKILL)
        if "silence" in step:
            return
        path = Path(step["play"]) if "play" in step else spoken(step["say"], step.get("voice", self._voice))
        time.sleep(_BEFORE_SECONDS)
        self._note("person", step.get("say", ""))
        self._playing.append(play(path))

    def _note(self, what: str, words: str, **more: object) -> None:
        self.said.append({"at": time.monotonic(), "what": what, "words": words, **more})


@cache
def _model() -> VoskModel:
    model = model_for("en-US")
    assert model is not None
    return VoskModel(model.path)


def _words(text: str) -> list[str]:
    """The words of a text that the model has."""
    return [word for word in fold(spelled(text, "en"), "en") if _model().has(word)]


@cache
def _spoken_here() -> str:
    """A grammar of everything that the American transcripts answer with."""
    answers = {turn.answer for each in transcripts() if each.locale == "en-US" for turn in each.turns}
    parts = {part for answer in answers for sentence in sentences(answer) for part in re.split("[,:;]", sentence)}
    return json.dumps([*sorted({" ".join(_words(part)) for part in parts} - {""}), "[unk]"])


def recognised(sound: bytes, rate: int, text: str) -> float:
    """The share of this text's words that libvosk finds in a recording of it, among all that might be said."""
    recogniser, resampler = _model().recogniser(_spoken_here()), Resampler(rate)
    for block in Blocks().take(resampler.take(floats(sound, 2), last=True) + bytes(BLOCK_BYTES), last=True):
        recogniser.take(block)
    readings = recogniser.finish()
    found, said = Counter(readings[0].words.split() if readings else ()), Counter(_words(text))
    return (found & said).total() / max(1, said.total())


def held(plan: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The outcome of a plan."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(CACHE, folder / "understanding", dirs_exist_ok=True)
    house: House = build(fresh_copy(folder).model_copy(update=plan.get("shop", {})), Clock())
    customer = None if plan.get("customer") == "nobody" else plan.get("customer", "anna")
    before = orders_of(house, str(customer))
    noise = play(Path(plan["noise"])) if "noise" in plan else None
    recorder = Recorder("spk.monitor", SPEAKER_RATE)
    user = Recorder("user.monitor", 16000)
    person = Person(plan)
    person.recorder = recorder
    options = Options(customer=customer, wait_ms=plan.get("wait_ms", WAIT_MS), **plan.get("options", {}))
    session = Session(house, options, person, Fingers(person))
    person.session = session
    started = time.process_time(), time.monotonic()
    try:
        session.run()
    finally:
        used = (time.process_time() - started[0]) / (time.monotonic() - started[1])
        session.close()
        person.stop()
        if noise is not None:
            noise.kill()
            noise.wait()
        time.sleep(0.1)
        recorder.close()
        user.close()
        house.database.close()
    said = _with_sound(person.said, recorder, user)
    return {"said": said, "orders": orders_of(house, str(customer)) - before, "used": used}


def _with_sound(said: list[dict[str, Any]], recorder: Recorder, user: Recorder) -> list[dict[str, Any]]:
    """Each reply with the share of its words that was to be heard at the loudspeaker; and when which was heard."""
    for place, each in enumerate(said):
        if each["what"] in ("person", "pressed"):
            loud = user.loud(each["at"], each["at"] + _LONGEST_SECONDS)
            each["first"], each["last"] = (loud[0], loud[-1]) if loud else (None, None)
            since = each["at"] if each["what"] == "pressed" else each["first"] or each["at"]
            heard = recorder.loud(since, since + _CUT_SECONDS)
            each["silent"] = heard[-1] if heard else since
        if each["what"] != "assistant":
            continue
        following = [other["at"] for other in said[place + 1 :] if other["what"] in ("assistant", "person")]
        until = following[0] + 0.15 if following else float("inf")
        loud = recorder.loud(each["at"], until)
        each["first"], each["last"] = (loud[0], loud[-1]) if loud else (None, None)
        each["share"] = recognised(recorder.sound(each["at"], until), recorder.rate, each["words"])
    return said


def main() -> None:
    """Hold all plans of a file, one after another."""
    with suppress(OSError, AttributeError):
        os.nice(-10)  # sound is made in time or not at all; only the superuser may
    plans = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    outcomes = {}
    for name, plan in plans.items():
        outcomes[name] = held(plan, Path(sys.argv[2]).parent / name.replace("/", "-"))
    Path(sys.argv[2]).write_text(json.dumps(outcomes), "utf-8")


if __name__ == "__main__":
    main()
