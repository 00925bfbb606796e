"""Places: which function stands where, woken by what, allowed what."""
