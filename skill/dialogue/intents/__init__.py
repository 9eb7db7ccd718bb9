"""The table of contents: every intent the assistant understands, and the rule that answers it."""

from collections.abc import Mapping

from skill.dialogue.intents.basket import add_to_basket, basket, checkout, remove_from_basket
from skill.dialogue.intents.cancel_order import cancel_order
from skill.dialogue.intents.change_quantity import change_quantity
from skill.dialogue.intents.choose import choose
from skill.dialogue.intents.compare import compare
from skill.dialogue.intents.confirm import no, verified, yes
from skill.dialogue.intents.continuing import go_on
from skill.dialogue.intents.conversation import (
    cancel,
    ended,
    help_,
    home,
    launch,
    not_understood,
    outdated,
    quicker,
    repeat,
    silence,
    slower,
    stop,
)
from skill.dialogue.intents.deals import deals
from skill.dialogue.intents.find_product import find_product, send_to_phone
from skill.dialogue.intents.not_received import not_received
from skill.dialogue.intents.order_status import order_status
from skill.dialogue.intents.person import hand_over
from skill.dialogue.intents.price import price
from skill.dialogue.intents.product_question import product_question
from skill.dialogue.intents.rate import rate
from skill.dialogue.intents.reorder import reorder
from skill.dialogue.intents.return_item import return_item
from skill.dialogue.intents.stock import stock
from skill.dialogue.rule import Rule

INTENTS: Mapping[str, Rule] = {
    "ReorderIntent": reorder,
    "OrderStatusIntent": order_status,
    "ProductQuestionIntent": product_question,
    "PriceIntent": price,
    "StockIntent": stock,
    "CancelOrderIntent": cancel_order,
    "ChangeQuantityIntent": change_quantity,
    "ChooseIntent": choose,
    "TalkToPersonIntent": hand_over,
    "AddToBasketIntent": add_to_basket,
    "RemoveFromBasketIntent": remove_from_basket,
    "BasketIntent": basket,
    "CheckoutIntent": checkout,
    "FindProductIntent": find_product,
    "CompareIntent": compare,
    "SendToPhoneIntent": send_to_phone,
    "NotReceivedIntent": not_received,
    "ReturnIntent": return_item,
    "DealsIntent": deals,
    "ContinueIntent": go_on,
    "RateIntent": rate,
    "SlowerIntent": slower,
    "QuickerIntent": quicker,
    "AMAZON.YesIntent": yes,
    "AMAZON.NoIntent": no,
    "AMAZON.HelpIntent": help_,
    "AMAZON.RepeatIntent": repeat,
    "AMAZON.StopIntent": stop,
    "AMAZON.CancelIntent": cancel,
    "AMAZON.FallbackIntent": not_understood,
    "AMAZON.NavigateHomeIntent": home,
    "AMAZON.StartOverIntent": home,
    "LaunchRequest": launch,
    "SessionEndedRequest": ended,
    "Silence": silence,
    "Verified": verified,
    "Outdated": outdated,
}

# Intents that neither answer nor leave the open question: it stays, and nothing needs to be said of it.
PASSIVE = frozenset(
    {
        "AMAZON.HelpIntent",
        "AMAZON.RepeatIntent",
        "AMAZON.FallbackIntent",
        "SessionEndedRequest",
        "Silence",
        "SlowerIntent",
        "QuickerIntent",
        "Outdated",
    }
)

# Intents that leave a conversation without an answer to its question: what was open can be gone on with later.
LEAVING = frozenset({"AMAZON.StopIntent", "AMAZON.CancelIntent", "SessionEndedRequest", "Silence"})
