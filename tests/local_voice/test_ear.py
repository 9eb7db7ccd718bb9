"""The ear with the real libvosk: what is an utterance, what is none, and when it is over."""

import shutil
import threading
from itertools import pairwise

import numpy as np
import pytest

from local_voice.audio import BLOCK_BYTES, SourceEnded
from local_voice.ear import Silence, Utterance, VoiceEar
from local_voice.endpointing import Patience
from local_voice.recogniser import CannotHear, VoskModel
from local_voice.voice import EnergyGate, silero_or_gate
from skill.dialogue.acts import Expectation
from skill.understanding.expecting import NO, YES
from tests.local_voice.by_ear import voice_ear
from tests.local_voice.models import Folder, model_for
from tests.local_voice.speech import Samples, Sound, as_bytes, can_hear, levelled, padded, samples, silence, spoken
from tests.shop import ear_for

pytestmark = can_hear
P = Patience()
VOICE = "en-us"


def said(*texts: str, pause_ms: int = 0, lead_ms: int = 500, tail_ms: int = 1500) -> Samples:
    """These texts one after another, with a pause between them."""
    quiet = np.zeros(16 * pause_ms, np.float32)
    parts = [part for text in texts for part in (quiet, levelled(samples(spoken(text, VOICE))))]
    return padded(np.concatenate(parts[1:]), lead_ms, tail_ms)


def listen(sound: Samples, expects: Expectation | None = None, wait_ms: float = 6000) -> Utterance | Silence:
    return voice_ear("en-US").listen(Sound(sound), expects, wait_ms=wait_ms)


def heard(sound: Samples, expects: Expectation | None = None) -> Utterance:
    utterance = listen(sound, expects)
    assert isinstance(utterance, Utterance)
    return utterance


@pytest.mark.parametrize(
    ("text", "intent"), [("yes", YES), ("no", NO), ("order it", YES), ("stop", "AMAZON.StopIntent")]
)
def test_a_plain_answer_is_heard_and_over_at_once(text: str, intent: str) -> None:
    """Within the short tail; not a word is lost."""
    utterance = heard(said(text), Expectation.ORDER)
    assert (utterance.words, utterance.heard.intent, utterance.sure) == (text, intent, True)
    assert utterance.decided_ms - utterance.ended_ms == P.complete


def test_an_open_command_is_given_the_open_tail() -> None:
    """Half a second."""
    utterance = heard(said("reorder my coffee"))
    assert utterance.words == "reorder my coffee"
    assert utterance.decided_ms - utterance.ended_ms == P.open


def test_a_pause_after_an_unfinished_phrase_is_waited_for() -> None:
    """ "Reorder my", a pause of 0.7 s, "coffee": one utterance."""
    assert heard(said("reorder my", "coffee", pause_ms=650)).words == "reorder my coffee"


def test_a_pause_in_an_open_command_is_no_end() -> None:
    """Fed again from the beginning, nothing is lost."""
    assert heard(said("where is order", "one zero four two", pause_ms=300)).words == "where is order one zero four two"


def test_speech_without_silence_before_it_keeps_its_first_word() -> None:
    """Somebody who answers at once."""
    assert heard(said("yes", lead_ms=0), Expectation.ORDER).heard.intent == YES


def test_a_change_of_mind_is_heard_at_a_question() -> None:
    """A question for yes or no does not narrow to yes and no."""
    for text, intent in (("yes but make it three", "ChangeQuantityIntent"), ("is it vegan", "ProductQuestionIntent")):
        assert heard(said(text), Expectation.ORDER).heard.intent == intent


def test_silence_is_silence_after_the_wait() -> None:
    """No more, no less."""
    got = listen(silence(5000), wait_ms=3000)
    assert isinstance(got, Silence)
    assert got.waited_ms == 3000


@pytest.mark.parametrize("milliseconds", [30, 90, 200])
@pytest.mark.parametrize("loudness", [2000, 20000])
def test_a_door_or_a_cough_is_no_utterance(milliseconds: int, loudness: int) -> None:
    """A burst of noise: waiting goes on, and a yes after it is heard."""
    rng = np.random.default_rng(5)
    count = 16 * milliseconds
    burst = (rng.normal(0, loudness / 3, count) * np.exp(-np.arange(count) / (count / 4))).astype(np.float32)
    assert isinstance(listen(padded(burst, 800, 4000), wait_ms=3000), Silence)
    both = np.concatenate([padded(burst, 800, 600), said("yes")])
    utterance = heard(both, Expectation.ORDER)
    assert (utterance.words, utterance.heard.intent) == ("yes", YES)


