"""The doors of the rehab."""
