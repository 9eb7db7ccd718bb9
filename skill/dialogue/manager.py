"""The dialogue manager: one utterance and a state become a step and the next state. The one writer of state.

Only the question just asked can be answered by a yes, because only the step just said is kept. What was
asked before is either answered, asked again, or said to be undone (house rule 7; facts: commerce, Confirmation).
"""

from dataclasses import replace

from skill.commerce.shop import Shop
from skill.dialogue.acts import AnythingElse, Step
from skill.dialogue.filling import completed
from skill.dialogue.heard import Heard
from skill.dialogue.intents import INTENTS, LEAVING, PASSIVE
from skill.dialogue.intents.conversation import did_you_mean, not_understood
from skill.dialogue.intents.outcomes import news
from skill.dialogue.pace import haste_after
from skill.dialogue.state import TRAIL, Left, State


def respond(heard: Heard, state: State, shop: Shop) -> tuple[Step, State]:
    """What to say to `heard`, and what to remember. A closed conversation (no question) forgets its question."""
    haste = haste_after(state.haste, heard)
    heard = completed(heard, state)
    rule = INTENTS.get(heard.intent, not_understood)
    if rule is not not_understood and not heard.sure:
        rule = did_you_mean
    step = _tie_up(rule(heard, state, shop), state, heard)
    told = news(shop) if heard.intent not in PASSIVE else ()
    if told:
        step = replace(step, tell=told + step.tell)
    return step, State(
        last=step,
        about=step.about or state.about,
        about_order=step.about_order or state.about_order,
        errors=state.errors + 1 if rule is not_understood else 0,
        trail=(*state.trail, _trace(heard, step))[-TRAIL:],
        undo=step.undo or state.undo,
        haste=haste,
        left=_left(step, state, heard, shop),
    )


def _left(step: Step, state: State, heard: Heard, shop: Shop) -> Left | None:
    """What the customer could go on with another time: the question now open, or the one they left without an
    answer. Nobody is known without an account, so nothing is left."""
    if shop.account is None:
        return None
    command = step.ask.resume() if step.ask is not None else None
    if command is not None:
        return state.left if step.ask is state.ask and state.left is not None else Left(command, shop.now)
    answered = state.ask is not None and state.ask.resume() is not None and heard.intent not in LEAVING
    return None if answered and (step.settled or step.ask is None) else state.left


def _tie_up(step: Step, state: State, heard: Heard) -> Step:
    """A question left open by something else in between is put again in short, or said to be undone."""
    left = state.ask
    if left is None or left.undone is None or step.settled or step.ask is left or heard.intent in PASSIVE:
        return step
    again = left.still()
    if again is not None and isinstance(step.ask, AnythingElse):
        return replace(step, ask=again, about=again.about or step.about)  # "it" is what was mentioned last
    if left.undone in step.tell:
        return step
    return replace(step, tell=(left.undone, *step.tell))


def _trace(heard: Heard, step: Step) -> str:
    """One turn for the trail: names only, so that nothing personal is kept."""
    slots = ",".join(sorted(heard.slots))
    acts = [type(act).__name__ for act in step.tell] + ([type(step.ask).__name__] if step.ask else [])
    return f"{heard.intent}({slots}) > {' '.join(acts)}"
