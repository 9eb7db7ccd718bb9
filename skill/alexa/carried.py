"""What a response leaves for the next request of its session: Alexa's session attributes. It knows no dialogue.

Attributes come back within the signed envelope. Whatever is not as it was written here is as good as absent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from skill.phrasing.style import Pace

KEY = "shop"
WORDS_A_SECOND = 2.5
RATES = {Pace.BRISK: 1.1, Pace.EVEN: 1.0, Pace.CALM: 0.85}
"""How fast a reply is said, against Alexa's own pace."""

# Alexa stamps a request when the customer has spoken, and the count of words is a guess: only what was stamped
# before this share of the reply can have been heard was surely said into it.
_CLEARLY = 0.75
_STAMP = 1000  # milliseconds; Alexa stamps whole seconds, the fraction cut off
_SHORTEST = 3000  # milliseconds; a reply shorter than that is over before anybody can interrupt it


@dataclass(frozen=True, slots=True)
class Carried:
    """`said_at` is when the last reply was sent (milliseconds since 1970), `takes` how long it takes to say.

    `entities` says that this session has replaced the dynamic entities; `verifying` is the question whose customer
    is being verified, and `person` the digest of the voice that it was started for ("" when none was recognised).
    """

    said_at: int = 0
    takes: int = 0
    entities: bool = False
    verifying: str = ""
    person: str = ""

    def attributes(self) -> dict[str, Any]:
        """As session attributes."""
        kept: dict[str, Any] = {"at": self.said_at, "takes": self.takes}
        if self.entities:
            kept["entities"] = True
        if self.verifying:
            kept |= {"verifying": self.verifying, "person": self.person}
        return {KEY: kept}

    def interrupts(self, made: datetime | None) -> bool:
        """Whether a request stamped `made` was spoken while the last reply was clearly still being said."""
        if made is None or self.takes < _SHORTEST:
            return False
        return self.said_at - _STAMP < milliseconds(made) < self.said_at + self.takes * _CLEARLY


def carried(attributes: object) -> Carried:
    """What the session attributes of a request hold."""
    kept = attributes.get(KEY) if isinstance(attributes, Mapping) else None
    if not isinstance(kept, Mapping):
        return Carried()
    return Carried(
        said_at=_whole(kept.get("at")),
        takes=_whole(kept.get("takes")),
        entities=kept.get("entities") is True,
        verifying=_text(kept.get("verifying")),
        person=_text(kept.get("person")),
    )


def takes(words: str, pace: Pace) -> int:
    """How long `words` take to say, in milliseconds."""
    return int(len(words.split()) / (WORDS_A_SECOND * RATES[pace]) * 1000)


def milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_LATEST = 10**14


def _whole(value: object) -> int:
    return value if type(value) is int and 0 <= value < _LATEST else 0


def _text(value: object) -> str:
    return value if isinstance(value, str) and len(value) <= 200 and value.isprintable() else ""
