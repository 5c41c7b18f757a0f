"""How the API reads and shows teams, duty and assignments."""
