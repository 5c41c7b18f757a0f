# One image for web, worker and beat; which one it is, docker-compose.yml says.
FROM python:3.11-slim AS build
WORKDIR /app
COPY requirements.lock .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/var/lib/seals
RUN useradd --system --create-home seals && mkdir -p /var/lib/seals && chown seals /var/lib/seals
COPY --from=build /venv /venv
WORKDIR /app
COPY . .
RUN python -m config.catalogues && SECRET_KEY=build-only python manage.py collectstatic --noinput -v 0
USER seals
VOLUME /var/lib/seals
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--worker-class", "gthread", \
     "--threads", "8", "--no-control-socket", "--access-logfile", "-"]
