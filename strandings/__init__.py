"""Reports, strandings, animals: the spine."""
