todays-deals = Aujourd'hui : { $deals }. Lequel ?
    .text = Moins cher que d'habitude aujourd'hui : { $deals }. Lequel désirez-vous ?
    .reprompt = Lequel, ou aucun ?
no-deals = Il n'y a pas de promotion aujourd'hui.
    .text = Il n'y a pas de promotion aujourd'hui.
deal = { $product }, { $price }
    .text = { $product }, { $price } au lieu de { $was }
