"""Commands of the rehab."""
