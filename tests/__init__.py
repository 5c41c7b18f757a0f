"""The suite; folders mirror the source."""
