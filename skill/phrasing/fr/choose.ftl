nothing-to-choose = Il n'y a rien à choisir.
    .text = Il n'y a rien à choisir pour le moment.
not-a-choice = Ce n'est pas dans la liste.
    .text = Ce n'est pas un des choix proposés.
