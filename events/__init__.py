"""The contract of every fact that crosses a context, by the context that tells it."""
