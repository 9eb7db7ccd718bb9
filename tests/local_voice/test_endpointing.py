"""When an utterance begins and ends, on a clock of blocks."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from local_voice.audio import BLOCK_MS
from local_voice.endpointing import Endpointer, Event, Patience, Words

P = Patience()
LONG = 60_000


def blocks(milliseconds: int) -> int:
    return milliseconds // BLOCK_MS


def hold(
    pattern: list[tuple[bool, int]], words: Words = Words.OPEN, wait: float = LONG
) -> tuple[list[Event], Endpointer]:
    """The events of stretches of speech and silence (milliseconds), up to the end of the utterance or of waiting."""
    endpointer = Endpointer(wait)
    events: list[Event] = []
    for voiced, milliseconds in pattern:
        for _ in range(blocks(milliseconds)):
            events.append(endpointer.step(voiced, lambda: words))
            if events[-1] in (Event.ENDED, Event.SILENCE):
                return events, endpointer
    return events, endpointer


def test_a_yes_of_a_quarter_of_a_second_is_heard_at_once() -> None:
    """Complete words end after the short tail."""
    events, endpointer = hold([(False, 600), (True, 240), (False, 2000)], Words.COMPLETE)
    assert events[-1] is Event.ENDED
    assert endpointer.now_ms - endpointer.ended_ms == P.complete


def test_an_open_command_and_a_hesitation_are_given_more_time() -> None:
    """What is not complete waits for the open tail; what is unfinished for the longest."""
    for words, tail in ((Words.OPEN, P.open), (Words.UNFINISHED, P.unfinished)):
        events, endpointer = hold([(True, 800), (False, 3000)], words)
        assert events[-1] is Event.ENDED
        assert endpointer.now_ms - endpointer.ended_ms == tail


def test_a_pause_for_thought_is_no_end() -> None:
    """Speech that goes on within the tail belongs to the same utterance."""
    events, _ = hold([(True, 400), (False, 440), (True, 400), (False, 480)], Words.OPEN)
    assert Event.ENDED not in events
    assert events.count(Event.BEGAN) == 1


def test_words_that_go_on_after_a_pause_are_read_again() -> None:
    """ "Yes" may be the beginning of "yes but make it three": read at each pause, and over at the second."""
    endpointer, read = Endpointer(LONG), []
    answers = iter([Words.OPEN, Words.COMPLETE])

    def said() -> Words:
        read.append(endpointer.now_ms)
        return next(answers)

    pattern = [True] * 15 + [False] * 15 + [True] * 15 + [False] * blocks(P.complete)
    events = [endpointer.step(voiced, said) for voiced in pattern]
    assert len(read) == 2
    assert events.index(Event.ENDED) == len(pattern) - 1


def test_a_cough_is_no_utterance() -> None:
    """A noise shorter than a word is forgotten, and waiting goes on."""
    events, _ = hold([(False, 200), (True, 100), (False, 3000)], wait=2000)
    assert Event.NOISE in events
    assert Event.ENDED not in events
    assert events[-1] is Event.SILENCE


def test_a_click_does_not_even_begin_one() -> None:
    """One or two blocks are nothing."""
    events, _ = hold([(False, 200), (True, 40), (False, 3000)], wait=2000)
    assert Event.BEGAN not in events


def test_nobody_is_listened_to_for_ever() -> None:
    """Without an end the longest utterance ends by itself."""
    events, endpointer = hold([(True, 60_000)])
    assert events[-1] is Event.ENDED
    assert endpointer.now_ms <= P.longest + BLOCK_MS


def test_time_without_blocks_counts_as_waiting() -> None:
    """A device that gives nothing does not keep anybody waiting."""
    endpointer = Endpointer(1000)
    assert endpointer.missed(600) is Event.QUIET
    assert endpointer.missed(600) is Event.SILENCE


stretches = st.lists(st.tuples(st.booleans(), st.integers(1, 120)), min_size=1, max_size=14)
words = st.sampled_from(Words)


@given(stretches, words)
def test_the_lead_keeps_the_first_sound_and_what_was_before_it(pattern: list[tuple[bool, int]], said: Words) -> None:
    """At BEGAN the blocks to keep reach back to the first block of speech and 300 ms at least before it."""
    endpointer = Endpointer(LONG)
    history: list[bool] = []
    for voiced, count in pattern:
        for _ in range(count):
            history.append(voiced)
            event = endpointer.step(voiced, lambda: said)
            if event is Event.BEGAN:
                kept = history[-endpointer.lead :]
                assert sum(kept) * BLOCK_MS >= P.onset
                before = kept.index(True) if endpointer.lead <= len(history) else None
                assert before is None or before * BLOCK_MS >= 300
                assert voiced
            if event in (Event.ENDED, Event.SILENCE):
                return


@given(stretches, words, st.integers(0, 5000))
def test_the_rules_hold_for_any_speech(pattern: list[tuple[bool, int]], said: Words, wait: int) -> None:
    """Utterances begin before they end, never end while somebody speaks (but for the longest), and end in time."""
    endpointer = Endpointer(wait)
    seen: list[Event] = []
    for voiced, count in pattern:
        for _ in range(count):
            event = endpointer.step(voiced, lambda: said)
            seen.append(event)
            if event is Event.ENDED:
                long = endpointer.now_ms >= P.longest
                assert not voiced or long
                assert endpointer.spoken_ms >= P.least or long
                assert P.complete <= endpointer.now_ms - endpointer.ended_ms <= P.unfinished or long
                begun = [each for each in seen if each in (Event.BEGAN, Event.NOISE)]
                assert begun[-1] is Event.BEGAN
                assert all(left is not right for left, right in pairwise(begun))
                return
            if event is Event.SILENCE:
                assert endpointer.waited_ms >= wait
                assert not endpointer.speaking
                return
    assert endpointer.speaking or endpointer.waited_ms < max(wait, BLOCK_MS)
