# A region says only what it says differently from its language.
order-in-parcels = { $count } parcels: { $notes }.
    .text = Order { $number } comes in { $count } parcels: { $notes }.
attribute-colour = colour
asked-neighbours = Sorry. The carrier says { $goods } came { $day }. Have you asked your neighbours?
    .text = I am sorry. The carrier says that order { $number } ({ $goods }) was delivered { $day }. Have you asked your neighbours? (yes / no)
    .reprompt = Yes or no: have you asked your neighbours?
