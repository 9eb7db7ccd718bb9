order-placed = C'est fait, commande { $number-spoken }, prévue { $arrives }. Vous pouvez annuler pendant { $minutes } minutes.
    .text = C'est fait. Votre commande { $number } est passée : { $items }, { $total }. Elle est attendue { $arrives }. Vous pouvez l'annuler pendant { $minutes } minutes.
    .card-title = Commande { $number }
    .card = { $items }
        Total { $total }, taxes et livraison ({ $delivery }) comprises{ $voucher }
        Vendeur : { $seller }
        Livraison { $address }, attendue { $arrives }
        Paiement par { $means }
        Pour annuler dans les { $minutes } minutes, dites : annule ma commande.
    .mail-subject = Votre commande { $number } chez { $seller }
    .mail = Merci pour votre commande { $number }.

        { $items }
        Total { $total }, taxes et livraison ({ $delivery }) comprises{ $voucher }
        Vendeur : { $seller }
        Livraison { $address }, attendue { $arrives }
        Paiement par { $means }

        Pour annuler : dites « annule ma commande » dans les { $minutes } minutes, ou appelez le { $phone }.
        Pour renvoyer un article : dites « je veux renvoyer un article » dans les { $return-days } jours après la livraison, ou appelez le { $phone }.
paid-less = Le prix a baissé : { $total } au lieu de { $was }.
    .text = Le prix vient de baisser : vous payez { $total } au lieu de { $was }.
already-ordered = C'est déjà commandé, une seule fois, livraison prévue { $expected }.
    .text = C'est déjà commandé, une seule fois : commande { $number }, attendue { $expected }.
payment-declined = Paiement refusé par { $means }. Rien n'a été commandé.
    .text = Paiement refusé par { $means }. Rien n'a été commandé ni débité.
payment-failed = Le paiement n'est pas passé. Rien n'a été commandé ni débité.
    .text = Le paiement n'est pas passé. Rien n'a été commandé ni débité.
sent-to-phone = Votre banque veut votre accord. Je l'ai envoyé sur votre téléphone. Rien n'est commandé avant.
    .text = Votre banque veut votre accord pour ce paiement. Je l'ai envoyé sur votre téléphone ; vous avez { $minutes } minutes pour l'approuver. Rien n'est commandé avant.
outcome-unknown = Je ne sais pas si c'est passé. Ne recommandez pas. Je vérifie et je vous préviens.
    .text = Je ne sais pas si votre commande est passée. Ne recommandez pas, s'il vous plaît ; je vérifie et je vous préviens.
quote-expired = C'était il y a longtemps, rien n'a été commandé. Je reprends :
    .text = Cette offre était trop ancienne, rien n'a été commandé. Le voici de nouveau.
nothing-to-confirm = Il n'y a rien à confirmer.
    .text = Il n'y a pas de question en attente ; rien n'a été commandé.
went-through = Votre commande précédente est bien passée : { $items }, attendue { $expected }.
    .text = Votre commande précédente est bien passée : { $items }, { $total }, attendue { $expected }.
did-not-go-through = Votre commande précédente n'est pas passée. Rien n'est débité pour { $items }.
    .text = Votre commande précédente n'est pas passée, et rien n'a été débité : { $items }.
other-means = J'essaie avec { $means } ?
    .text = Voulez-vous que j'essaie avec { $means } ? (oui / non)
    .reprompt = Oui ou non : j'essaie l'autre carte ?
try-again = Je réessaie ?
    .text = Voulez-vous que je réessaie ? (oui / non)
    .reprompt = Oui ou non : je réessaie ?
