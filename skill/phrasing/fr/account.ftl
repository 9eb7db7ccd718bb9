needs-account = Il me faut votre compte pour cela. J'ai envoyé une carte dans votre application Alexa pour le relier.
    .text = Il me faut votre compte client pour cela. Vous pouvez le relier avec la carte dans votre application Alexa.
