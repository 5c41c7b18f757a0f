"""The API put together: its addresses, its schema, the page that explains it."""
