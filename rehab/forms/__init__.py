"""What keepers and vets type, checked: the impossible is refused, in words, and nothing typed is lost."""
