"""How dispatch words and shapes what its pages show."""
