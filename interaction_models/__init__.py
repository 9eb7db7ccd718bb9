"""What we hear: one Amazon interaction model per locale, and the tools for them. See `python -m interaction_models`."""
