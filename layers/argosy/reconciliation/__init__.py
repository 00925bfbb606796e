"""Channels' bills held against the ledger: what differs is put right, or waits for a person."""
