nothing-to-choose = There's nothing to choose.
    .text = There is nothing to choose from at the moment.
not-a-choice = That isn't one of them.
    .text = That is not one of the choices.
