# A region says only what it says differently from its language.
order-in-parcels = { $count } parcels: { $notes }.
    .text = Order { $number } comes in { $count } parcels: { $notes }.
attribute-colour = colour
