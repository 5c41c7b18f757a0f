"""Celery: the quick way to the sweeps, and in every worker the sweeper thread that needs no broker."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from celery import Celery, signals
from celery.beat import EmbeddedService

from config.sweeps import SWEEPS

NUDGE_WAIT_S = 1.0  # how long a task waits for a sweep that runs at this moment, to run right after it

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
    """Before and without a broker: this thread alone delivers whatever is owed."""
    from config.sweeper import Sweeper

    threads.append(Sweeper())
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
    """No new sweep while the worker ends; both threads are daemons and end with it."""
    for thread in threads:
        if thread.name == "sweeper":
            thread.stop()
