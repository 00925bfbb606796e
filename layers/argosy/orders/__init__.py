"""What is bought: carts, quotes, orders and how their money is split."""
