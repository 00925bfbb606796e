"""What keeps people from doing a thing too often."""
