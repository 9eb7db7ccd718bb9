"""What a shop is: money, products, quotes, orders and the ports to reach them. Knows no database and no words."""
