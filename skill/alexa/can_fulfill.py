"""The question, asked without a customer, whether this skill could: a look at the catalogue and no side effect.

Facts: alexa, certified, 7.
"""

import logging
from typing import Protocol

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model.canfulfill.can_fulfill_intent import CanFulfillIntent
from ask_sdk_model.canfulfill.can_fulfill_intent_request import CanFulfillIntentRequest
from ask_sdk_model.canfulfill.can_fulfill_intent_values import CanFulfillIntentValues
from ask_sdk_model.canfulfill.can_fulfill_slot import CanFulfillSlot
from ask_sdk_model.canfulfill.can_fulfill_slot_values import CanFulfillSlotValues
from ask_sdk_model.canfulfill.can_understand_slot_values import CanUnderstandSlotValues
from ask_sdk_model.intent import Intent
from ask_sdk_model.response import Response
from ask_sdk_runtime.dispatch_components.request_components import AbstractRequestHandler

from skill.alexa.envelope import locale_of
from skill.alexa.heard import plain, slots_of
from skill.alexa.patience import Patience
from skill.dialogue.heard import Heard
from skill.dialogue.possible import Answer, Possible
from skill.logs import whereabouts

log = logging.getLogger("skill.alexa")
_NO = Possible(Answer.NO, {})


class Foresight(Protocol):
    """What this handler needs of the assistant."""

    def could(self, heard: Heard, locale: str) -> Possible:
        """Whether `heard` could be done, told without doing any of it."""


class CanFulfill(AbstractRequestHandler[HandlerInput, Response]):
    """Answers for the whole intent and for each of its slots; what cannot be looked up is a no."""

    def __init__(self, assistant: Foresight, patience: Patience) -> None:
        self._assistant = assistant
        self._patience = patience

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """True for CanFulfillIntentRequest."""
        return isinstance(handler_input.request_envelope.request, CanFulfillIntentRequest)

    def handle(self, handler_input: HandlerInput) -> Response:
        """The answer; never a word of speech."""
        envelope = handler_input.request_envelope
        request = envelope.request
        intent = request.intent if isinstance(request, CanFulfillIntentRequest) else None
        locale = locale_of(envelope)
        if intent is None or not intent.name:
            return _response(intent, _NO)
        heard = Heard(plain(intent.name), slots_of(intent))
        try:
            return _response(intent, self._patience.wait_for(lambda: self._assistant.could(heard, locale)))
        except Exception as failure:  # noqa: BLE001  # not to know is a no; the log has the reason
            log.error("could not be foreseen\n%s", whereabouts(failure))
            return _response(intent, _NO)


def _response(intent: Intent | None, told: Possible) -> Response:
    slots = {name: _slot(told, told.slots.get(plain(name), Answer.NO)) for name in (intent and intent.slots) or {}}
    whole = CanFulfillIntentValues(told.whole.value)
    return Response(can_fulfill_intent=CanFulfillIntent(can_fulfill=whole, slots=slots or None))


def _slot(told: Possible, understood: Answer) -> CanFulfillSlot:
    able = told.whole is not Answer.NO and understood is not Answer.NO
    return CanFulfillSlot(
        can_understand=CanUnderstandSlotValues(understood.value),
        can_fulfill=CanFulfillSlotValues.YES if able else CanFulfillSlotValues.NO,
    )
