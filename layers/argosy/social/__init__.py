"""What people say to each other: comments, likes, whom they follow, and the feed that comes of it."""
