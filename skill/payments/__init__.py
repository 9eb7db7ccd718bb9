"""Payment providers behind the port Payments. Knows no shop, no customer's name and never card data."""
