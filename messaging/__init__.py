"""Messages and calls owed and received; the only app that knows a phone company exists."""
