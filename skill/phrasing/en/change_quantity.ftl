not-in-quote = That isn't in it.
    .text = That is not part of this order.
nothing-to-change = There's nothing to change.
    .text = There is no open order to change.
which-line = Of which: { $choices }?
    .text = For which one: { $choices }?
    .reprompt = Which one, by name or by number?
