"""People who log in, what they may do, and the centre's settings."""
