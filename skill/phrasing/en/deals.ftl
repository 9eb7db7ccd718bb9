todays-deals = Today: { $deals }. Which one?
    .text = Cheaper than usual today: { $deals }. Which one would you like?
    .reprompt = Which one, or none?
no-deals = There are no deals today.
    .text = There are no special offers today.
deal = { $product }, { $price }
    .text = { $product }, { $price } instead of { $was }
