"""Template tags of the rehab."""
