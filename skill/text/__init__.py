"""The text channel: written conversation in a terminal. Knows neither the shop nor Alexa."""