def test_noise_alone_never_orders() -> None:
    """White noise, a hum and babbling tones at a quote: no yes comes of them."""
    rng = np.random.default_rng(7)
    time = np.arange(16 * 4000) / 16_000
    hum = 6000 * np.sin(2 * np.pi * 110 * time) * (np.sin(2 * np.pi * 2 * time) > 0)
    for sound in (rng.normal(0, 3000, len(time)), hum, rng.normal(0, 4000, len(time)) * (np.sin(7 * time) > 0)):
        try:
            got = listen(padded(np.asarray(sound, np.float32)), Expectation.ORDER, wait_ms=4000)
        except SourceEnded:
            continue
        assert isinstance(got, Silence) or got.heard.intent != YES


def test_what_the_shop_has_not_is_a_question() -> None:
    """Speech of unknown words at a quote is never a yes, and never sure."""
    utterance = heard(said("zorbl gnarf"), Expectation.ORDER)
    assert utterance.heard.intent != YES
    assert not utterance.sure


def test_words_come_as_they_are_spoken_and_the_level_with_every_block() -> None:
    """For the terminal: partial words grow to the whole, each change told once."""
    partials: list[str] = []
    levels: list[float] = []
    sound = said("where is order one zero four two")
    ear = voice_ear("en-US")
    utterance = ear.listen(Sound(sound), None, wait_ms=5000, on_partial=partials.append, on_level=levels.append)
    assert isinstance(utterance, Utterance)
    assert partials
    assert all(left != right for left, right in pairwise(partials))
    assert len(levels) == utterance.decided_ms / 20
    assert min(levels) < -60 < -30 < max(levels)


def test_a_recording_that_ends_in_speech_is_heard_to_its_end() -> None:
    """And then it has ended."""
    source = Sound(said("stop", tail_ms=40))
    ear = voice_ear("en-US")
    utterance = ear.listen(source, None, wait_ms=5000)
    assert isinstance(utterance, Utterance)
    assert utterance.words == "stop"
    with pytest.raises(SourceEnded):
        ear.listen(source, None, wait_ms=5000)


def test_two_utterances_of_one_source_are_two() -> None:
    """What follows stays for the next time."""
    source = Sound(said("reorder my coffee", "yes", pause_ms=1500))
    ear = voice_ear("en-US")
    got = [ear.listen(source, expects, wait_ms=5000) for expects in (None, Expectation.ORDER)]
    assert [each.words for each in got if isinstance(each, Utterance)] == ["reorder my coffee", "yes"]


def test_a_recogniser_that_was_used_hears_as_a_new_one() -> None:
    """Nothing of one utterance is left in the next, whatever became of it."""
    model = model_for("en-US")
    assert model is not None
    grammar = '["yes please", "no", "stop", "[unk]"]'
    sound = as_bytes(said("yes please"))
    used, fresh = VoskModel(model.path).recogniser(grammar), VoskModel(model.path).recogniser(grammar)
    used.take(as_bytes(said("stop")))
    used.finish()
    used.take(sound[: 40 * BLOCK_BYTES])
    used.forget()
    for each in (used, fresh):
        each.take(sound)
    assert used.finish() == fresh.finish() != ()


def test_listening_in_two_threads_is_the_same_as_in_one() -> None:
    """One model, an ear each: a recogniser belongs to one thread."""
    model = model_for("en-US")
    assert model is not None
    vosk = VoskModel(model.path)
    texts = ("stop", "yes please")
    got: dict[str, str] = {}

    def hear(text: str) -> None:
        recogniser = vosk.recogniser(f'["{text}", "no", "[unk]"]')
        recogniser.take(as_bytes(said(text)))
        got[text] = recogniser.finish()[0].words

    threads = [threading.Thread(target=hear, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == {text: text for text in texts}


def test_a_folder_without_a_model_is_told(tmp_path: object) -> None:
    """Before Vosk ends the process over it."""
    from pathlib import Path

    with pytest.raises(CannotHear, match="holds no model"):
        VoiceEar(Folder("en-US", Path(str(tmp_path))), ear_for("en-US"), ())


@pytest.mark.skipif(shutil.which("flite") is None, reason="no flite on this machine")
def test_a_voice_never_heard_before_can_order() -> None:
    """Another synthesiser's voice: the reorder and the yes."""
    for text, expects, intent in (("reorder my coffee", None, "ReorderIntent"), ("yes", Expectation.ORDER, YES)):
        assert heard(samples(spoken(text, "flite:rms")), expects).heard.intent == intent


@pytest.mark.parametrize("make", [silero_or_gate, EnergyGate])
def test_voice_activity_begins_and_ends_with_the_speech(make: object) -> None:
    """Within a tenth of a second in a quiet room, by either judge."""
    assert callable(make)
    voice, sound = make(), as_bytes(said("where is my order", lead_ms=1000, tail_ms=1000))
    blocks = [sound[at : at + BLOCK_BYTES] for at in range(0, len(sound) - BLOCK_BYTES + 1, BLOCK_BYTES)]
    on = [place for place, block in enumerate(blocks) if voice.hears(block)]
    assert abs(on[0] - 50) <= 7
    assert abs(on[-1] - (len(blocks) - 50)) <= 5
