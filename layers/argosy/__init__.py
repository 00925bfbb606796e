"""The nouns of Argosy: what its functions work on. A Lambda layer shared by all of them."""
