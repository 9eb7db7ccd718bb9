# A region says only what it says differently from its language.
attribute-colour = colour
