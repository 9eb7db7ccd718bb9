needs-account = I need your account for that. I've sent a card to your Alexa app to link it.
    .text = I need your customer account for that. Please link it with the card in your Alexa app.
