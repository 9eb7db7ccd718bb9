"""The shape of a rule: what was heard, what is remembered and the shop become a step. A rule writes no state."""

from collections.abc import Callable

from skill.commerce.shop import Shop
from skill.dialogue.acts import Step
from skill.dialogue.heard import Heard
from skill.dialogue.state import State

Rule = Callable[[Heard, State, Shop], Step]
