"""Every American transcript spoken, heard by the real libvosk and answered; French where a model was fetched."""

from pathlib import Path

import pytest

from tests.local_voice.by_ear import expected, file_of, hold
from tests.local_voice.models import model_for
from tests.local_voice.speech import can_hear
from tests.transcripts import Transcript, transcripts

AMERICAN = [each for each in transcripts() if each.locale == "en-US"]
FRENCH = [each for each in transcripts() if each.locale == "fr-FR"]


@can_hear
@pytest.mark.parametrize("transcript", AMERICAN, ids=lambda transcript: transcript.name)
def test_transcripts_by_ear(transcript: Transcript, tmp_path: Path) -> None:
    """What is heard is answered as the transcript says, and never is more ordered; what is misheard is listed."""
    held = hold(transcript, tmp_path)
    listed = expected(transcript.locale).get(transcript.name, {})
    assert not held.ordered, f"ordered too much after {held.ordered}; misheard: {held.misheard}"
    assert not held.wrong
    assert set(held.misheard) == set(listed), f"write {file_of('en-US').name} anew: {held.misheard}"


@can_hear
@pytest.mark.skipif(model_for("fr-FR") is None, reason="no French model of speech on this machine")
@pytest.mark.parametrize("transcript", FRENCH, ids=lambda transcript: transcript.name)
def test_french_transcripts_by_ear(transcript: Transcript, tmp_path: Path) -> None:
    """The same in French. Which words are misheard depends on the model that was fetched; what is ordered does not."""
    held = hold(transcript, tmp_path)
    assert not held.ordered, f"ordered too much after {held.ordered}; misheard: {held.misheard}"
    assert not held.wrong


@can_hear
def test_nothing_is_listed_that_is_not_spoken() -> None:
    """Entries of transcripts, or words, that are no more are taken out."""
    said = {each.name: {turn.said for turn in each.turns} for each in AMERICAN}
    for name, misheard in expected("en-US").items():
        assert set(misheard) <= said.get(name, set()), name
