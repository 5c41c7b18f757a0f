"""Two databases, one behaviour: what SQLite and PostgreSQL do differently must not show; run on both."""
