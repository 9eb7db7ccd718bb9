welcome = Bienvenue chez { $seller }. Je peux recommander, suivre vos commandes et vous renseigner sur nos produits. Que désirez-vous ?
    .text = Bienvenue chez { $seller } ! Je peux recommander vos achats, vous dire où est une commande et répondre à vos questions sur nos produits. Que désirez-vous ?
    .reprompt = Essayez : recommande mon café. Que désirez-vous ?
welcome-back = { $seller }. Que désirez-vous ?
    .text = Bon retour chez { $seller }. Que désirez-vous ?
    .reprompt = Essayez : recommande mon café. Que désirez-vous ?
help-anytime = Dites : recommande mon café, où est ma commande, ou est-ce que le miel est bio. Que désirez-vous ?
    .text = Vous pouvez recommander (« recommande mon café »), suivre une commande (« où est ma commande »), poser une question (« est-ce que le miel est bio », « combien coûte le miel »), annuler une commande ou parler à une personne. Que désirez-vous ?
    .reprompt = Que désirez-vous faire ?
help-order = Dites oui, non, un nombre, ou parler à une personne.
    .text = Vous pouvez répondre oui ou non, changer la quantité (« mettez-en deux »), retirer un article (« pas le café ») ou demander une personne.
help-yes-no = Dites oui, non, ou parler à une personne.
    .text = Vous pouvez répondre oui ou non, ou demander une personne.
help-choice = Dites le premier, son nom, ou aucun.
    .text = Vous pouvez répondre par une place (« le premier »), un nom, ou « non » pour aucun.
help-number = Dites un nombre, ou stop.
    .text = Vous pouvez répondre par un nombre, ou dire stop.
help-product = Dites un produit, par exemple café ou miel.
    .text = Vous pouvez répondre par le nom d'un produit, par exemple « café » ou « miel ».
last-order-stands = Votre dernière commande est maintenue. Pour l'annuler, dites : annule ma commande.
    .text = Votre dernière commande est maintenue. Pour l'annuler, dites « annule ma commande ».
not-understood = Pardon, je n'ai pas compris.
    .text = Pardon, je n'ai pas compris.
examples = Dites par exemple : recommande mon café, ou où est ma commande.
    .text = Vous pouvez dire, par exemple : « recommande mon café », « où est ma commande » ou « combien coûte le miel ».
shall-i-get-a-person = Je ne comprends toujours pas, pardon. Voulez-vous qu'une personne vous rappelle ?
    .text = Je suis désolée, je ne comprends toujours pas. Voulez-vous qu'une personne vous rappelle ? (oui / non)
    .reprompt = Oui ou non : une personne vous rappelle ?
did-you-mean = { $intent ->
    [ReorderIntent] Vouliez-vous commander { $words } ?
    [OrderStatusIntent] Vouliez-vous savoir où est une commande ?
    [ProductQuestionIntent] Vouliez-vous un renseignement sur un produit ?
    [PriceIntent] Vouliez-vous connaître un prix ?
    [StockIntent] Vouliez-vous savoir si un produit est disponible ?
    [CancelOrderIntent] Vouliez-vous annuler une commande ?
    [AddToBasketIntent] Vouliez-vous mettre { $words } dans votre panier ?
    [RemoveFromBasketIntent] Vouliez-vous retirer quelque chose du panier ?
    [BasketIntent] Vouliez-vous entendre votre panier ?
    [CheckoutIntent] Vouliez-vous passer commande ?
    [FindProductIntent] Cherchiez-vous { $words } ?
    [CompareIntent] Vouliez-vous comparer deux produits ?
    [NotReceivedIntent] Y a-t-il une commande que vous n'avez pas reçue ?
    [ReturnIntent] Vouliez-vous renvoyer quelque chose ?
    [DealsIntent] Vouliez-vous entendre les promotions ?
   *[TalkToPersonIntent] Vouliez-vous parler à une personne ?
}
    .text = { $intent ->
    [ReorderIntent] Vouliez-vous commander { $words } ? (oui / non)
    [OrderStatusIntent] Vouliez-vous savoir où est une commande ? (oui / non)
    [ProductQuestionIntent] Vouliez-vous un renseignement sur un produit ? (oui / non)
    [PriceIntent] Vouliez-vous connaître un prix ? (oui / non)
    [StockIntent] Vouliez-vous savoir si un produit est disponible ? (oui / non)
    [CancelOrderIntent] Vouliez-vous annuler une commande ? (oui / non)
    [AddToBasketIntent] Vouliez-vous mettre { $words } dans votre panier ? (oui / non)
    [RemoveFromBasketIntent] Vouliez-vous retirer quelque chose du panier ? (oui / non)
    [BasketIntent] Vouliez-vous entendre votre panier ? (oui / non)
    [CheckoutIntent] Vouliez-vous passer commande ? (oui / non)
    [FindProductIntent] Cherchiez-vous { $words } ? (oui / non)
    [CompareIntent] Vouliez-vous comparer deux produits ? (oui / non)
    [NotReceivedIntent] Y a-t-il une commande que vous n'avez pas reçue ? (oui / non)
    [ReturnIntent] Vouliez-vous renvoyer quelque chose ? (oui / non)
    [DealsIntent] Vouliez-vous entendre les promotions ? (oui / non)
   *[TalkToPersonIntent] Vouliez-vous parler à une personne ? (oui / non)
}
    .reprompt = Oui ou non : c'était bien cela ?
something = quelque chose
goodbye = Au revoir.
    .text = Au revoir, et merci.
trouble = Pardon, quelque chose n'a pas marché de notre côté. Réessayez plus tard.
help-more = Dites aussi : ajoute du miel à mon panier, compare-les, ou des promotions. Que désirez-vous ?
    .text = Vous pouvez aussi remplir un panier (« ajoute du miel à mon panier », « qu'est-ce qu'il y a dans mon panier », « passe à la caisse »), chercher (« je cherche du thé »), comparer (« compare le déca et les capsules espresso »), demander les promotions (« des promotions »), renvoyer un article (« je veux renvoyer le miel ») ou me faire parler plus lentement. Que désirez-vous ?
    .reprompt = Que désirez-vous faire ?
pace-changed = { $faster ->
    [yes] Je fais court.
   *[no] Plus lentement, alors.
}
    .text = { $faster ->
    [yes] Je ferai court.
   *[no] J'irai plus lentement.
}
no-longer-asked = Ce n'est plus d'actualité.
    .text = Cette question n'est plus ouverte.
