"""Questions about the spine; nothing here writes."""
