"""One module for each payment channel (argosy.payments.channel is what they have in common), one for its webhooks, and beside
them what a channel needs for itself."""
