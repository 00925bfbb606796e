"""What each party has earned, put on statements: each movement on one statement, however often it is run."""
