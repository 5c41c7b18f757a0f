"""The seal in our hands, from intake to release."""
