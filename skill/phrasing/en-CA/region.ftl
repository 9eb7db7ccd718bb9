# A region says only what it says differently from its language.
attribute-colour = colour
asked-neighbours = Sorry. The carrier says { $goods } came { $day }. Have you asked your neighbours?
    .text = I am sorry. The carrier says that order { $number } ({ $goods }) was delivered { $day }. Have you asked your neighbours? (yes / no)
    .reprompt = Yes or no: have you asked your neighbours?
