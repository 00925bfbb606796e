"""What a buyer asks back: seller and buyer work it out, the staff arbitrates, timers end silence."""
