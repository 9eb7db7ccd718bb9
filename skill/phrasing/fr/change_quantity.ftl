not-in-quote = Ce n'est pas dedans.
    .text = Cet article ne fait pas partie de la commande.
nothing-to-change = Il n'y a rien à changer.
    .text = Il n'y a pas de commande ouverte à changer.
which-line = De quoi : { $choices } ?
    .text = Pour quel article : { $choices } ?
    .reprompt = Lequel, par son nom ou son numéro ?
