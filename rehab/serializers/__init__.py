"""How the API reads and shows seals in care, their drugs and their doses."""
