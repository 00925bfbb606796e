"""Where every cent is: double entry, journals that never change, balances that follow from them."""
