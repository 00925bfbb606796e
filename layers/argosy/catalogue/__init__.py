"""What sellers offer: products, their SKUs, and how many of each there are."""
