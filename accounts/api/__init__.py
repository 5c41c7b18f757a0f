"""What every part of the API stands on: views with doors, tokens, limits, problems, pages, the schema."""
