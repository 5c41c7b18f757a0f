"""Celery: the quick way to the sweeps, and in every worker the sweeper threads that need no broker."""

import os
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from celery import Celery, signals
from celery.beat import EmbeddedService

from common import background
from config.sweeps import LANES, SWEEPS

ENDING_S = 20.0  # a request in flight, its time-out included
NUDGE_WAIT_S = 3.0  # how long a task waits for a sweep that runs at this moment, to run right after it

app = Celery("seals")
app.config_from_object("config.celery_settings")
app.autodiscover_tasks()
threads: list = []  # of a worker process


def _task_for(name: str):
    def sweep() -> None:
        from config.sweeping import run

        run(name, wait_s=NUDGE_WAIT_S)

    return app.task(sweep, name=name)


for _name in SWEEPS:
    _task_for(_name)


@signals.celeryd_init.connect
def wait_longer_than_a_page(conf=None, **_) -> None:
    """A worker listens for seconds at a time; the short limit of the settings is for pages that publish."""
    if "socket_timeout" in conf.broker_transport_options:
        conf.broker_transport_options["socket_timeout"] = 2


@signals.worker_init.connect
def start_sweeper(**_) -> None:
    """Before and without a broker: these threads alone deliver whatever is owed."""
    from config.sweeper import Sweeper

    for lane in LANES:
        threads.append(Sweeper(lane))
        threads[-1].start()


@signals.worker_ready.connect
def start_beat(**_) -> None:
    """Beat as a thread of the worker, where the settings say so (one worker only: the embedded system)."""
    from django.conf import settings

    if settings.BEAT_IN_WORKER:
        threads.append(EmbeddedService(app, thread=True))
        threads[-1].start()


@signals.worker_shutting_down.connect
def stop_threads(**_) -> None:
    """No new sweep and no new lot of texts while the worker ends."""
    background.end()
    for thread in threads:
        if thread.name.startswith("sweeper"):
            thread.stop()


@signals.worker_shutdown.connect
def wait_for_sweepers(**_) -> None:
    """What has left is written down: else nobody would know, and an alert would wait until the provider was asked."""
    until = time.monotonic() + ENDING_S
    for thread in threads:
        if thread.name.startswith("sweeper"):
            thread.join(timeout=max(0.1, until - time.monotonic()))
