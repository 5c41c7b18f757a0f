"""Rows of the rehab in the reader's words."""
