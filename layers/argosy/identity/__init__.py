"""Who people are: accounts, sign-in, sessions, profiles and roles."""
