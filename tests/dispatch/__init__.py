"""Stories of dispatch: who goes, and are they on their way."""
