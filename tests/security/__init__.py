"""A test per line of what must hold against people who mean harm."""
