"""Chargebacks: a buyer's bank takes a payment back; who gives it, what is answered, and how it ends."""
