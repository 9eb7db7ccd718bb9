why-return = Why do you return { $product }: { $choices }?
    .text = Why would you like to return { $product }: { $choices }?
    .reprompt = Damaged, wrong, or not wanted?
option-damaged = damaged
option-wrong = the wrong one
option-unwanted = not wanted
confirm-return = { $reason ->
    [damaged] I'll send a label to return { $line }, damaged. Shall I?
    [wrong] I'll send a label to return { $line }, the wrong one. Shall I?
   *[unwanted] I'll send a label to return { $line }, not wanted. Shall I?
}
    .text = { $reason ->
    [damaged] I would register the return of { $line }, because of damage, and send you the label. Shall I? (yes / no)
    [wrong] I would register the return of { $line }, because it is the wrong article, and send you the label. Shall I? (yes / no)
   *[unwanted] I would register the return of { $line }, because you don't want it, and send you the label. Shall I? (yes / no)
}
    .reprompt = Yes or no: shall I return it?
return-opened = Done. The label is on its way. You're paid back once { $product } is with us.
    .text = Your return is registered: { $product }. I have sent you the label; you are paid back what you paid when it has arrived.
already-returned = You're already returning { $product }.
    .text = { $product } is already being returned.
not-yet-delivered = { $product } hasn't been delivered yet. You can return it then.
    .text = { $product } has not been delivered yet. You can return it when it is there.
too-late-to-return = { $product } came over { $days } days ago. Shall a person call you?
    .text = { $product } was delivered more than { $days } days ago, which is too late to return it. Shall a person call you about it? (yes / no)
    .reprompt = Yes or no: shall a person call you?
not-returned = Nothing is returned.
    .text = Nothing is being returned.
nothing-to-return = There's nothing to return.
    .text = You have no delivered order to return anything from.
