"""The composition root: sweeps, nudges, broker, health."""
