needs-account = I need your account for that. To link it, open the card in your Alexa app.
    .text = I need your customer account for that. On an Alexa device, the card in the Alexa app links it.
