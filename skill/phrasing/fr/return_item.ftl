why-return = Pourquoi renvoyer { $product } : { $choices } ?
    .text = Pourquoi voulez-vous renvoyer { $product } : { $choices } ?
    .reprompt = Abîmé, pas le bon, ou pas voulu ?
option-damaged = abîmé
option-wrong = pas le bon
option-unwanted = plus voulu
confirm-return = { $reason ->
    [damaged] J'envoie une étiquette de retour pour { $line }, abîmé. D'accord ?
    [wrong] J'envoie une étiquette de retour pour { $line }, pas le bon article. D'accord ?
   *[unwanted] J'envoie une étiquette de retour pour { $line }, plus voulu. D'accord ?
}
    .text = { $reason ->
    [damaged] J'enregistre le retour de { $line }, pour dommage, et je vous envoie l'étiquette. D'accord ? (oui / non)
    [wrong] J'enregistre le retour de { $line }, parce que ce n'est pas le bon article, et je vous envoie l'étiquette. D'accord ? (oui / non)
   *[unwanted] J'enregistre le retour de { $line }, dont vous ne voulez plus, et je vous envoie l'étiquette. D'accord ? (oui / non)
}
    .reprompt = Oui ou non : je le renvoie ?
return-opened = C'est fait, l'étiquette arrive. Vous serez remboursé à la réception : { $product }.
    .text = Votre retour est enregistré : { $product }. L'étiquette est envoyée ; vous serez remboursé de ce que vous avez payé quand il nous sera parvenu.
already-returned = Ce retour est déjà en cours : { $product }.
    .text = Ce retour est déjà en cours : { $product }.
not-yet-delivered = Pas encore livré : { $product }. Vous pourrez le renvoyer ensuite.
    .text = Cet article n'est pas encore livré : { $product }. Vous pourrez le renvoyer quand il sera là.
too-late-to-return = Livré il y a plus de { $days } jours : { $product }. Une personne vous rappelle ?
    .text = Cet article a été livré il y a plus de { $days } jours, c'est trop tard pour le renvoyer : { $product }. Voulez-vous qu'une personne vous rappelle ? (oui / non)
    .reprompt = Oui ou non : une personne vous rappelle ?
not-returned = Rien n'est renvoyé.
    .text = Rien n'est renvoyé.
nothing-to-return = Il n'y a rien à renvoyer.
    .text = Vous n'avez aucune commande livrée dont renvoyer quelque chose.
