"""Moves the product's time from outside: the folder stands on the PYTHONPATH of the local stack's workers."""
