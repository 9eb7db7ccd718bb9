# No bare yes or no where the question may have been put the other way round ("does it contain gluten").
fact-holds = { $attribute-id ->
    [caffeine] { $product } : avec caféine, { $source }.
    [gluten_free] { $product } : sans gluten, { $source }.
   *[other] { $product } : oui, { $attribute }, { $source }.
}
    .text = { $attribute-id ->
    [caffeine] { $product } : avec caféine ({ $source }).
    [gluten_free] { $product } : sans gluten ({ $source }).
   *[other] { $product } : oui, { $attribute } ({ $source }).
}
fact-fails = { $attribute-id ->
    [caffeine] { $product } : sans caféine, { $source }.
    [gluten_free] { $product } : contient du gluten, { $source }.
   *[other] { $product } : non, pas { $attribute }, { $source }.
}
    .text = { $attribute-id ->
    [caffeine] { $product } : sans caféine ({ $source }).
    [gluten_free] { $product } : contient du gluten ({ $source }).
   *[other] { $product } : non, pas { $attribute } ({ $source }).
}
fact-number = { $attribute-id ->
    [calories] { $product } : { $number }, { $source }.
   *[other] { $product } : { $attribute } { $number }, { $source }.
}
    .text = { $attribute-id ->
    [calories] { $product } : { $number } ({ $source }).
   *[other] { $product } : { $attribute } { $number } ({ $source }).
}
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
