"""From an Alexa request to what was heard. It decides nothing and checks nothing: the request is verified already.

Facts: alexa, Entity resolution.
"""

from ask_sdk_model.intent import Intent
from ask_sdk_model.intent_request import IntentRequest
from ask_sdk_model.launch_request import LaunchRequest
from ask_sdk_model.list_slot_value import ListSlotValue
from ask_sdk_model.request import Request
from ask_sdk_model.session_ended_request import SessionEndedRequest
from ask_sdk_model.simple_slot_value import SimpleSlotValue
from ask_sdk_model.slot import Slot as AlexaSlot
from ask_sdk_model.slot_value import SlotValue
from ask_sdk_model.slu.entityresolution.resolutions import Resolutions
from ask_sdk_model.slu.entityresolution.status_code import StatusCode

from skill.dialogue.heard import Heard, Slot

LAUNCH = Heard("LaunchRequest")
VERIFIED = "Verified"  # no intent of any model: only the end of a verification is heard as it
UNKNOWN = "?"  # what AMAZON.NUMBER and its like hold when the number was not understood
_DYNAMIC = ".dynamic."  # amzn1.er-authority.echo-sdk.dynamic.<skill>.<type>: the entities that we sent ourselves
_FOREIGN = "AlexaEntities"  # Amazon's own catalogue of the world: its ids are URLs, never things of this shop


def heard_in(request: Request) -> Heard | None:
    """What `request` says to the dialogue; None when requests of its type do not concern the dialogue."""
    if isinstance(request, IntentRequest):
        intent = request.intent
        if intent is None or not intent.name or intent.name == VERIFIED:
            return None
        return Heard(plain(intent.name), slots_of(intent))
    if isinstance(request, LaunchRequest):
        return LAUNCH
    if isinstance(request, SessionEndedRequest):
        reason = request.reason
        return Heard("SessionEndedRequest", {"reason": Slot(str(reason.value))} if reason else {})
    return None


def slots_of(intent: Intent) -> dict[str, Slot]:
    """The slots of `intent` that were said and understood, under their names."""
    slots: dict[str, Slot] = {}
    for name, slot in (intent.slots or {}).items():
        said = _slot(slot) if slot else None
        if said is not None:
            slots[plain(name)] = said
    return slots


def _slot(slot: AlexaSlot) -> Slot | None:
    single = _said(slot.value, slot.resolutions)
    if isinstance(slot.slot_value, ListSlotValue) or single is None:
        several = _flat(slot.slot_value)
        if several:
            return Slot(several[0].value, several[0].ids, tuple(several[1:]))
    return single


def _flat(value: SlotValue | None) -> list[Slot]:
    """The values of a multi-value slot, in the order in which they were said."""
    if isinstance(value, ListSlotValue):
        return [said for one in value.values or () for said in _flat(one)]
    if isinstance(value, SimpleSlotValue):
        said = _said(value.value, value.resolutions)
        return [said] if said else []
    return []


def _said(value: str | None, resolutions: Resolutions | None) -> Slot | None:
    text = plain(value).strip() if value else ""
    if not text or text == UNKNOWN:
        return None
    return Slot(text, _ids(resolutions) if resolutions else ())


def _ids(resolutions: Resolutions) -> tuple[str, ...]:
    """The ids of all matches, each once, those of dynamic entities first."""
    dynamic: dict[str, None] = {}
    static: dict[str, None] = {}
    for authority in resolutions.resolutions_per_authority or ():
        if authority.status is None or authority.status.code is not StatusCode.ER_SUCCESS_MATCH:
            continue
        source = authority.authority or ""
        if source == _FOREIGN:
            continue
        matches = dynamic if _DYNAMIC in source else static
        for wrapper in authority.values or ():
            if wrapper.value and wrapper.value.id:
                matches[plain(wrapper.value.id)] = None
    return tuple(dynamic | static)


def plain(text: str) -> str:
    """`text` without what no storage and no speech can take: control characters and lone surrogates."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "" for c in text)
