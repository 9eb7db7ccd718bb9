"""What an open question lends to the ear: which intents answer it. Knows the names of this skill's intents."""

from dataclasses import dataclass

YES, NO = "AMAZON.YesIntent", "AMAZON.NoIntent"


@dataclass(frozen=True, slots=True)
class Expecting:
    """Intents that would answer the open question, and those that a bare number or a bare value answers.

    `several` is what a bare enumeration means ("coffee and two shampoos"); "" where it is one answer. `plain` is the
    intent whose listed answers ("it doesn't matter") are answers here as well.
    """

    intents: frozenset[str] = frozenset()
    number: str = ""
    value: str = ""
    several: str = ""
    plain: str = ""

    @property
    def choice(self) -> bool:
        """Whether a value answers the question itself, rather than merely meaning something by itself."""
        return bool(self.value) and self.value in self.intents

    @property
    def yes_or_no(self) -> bool:
        """Whether a yes would do something now."""
        return YES in self.intents


YES_NO = Expecting(frozenset({YES, NO, "ChangeQuantityIntent"}), "ChangeQuantityIntent")
EITHER = Expecting(YES_NO.intents, "ChangeQuantityIntent", plain="ChooseIntent")
CHOICE = Expecting(frozenset({"ChooseIntent"}), "ChooseIntent", "ChooseIntent")
NUMBER = Expecting(frozenset({"ChangeQuantityIntent"}), "ChangeQuantityIntent")
WHICH = Expecting(frozenset({"ReorderIntent", "ChooseIntent"}), "ChangeQuantityIntent", "ChooseIntent")
OPEN = Expecting()
