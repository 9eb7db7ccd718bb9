"""How a customer wants to be spoken to, read from how they speak. It chooses phrasing, and never what is done.

Hurry: short utterances, cutting the assistant short, "quick". Hesitation: silence, "what?", help again, not being
understood, "slower". What was asked for in so many words lasts; what was only guessed wears off turn by turn.
"""

from skill.dialogue.heard import Heard

BRISK, CALM = -3, 3  # where the phrasing changes
GUESSED = 5  # as far as signs alone go: so a change of phrasing lasts two turns beyond them
ASKED = 9  # as far as asking for it goes
SHORT = 2  # words

_HESITATES = {
    "Silence": 2,
    "AMAZON.RepeatIntent": 2,
    "AMAZON.HelpIntent": 1,
    "AMAZON.FallbackIntent": 1,
}


def haste_after(haste: int, heard: Heard) -> int:
    """The measure after this utterance: below zero in a hurry, above hesitating."""
    if heard.intent == "QuickerIntent":
        return -ASKED
    if heard.intent == "SlowerIntent":
        return ASKED
    if abs(haste) == ASKED:
        return haste
    if heard.interrupted:
        return max(haste - 2, -GUESSED)
    if (step := _HESITATES.get(heard.intent, 0)) > 0:
        return min(haste + step, GUESSED)
    if 0 < heard.words <= SHORT:
        return max(haste - 1, -GUESSED)
    return haste - 1 if haste > 0 else haste + 1 if haste < 0 else 0


def brisk(haste: int) -> bool:
    """Whether the short phrases are wanted."""
    return haste <= BRISK


def calm(haste: int) -> bool:
    """Whether the slow ones are."""
    return haste >= CALM
