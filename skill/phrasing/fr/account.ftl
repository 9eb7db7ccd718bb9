needs-account = Il me faut votre compte pour cela. Pour le relier, ouvrez la carte dans votre application Alexa.
    .text = Il me faut votre compte client pour cela. Sur un appareil Alexa, la carte dans l'application Alexa permet de le relier.
