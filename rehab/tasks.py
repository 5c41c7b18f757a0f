"""The sweeps of the rehab as Celery tasks, named like them."""

from celery import shared_task
from django.utils import timezone

from rehab import sweeps


@shared_task(name="rehab.schedule_doses", expires=15)
def schedule_doses() -> int:
    """Keep the doses of running courses written ahead."""
    return sweeps.schedule_doses(timezone.now())


@shared_task(name="rehab.miss_doses", expires=15)
def miss_doses() -> int:
    """Mark doses as missed whose next has fallen due."""
    return sweeps.miss_doses(timezone.now())
