"""Measures the whole system: `make bench` starts it, asks it, and prints figures with the machine's name beside."""
