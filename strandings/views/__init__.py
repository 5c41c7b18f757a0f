"""Doors of the spine for people: pages, one file per kind of visitor."""
