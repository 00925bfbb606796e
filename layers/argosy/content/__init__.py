"""What people publish: posts, from the first draft to the public and back."""
