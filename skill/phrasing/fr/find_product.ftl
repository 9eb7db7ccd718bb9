should-it-be = { $attribute-id ->
    [caffeine] Avec de la caféine ?
    [recyclable] Avec un emballage recyclable ?
    [gluten_free] Sans gluten ?
   *[other] Faut-il que ce soit { $attribute } ?
}
    .text = { $attribute-id ->
    [caffeine] Avec de la caféine ? (oui / non)
    [recyclable] Avec un emballage recyclable ? (oui / non)
    [gluten_free] Sans gluten ? (oui / non)
   *[other] Faut-il que ce soit { $attribute } ? (oui / non)
}
    .reprompt = Oui, non, ou peu importe ?
up-to-price = Jusqu'à { $limit } ?
    .text = Faut-il que cela coûte { $limit } au plus ? (oui / non)
    .reprompt = Oui ou non : jusqu'à { $limit } ?
which-kind = { $attribute-id ->
    [scent] Quel parfum : { $choices } ?
    [colour] Quelle couleur : { $choices } ?
    [material] Quelle matière : { $choices } ?
   *[age] Pour quel âge : { $choices } ?
}
    .text = { $attribute-id ->
    [scent] Quel parfum désirez-vous : { $choices } ?
    [colour] Quelle couleur désirez-vous : { $choices } ?
    [material] Quelle matière désirez-vous : { $choices } ?
   *[age] Pour quel âge : { $choices } ?
}
    .reprompt = Laquelle de ces réponses, ou peu importe ?
option-another = autre chose
here-are = { $more ->
    [0] J'ai { $choices }. Lequel ?
   *[other] Les premiers : { $choices }. Lequel ?
}
    .text = { $more ->
    [0] J'ai { $choices }. Lequel désirez-vous ?
   *[other] Les premiers sont { $choices }, et il y en a { $more } autres. Lequel désirez-vous ?
}
    .reprompt = Lequel, ou aucun ?
add-it = { $product } : { $price }. Je l'ajoute ?
    .text = { $product } coûte { $price }. Je mets cet article dans votre panier ? (oui / non)
    .reprompt = Oui ou non : je l'ajoute ?
shall-i-send-it = Je vous envoie la liste sur votre téléphone ?
    .text = Je vous envoie la liste ({ $count } articles) sur votre téléphone ? (oui / non)
    .reprompt = Oui ou non : je l'envoie ?
shall-a-person-help = Voulez-vous qu'une personne vous aide ?
    .text = Voulez-vous qu'une personne vous aide ? (oui / non)
    .reprompt = Oui ou non : une personne vous rappelle ?
list-sent = C'est parti vers votre téléphone.
    .text = Je l'ai envoyé sur votre téléphone.
nothing-to-send = Il n'y a rien à envoyer.
    .text = Il n'y a rien à envoyer pour le moment.
