verify-person = D'abord, est-ce bien vous ?
    .text = Avant de passer cette commande, je dois savoir que c'est vous. Est-ce bien vous ?
    .reprompt = Est-ce bien vous ?
not-verified = Je n'ai pas pu savoir si c'était vous.
    .text = Je n'ai pas pu vérifier que c'était vous.
