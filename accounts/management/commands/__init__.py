"""Commands for people: the way back in when nobody can log in."""
