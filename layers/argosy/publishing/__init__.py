"""The way to the public that posts and products share: draft, review, published version, working version."""
