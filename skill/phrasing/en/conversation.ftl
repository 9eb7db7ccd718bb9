welcome = Welcome to { $seller }. I can reorder, follow your orders, and answer product questions. What would you like?
    .text = Welcome to { $seller }! I can reorder things you bought, tell you where an order is, and answer questions about our products. What would you like?
    .reprompt = Try: reorder my coffee. What would you like?
welcome-back = { $seller }. What would you like?
    .text = Welcome back to { $seller }. What would you like?
    .reprompt = Try: reorder my coffee. What would you like?
help-anytime = You can say: reorder my coffee, where is my order, or is the oat milk organic. What would you like?
    .text = You can reorder ("reorder my coffee"), follow an order ("where is my order"), ask about a product ("is the oat milk organic", "how much is the honey"), cancel an order, or talk to a person. What would you like?
    .reprompt = What would you like to do?
help-order = You can say yes, no, a number, or talk to a person.
    .text = You can answer yes or no, change the quantity ("make it two"), leave something out ("not the coffee"), or ask for a person.
help-yes-no = You can say yes, no, or talk to a person.
    .text = You can answer yes or no, or ask for a person.
help-choice = You can say the first one, its name, or none.
    .text = You can answer with a place ("the first one"), a name, or "no" for none of them.
help-number = You can say a number, or stop.
    .text = You can answer with a number, or say stop.
help-product = You can say a product, such as coffee or honey.
    .text = You can answer with the name of a product, such as "coffee" or "honey".
last-order-stands = Your last order stands. To cancel it, say: cancel my order.
    .text = Your last order stands. To cancel it, say "cancel my order".
not-understood = Sorry, I missed that.
    .text = Sorry, I did not understand that.
examples = You can say: reorder my coffee, or where is my order.
    .text = You can say, for example: "reorder my coffee", "where is my order", or "how much is the honey".
shall-i-get-a-person = I still don't get it, sorry. Shall I have a person call you?
    .text = I am sorry, I still don't understand. Shall I have a person call you? (yes / no)
    .reprompt = Yes or no: shall a person call you?
did-you-mean = { $intent ->
    [ReorderIntent] Did you want to order { $words }?
    [OrderStatusIntent] Did you want to know where an order is?
    [ProductQuestionIntent] Did you want to know something about a product?
    [PriceIntent] Did you want to know a price?
    [StockIntent] Did you want to know if something is in stock?
    [CancelOrderIntent] Did you want to cancel an order?
    [AddToBasketIntent] Did you want to add { $words } to your basket?
    [RemoveFromBasketIntent] Did you want to take something out of your basket?
    [BasketIntent] Did you want to hear your basket?
    [CheckoutIntent] Did you want to check out?
    [FindProductIntent] Did you want to look for { $words }?
    [CompareIntent] Did you want to compare two products?
    [NotReceivedIntent] Is there an order you haven't received?
    [ReturnIntent] Did you want to return something?
    [DealsIntent] Did you want to hear today's deals?
   *[TalkToPersonIntent] Did you want to talk to a person?
}
    .text = { $intent ->
    [ReorderIntent] Did you want to order { $words }? (yes / no)
    [OrderStatusIntent] Did you want to know where an order is? (yes / no)
    [ProductQuestionIntent] Did you want to know something about a product? (yes / no)
    [PriceIntent] Did you want to know a price? (yes / no)
    [StockIntent] Did you want to know whether something is in stock? (yes / no)
    [CancelOrderIntent] Did you want to cancel an order? (yes / no)
    [AddToBasketIntent] Did you want to add { $words } to your basket? (yes / no)
    [RemoveFromBasketIntent] Did you want to take something out of your basket? (yes / no)
    [BasketIntent] Did you want to hear your basket? (yes / no)
    [CheckoutIntent] Did you want to check out? (yes / no)
    [FindProductIntent] Did you want to look for { $words }? (yes / no)
    [CompareIntent] Did you want to compare two products? (yes / no)
    [NotReceivedIntent] Is there an order you haven't received? (yes / no)
    [ReturnIntent] Did you want to return something? (yes / no)
    [DealsIntent] Did you want to hear today's deals? (yes / no)
   *[TalkToPersonIntent] Did you want to talk to a person? (yes / no)
}
    .reprompt = Yes or no: was that right?
something = something
goodbye = Goodbye.
    .text = Goodbye, and thank you.
trouble = Sorry, something went wrong on our side. Please try again later.
help-more = You can also say: add honey to my basket, compare them, or any deals. What would you like?
    .text = You can also fill a basket ("add honey to my basket", "what's in my basket", "check out"), look for something ("I'm looking for tea"), compare ("compare the decaf and the espresso capsules"), hear today's deals ("any deals"), return something ("I want to return the honey"), or have me speak slower. What would you like?
    .reprompt = What would you like to do?
pace-changed = { $faster ->
    [yes] Short it is.
   *[no] Slower, then.
}
    .text = { $faster ->
    [yes] I will keep it short.
   *[no] I will take it slower.
}
no-longer-asked = That's no longer open.
    .text = That question is no longer open.
