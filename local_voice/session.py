"""Everything wired together: which devices, which model, which voice. The only file of the channel that knows all.

The ear is loaded when it is first needed: while the greeting is spoken.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from local_voice import alsa, earcons
from local_voice.audio import NoSink, Source, SourceEnded, SourceLost
from local_voice.capture import Microphone as Card
from local_voice.ear import VoiceEar
from local_voice.echo import cancelled
from local_voice.hearing import Hears, Microphone
from local_voice.keys import Keys
from local_voice.loop import Loop
from local_voice.mouth import Mouth, Shown
from local_voice.options import AUTO, FULL, PUSH, TEXT, WAKE, Options
from local_voice.player import Player
from local_voice.recordings import standard_input, wav_file
from local_voice.talk import Talk
from local_voice.terminal import Terminal
from local_voice.typed import Typed
from local_voice.wake import Wake
from skill.bootstrap import House, ear
from skill.phrasing.bundles import bundle, known
from skill.speech.kept import Kept
from skill.speech.synthesiser import Synthesiser
from skill.speech.voices import NO_VOICE, can_speak
from voice_models import find

_SWITCH_SECONDS = 0.001  # between threads: the loudspeaker asks for a block every 10 ms, whatever else is computed


class Session:
    """One customer at one machine; to be closed."""

    def __init__(
        self, house: House, options: Options, terminal: Terminal, keys: Keys, voice: Synthesiser | None = None
    ) -> None:
        """`voice` is one that was started already. Raises NoVoiceModel, NoSource, UnknownLocale."""
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._house, self._options, self._terminal, self._keys = house, options, terminal, keys
        self._source: Source | None = None
        self._ear: VoiceEar | None = None
        self.voice = voice
        self.mouth: Mouth | Shown = Shown()
        try:
            self._hears = self._typed() if options.input == TEXT else self._heard()
            if options.aloud:
                self.mouth = self._mouth()
        except BaseException:
            self.close()
            raise
        talk = Talk(house.assistant, customer=options.customer, locale=options.locale)
        self._loop = Loop(talk, self._hears, self.mouth, terminal, wait_ms=options.wait_ms)

    def run(self) -> None:
        """Converse until nobody wants to any more. Raises NoKeys, BadPhrase, CannotHear."""
        try:
            if self._options.mode == WAKE and self._options.live:
                self._wake_and_converse()
            elif self._options.live:
                self._converse_by_key()
            else:
                self._converse_to_the_end()
        except SourceEnded:
            self._terminal.told("(That was all there was to hear.)" if self._options.input != TEXT else "(Left.)")

    def close(self) -> None:
        """Let go of everything but the house. More than once does no harm."""
        self._terminal.close()
        if self._source is not None:
            self._source.close()
        self.mouth.close()
        if self.voice is not None:
            self.voice.close()

    def _typed(self) -> Hears:
        return Typed(self._lines(), ear(self._house, self._options.locale).hear)

    def _lines(self) -> Iterator[str]:
        while True:
            self._terminal.prompt()
            line = sys.stdin.readline()
            if not line:
                return
            yield line

    def _heard(self) -> Hears:
        options = self._options
        model = find(options.locale)
        if model.embedded:
            self._terminal.told(
                "Hearing with the small embedded model. A standard one hears better; this fetches it: "
                f"python -m voice_models fetch {options.locale}"
            )
        source = self._source = self._opened()

        free = isinstance(source, Card) and cancelled(source.device.name)

        def learnt() -> VoiceEar:
            if self._ear is None:
                names = self._house.shops.names(options.locale.partition("-")[0].lower())
                self._ear = VoiceEar(model, ear(self._house, options.locale), names)
            return self._ear

        self._learnt = learnt
        return Microphone(
            learnt,
            source,
            self._keys,
            self._terminal,
            full=options.barge_in == FULL or (options.barge_in == AUTO and free),
            cancelled=free,
            push=options.mode == PUSH and options.live,
            opened=lambda: self._sign(earcons.LISTENING),
        )

    def _opened(self) -> Source:
        match self._options.input:
            case "mic":
                alsa.hush()
                return Card(self._options.device)
            case "stdin":
                return standard_input(sys.stdin.buffer)
            case path:
                return wav_file(Path(path))

    def _mouth(self) -> Mouth | Shown:
        if not can_speak():
            self._terminal.notice(f"{NO_VOICE}\nReplies are shown, and not spoken.")
            return Shown()
        self.voice = self.voice or Synthesiser()
        try:
            player = Player(self._options.loudspeaker)
        except NoSink as error:
            self.voice.close()
            self._terminal.notice(f"{error} Replies are shown, and not spoken.")
            return Shown()
        kept = Kept(self._house.settings.var / "speech")
        return Mouth(self.voice, player, kept, bundle(known(self._options.locale)).fixed)

    def _sign(self, name: str) -> None:
        if self._options.earcons:
            self.mouth.earcon(earcons.earcon(name))

    def _converse_by_key(self) -> None:
        """One conversation, and another whenever a key is pressed."""
        while True:
            self._loop.converse(greet=self._options.greet)
            if not self._keys.there:
                return
            self._terminal.told("(The microphone is closed. Enter begins another conversation, Ctrl-C leaves.)")
            self._keys.wait()

    def _converse_to_the_end(self) -> None:
        """Recordings and lines: as many conversations as there are in them."""
        self._loop.converse(greet=self._options.greet)
        while True:
            if self._options.input == TEXT:
                self._terminal.told("(This conversation has ended. Go on to begin a new one, or press Ctrl-D.)")
            self._loop.converse(greet=False)

    def _wake_and_converse(self) -> None:
        wake, source = Wake(self._learnt().model, self._options.phrase), self._source
        assert source is not None  # noqa: S101  # a microphone was asked for
        while True:
            self._terminal.told(f'(Say "{self._options.phrase}". Ctrl-C leaves.)')
            _patiently(lambda: wake.wait(source, self._terminal.level), self._terminal)
            self._sign(earcons.LISTENING)
            self._loop.converse()
            self._sign(earcons.CLOSED)
            source.drop()


def _patiently(wait: Callable[[], None], terminal: Terminal) -> None:
    """Through the loss of a microphone, for as long as it takes."""
    told = False
    while True:
        try:
            wait()
        except SourceLost as error:
            if not told:
                terminal.notice(f"{error} Waiting for it ...")
            told = True
        else:
            return
