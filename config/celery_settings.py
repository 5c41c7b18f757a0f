"""Celery's settings. Nothing true lives in the broker: tasks only make the sweeps run sooner."""

from urllib.parse import urlsplit

from django.conf import settings

from config.filesystem_broker import install
from config.sweeps import SWEEPS

broker_url = settings.BROKER_URL
if urlsplit(broker_url).scheme == "filesystem":
    broker_url = "filesystem://localhost//"  # kombu warns at each start when no host stands there
    broker_transport_options = {**install(settings.VAR_DIR / "broker"), "polling_interval": 0.05}
else:  # without socket_timeout a frozen Redis holds a page for over a minute; a worker waits longer (config/celery.py)
    broker_transport_options = {"socket_connect_timeout": 0.3, "socket_timeout": 0.6, "max_retries": 0}
broker_connection_timeout = 2
broker_connection_retry_on_startup = True
broker_connection_max_retries = None  # for ever
task_default_queue = "seals"
task_publish_retry = False
task_ignore_result = True
worker_prefetch_multiplier = 1
worker_enable_remote_control = False
worker_hijack_root_logger = False
timezone = "UTC"
beat_schedule_filename = str(settings.VAR_DIR / "beat-schedule")
beat_schedule = {
    name: {"task": name, "schedule": max(sweep.period_s, 5), "options": {"expires": max(sweep.period_s, 5)}}
    for name, sweep in SWEEPS.items()
}
