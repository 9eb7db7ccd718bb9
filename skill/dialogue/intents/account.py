"""What is personal needs an account. Until the channel knows who speaks, only public facts are told."""

from dataclasses import dataclass

from skill.dialogue.acts import Tell


@dataclass(frozen=True, slots=True)
class NeedsAccount(Tell):
    """The customer's account is not linked to this device; the channel shows how (facts: alexa, certified shop, 1)."""
