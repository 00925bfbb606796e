"""What each route that moves money or stock costs: counted while the real handlers play a story on moto."""
