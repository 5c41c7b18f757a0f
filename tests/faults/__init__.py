"""Faults with real processes."""
