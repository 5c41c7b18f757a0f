"""How the API reads and shows reports and cases."""
