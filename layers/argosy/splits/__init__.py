"""Shares that the channel which took the money passes on to its parties: planned, sent, asked about, tried again, taken back."""
