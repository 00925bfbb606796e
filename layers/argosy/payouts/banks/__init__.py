"""One module for each bank that sends payouts (argosy.payouts.bank is what they have in common)."""
