fact-holds = { $attribute-id ->
    [caffeine] { $product } : oui, avec caféine, { $source }.
   *[other] { $product } : oui, { $attribute }, { $source }.
}
    .text = { $attribute-id ->
    [caffeine] { $product } : oui, avec caféine ({ $source }).
   *[other] { $product } : oui, { $attribute } ({ $source }).
}
fact-fails = { $attribute-id ->
    [caffeine] { $product } : non, sans caféine, { $source }.
    [gluten_free] { $product } : non, avec gluten, { $source }.
   *[other] { $product } : non, pas { $attribute }, { $source }.
}
    .text = { $attribute-id ->
    [caffeine] { $product } : non, sans caféine ({ $source }).
    [gluten_free] { $product } : non, avec gluten ({ $source }).
   *[other] { $product } : non, pas { $attribute } ({ $source }).
}
fact-number = { $product } : { $attribute } { $number }, { $source }.
    .text = { $product } : { $attribute } { $number } ({ $source }).
fact-text = { $product } : { $attribute }, { $text }, { $source }.
    .text = { $product } : { $attribute } : { $text } ({ $source }).
check-label = Vérifiez aussi l'étiquette.
    .text = Vérifiez aussi l'étiquette ; je ne peux pas garantir que ce soit sans danger pour vous.
fact-unknown = La boutique ne le précise pas.
    .text = La boutique ne le précise pas pour { $product }.
shall-i-ask = Je leur demande pour vous ?
    .text = Voulez-vous que je leur demande ? (oui / non)
    .reprompt = Oui ou non : je demande à la boutique ?
will-ask = C'est demandé. Une personne vous répondra.
    .text = J'ai transmis votre question sur { $product }. Une personne vous répondra.
what-about-it = Que voulez-vous savoir : { $attributes } ?
    .text = Que voulez-vous savoir sur { $product } : { $attributes } ?
    .reprompt = Que voulez-vous savoir ?
