"""Alexa requests for tests: envelopes.py makes them, signing.py signs them by a certificate authority of its own."""
