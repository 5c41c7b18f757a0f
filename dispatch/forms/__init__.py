"""What a dispatcher may type, checked at the door."""
