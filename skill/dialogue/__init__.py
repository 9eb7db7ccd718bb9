"""What to say next, as acts. Knows no words of any language, no channel, no database."""
