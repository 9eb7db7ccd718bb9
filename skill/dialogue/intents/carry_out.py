"""Every command a question can carry, run. No other file moves money, and a command nobody runs is a type error."""

from typing import assert_never

from skill.commerce.shop import Account, Shop
from skill.dialogue import commands as do
from skill.dialogue.acts import Step, WhatElse
from skill.dialogue.changing import correct_basket, removed
from skill.dialogue.collecting import added, quote_basket, quoted
from skill.dialogue.intents import (
    cancel_order,
    compare,
    find_product,
    not_received,
    order_status,
    price,
    product_question,
    rate,
    return_item,
    stock,
)
from skill.dialogue.intents.account import NeedsAccount
from skill.dialogue.intents.outcomes import told
from skill.dialogue.intents.person import hand_over
from skill.dialogue.intents.verify import verification
from skill.dialogue.state import State


def run(command: do.Command, state: State, shop: Shop) -> Step:  # noqa: PLR0912  one case a command
    """Run what a question carried. The question is answered by it, whatever comes out."""
    match command:
        case do.TellFact(product_id, attribute):
            return product_question.answer(product_id, attribute, shop)
        case do.TellPrice(product_id):
            return price.answer(product_id, shop)
        case do.TellStock(product_id):
            return stock.answer(product_id, shop)
        case do.AskShop(product_id, attribute):
            return product_question.ask_shop(product_id, attribute, shop)
        case do.HandOver(wanted):
            return hand_over(wanted, state, shop)
        case do.ShowItem(product_id):
            return find_product.show_item(product_id, shop)
        case do.Narrow():
            return find_product.narrow(command, shop)
        case do.OfferToSend():
            return find_product.offer_to_send(command)
        case do.OfferPerson():
            return find_product.offer_person()
        case do.CompareWith():
            return compare.compared_with(command, shop)
        case do.RateProduct(product_id, stars):
            return rate.rated(product_id, stars, shop)
        case _:
            if shop.account is None:
                return Step(tell=(NeedsAccount(),))
            return _personal(command, state, shop, shop.account)


def _personal(  # noqa: PLR0912  one case a command
    command: do.Personal, state: State, shop: Shop, account: Account
) -> Step:
    match command:
        case do.PlaceOrder(token):
            return verification(command, state, shop) or told(account.checkout.place(token, shop.now), shop, account)
        case do.CancelOrder(order_id):
            return cancel_order.cancelled(order_id, shop, account)
        case do.QuoteItems():
            return quoted(command, shop, account)
        case do.QuoteBasket(means, instead_of):
            return quote_basket(shop, account, means, instead_of)
        case do.AddItems():
            return added(command, shop, account)
        case do.RemoveItem(product_id):
            return removed(product_id, shop, account)
        case do.CorrectBasket(product_id, quantity, means):
            return correct_basket({product_id: quantity}, shop, account, means)
        case do.AskToCancel(order_id):
            return cancel_order.ask(order_id, shop, account)
        case do.ShowOrder(order_id):
            return order_status.show(order_id, shop, account)
        case do.AskNeighbours(order_id):
            return not_received.ask_neighbours(order_id, shop, account)
        case do.ReportMissing(order_id):
            return not_received.report_missing(order_id, state, shop, account)
        case do.ChooseReturn(order_id, product_id):
            return return_item.choose_return(order_id, product_id, shop, account)
        case do.AskToReturn():
            return return_item.ask_to_return(command, shop, account)
        case do.OpenReturn():
            return return_item.open_return(command, shop, account)
        case do.SendList(ids):
            return find_product.send_list(ids, shop, account)
        case do.Refuse(kind, about):
            account.memory.note(kind, about, "no", shop.now)
            return Step(ask=WhatElse(), settled=True)
        case _:
            assert_never(command)
