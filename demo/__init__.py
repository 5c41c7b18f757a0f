"""Seed data, replay, the played rescue: reads all, is read by none."""
