"""Text in pieces that pyttsx3 can take. Knows no sound."""

import re

LONGEST_SENTENCE = 300  # characters that pyttsx3 is given at once
_BETWEEN = re.compile(r"(?<=[.?!])\s+")


def sentences(text: str) -> list[str]:
    """`text` in sentences, and of a long one as many words as fit."""
    pieces: list[str] = []
    for sentence in _BETWEEN.split(text.strip()):
        rest = sentence
        while len(rest) > LONGEST_SENTENCE:
            at = rest.rfind(" ", 0, LONGEST_SENTENCE)
            at = at if at > 0 else LONGEST_SENTENCE
            pieces.append(rest[:at])
            rest = rest[at:].strip()
        pieces.append(rest)
    return [piece for piece in pieces if piece]
