"""Pure helpers: no tables, no domain."""
