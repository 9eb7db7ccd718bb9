thanks-for-rating = Merci.
    .text = Merci, c'est noté.
how-many-stars = Un nombre de { $least } à { $most } ?
    .text = Quel nombre, de { $least } à { $most } ?
    .reprompt = Quel nombre, de { $least } à { $most } ?
sorry-about-it = J'en suis désolée. Voulez-vous qu'une personne vous rappelle ?
    .text = J'en suis désolée. Voulez-vous qu'une personne vous rappelle ? (oui / non)
    .reprompt = Oui ou non : une personne vous rappelle ?
