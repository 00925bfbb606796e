"""Money on its way to a party's bank: asked for, set aside, looked at, sent once, and taken back where the bank returns it."""
