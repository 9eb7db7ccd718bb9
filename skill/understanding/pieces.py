"""Whether a number that was heard can be a number of pieces. "One or two" and "two and a half" are not one number."""

import re

from skill.dialogue.heard import Heard

FALLBACK = Heard("AMAZON.FallbackIntent")
_FRACTION = re.compile(r"\d[.,]\d")
_SPOILS = {
    "en": r"\b(?:minus|half(?! (?:a )?dozen)|point|or"
    r"|million|billion|percent|minutes?|hours?|days?|weeks?|euros?|dollars?)\b",
    "fr": r"\b(?:moins|demie?(?![ -]douzaine)|virgule|ou"
    r"|millions?|milliards?|minutes?|heures?|jours?|semaines?|euros?)\b",
}


def whole_pieces(heard: Heard, words: str, language: str) -> Heard:
    """What was heard; not understood when a quantity would be read out of something that is none."""
    if "quantity" not in heard.slots and not any(slot.more for slot in heard.slots.values()):
        return heard
    spoils = _SPOILS.get(language)
    spoiled = _FRACTION.search(words) or (spoils and re.search(spoils, words.lower()))
    return FALLBACK if spoiled else heard
