"""The desk of dead letters: what could not be handled is kept, seen, mended, tried again, and acts once."""
