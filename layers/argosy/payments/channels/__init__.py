"""One module for each payment channel (argosy.payments.channel is what they have in common), and one for its webhooks."""
