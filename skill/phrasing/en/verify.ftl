verify-person = First, is it you?
    .text = Before I place this order I have to know that it is you. Is it?
    .reprompt = Is it you?
not-verified = I couldn't tell that it's you.
    .text = I could not verify that it is you.
