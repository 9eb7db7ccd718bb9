should-it-be = { $attribute-id ->
    [caffeine] Should it have caffeine?
   *[other] Should it be { $attribute }?
}
    .text = { $attribute-id ->
    [caffeine] Should it have caffeine? (yes / no)
   *[other] Should it be { $attribute }? (yes / no)
}
    .reprompt = Yes or no, or any?
up-to-price = Up to { $limit }?
    .text = Should it cost at most { $limit }? (yes / no)
    .reprompt = Yes or no: up to { $limit }?
which-kind = Which { $attribute }: { $choices }?
    .text = Which { $attribute } would you like: { $choices }?
    .reprompt = Which one, or any?
option-another = another
here-are = { $more ->
    [0] I have { $choices }. Which one?
   *[other] The first are { $choices }. Which one?
}
    .text = { $more ->
    [0] I have { $choices }. Which one would you like?
   *[other] The first of them are { $choices }, and there are { $more } more. Which one would you like?
}
    .reprompt = Which one, or none of them?
add-it = { $product }: { $price }. Shall I add it?
    .text = { $product } costs { $price }. Shall I put it into your basket? (yes / no)
    .reprompt = Yes or no: shall I add it?
shall-i-send-it = Shall I send the list to your phone?
    .text = Shall I send the list of { $count } to your phone? (yes / no)
    .reprompt = Yes or no: shall I send it?
shall-a-person-help = Shall a person help you with it?
    .text = Shall a person help you with that? (yes / no)
    .reprompt = Yes or no: shall a person call?
list-sent = It's on its way to your phone.
    .text = I have sent it to your phone.
nothing-to-send = There's nothing to send.
    .text = There is nothing to send at the moment.
