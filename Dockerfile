# One image for web, worker, beat, migrate and backup; which one it is, docker-compose.yml says.
# Bases are pinned by version tag. Digests could not be looked up where this was written: once it runs, pin what you have
# (docker image inspect --format '{{index .RepoDigests 0}}' python:3.11-slim-bookworm).
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY requirements.lock .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
# The image is read-only when it runs, so what is made from the source is made here; the key signs nothing and stays here.
RUN /venv/bin/python -m config.catalogues && VAR_DIR=/tmp/build SECRET_KEY=build-only /venv/bin/python manage.py collectstatic --noinput -v 0

FROM python:3.11-slim-bookworm
# pg_dump and psql of the same version as the server in docker-compose.yml, for back_up and restore
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client-15 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home seals \
    && install -d -o seals -m 700 /var/lib/seals /backups
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/var/lib/seals
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
USER seals
VOLUME /var/lib/seals
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=40s --retries=3 CMD ["python", "-m", "config.healthy"]
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--worker-class", "gthread", \
     "--threads", "48", "--keep-alive", "75", "--graceful-timeout", "20", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
