"""How an order's money comes: attempts at payment channels, what the channels tell, and what then becomes of the order."""
