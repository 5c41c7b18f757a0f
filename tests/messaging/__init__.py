"""Texts owed, sent, received; alarms; the simulator."""
