"""Words that are typed instead of spoken: the same loop without sound."""

from collections.abc import Callable, Iterator, Sequence

from local_voice.audio import SourceEnded
from local_voice.ear import Silence, Utterance
from local_voice.hearing import By
from local_voice.mouth import Speaking
from skill.dialogue.acts import Expectation
from skill.dialogue.heard import Heard


class Typed:
    """`Hears` by reading lines. An empty one is a silence."""

    live = False

    def __init__(self, lines: Iterator[str], hear: Callable[[str, Expectation | None], Heard]) -> None:
        self._lines, self._hear = lines, hear

    def know(self, names: Sequence[str]) -> None:
        """Nothing."""

    def prepare(self, expects: Expectation | None, asked: str) -> None:
        """Nothing."""

    def cut_in(self, speaking: Speaking, *, by_voice: bool) -> By | None:  # noqa: ARG002  # nobody can be heard
        """Nobody does."""
        return None

    def listen(self, expects: Expectation | None, asked: str, wait_ms: float) -> Utterance | Silence:  # noqa: ARG002
        """The next line. Raises SourceEnded."""
        try:
            words = next(self._lines).strip()
        except StopIteration as error:
            raise SourceEnded("there are no more lines") from error
        if not words:
            return Silence(0)
        heard = self._hear(words, expects)
        return Utterance(words, heard, heard.sure, (words,), 0, 0, 0, 0)
