"""A year of a marketplace: the real handlers, every provider simulated, a year of time in some minutes."""
