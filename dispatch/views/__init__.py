"""Doors of dispatch, one module per page family."""
