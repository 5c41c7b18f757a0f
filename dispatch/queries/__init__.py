"""What dispatch asks the database."""
