"""One module per context, each a table of contents of what the context can do and is allowed."""
