"""Who goes, and are they on their way."""
