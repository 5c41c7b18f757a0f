"""The suite on real servers: PostgreSQL, Redis, gunicorn, Celery workers (make test-services)."""
