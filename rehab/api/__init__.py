"""Seals in care through the API: patients, prescriptions, doses."""
