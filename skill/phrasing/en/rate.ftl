thanks-for-rating = Thank you.
    .text = Thank you, I have noted that.
how-many-stars = A number from { $least } to { $most }, please?
    .text = Which number, from { $least } to { $most }?
    .reprompt = Which number, from { $least } to { $most }?
sorry-about-it = I'm sorry to hear that. Shall a person call you about it?
    .text = I am sorry to hear that. Shall a person call you about it? (yes / no)
    .reprompt = Yes or no: shall a person call you?
