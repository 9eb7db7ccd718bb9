"""Words to an intent with slots, and to the product that was meant. Knows no state, no shop and no platform."""
