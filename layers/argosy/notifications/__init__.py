"""How people hear of what concerns them: an inbox, their devices, and e-mail for those who asked for it."""
