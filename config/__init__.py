"""Composition root: settings, URLs, Celery, health."""
