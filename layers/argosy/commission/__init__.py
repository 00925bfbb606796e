"""Who gets how much of a sale: rules in an order that operators set, and how they share a line's money out."""
