"""Rows worked one after the other: one that cannot be worked stops no other."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import InterfaceError, OperationalError

logger = logging.getLogger(__name__)
Row, Result = TypeVar("Row"), TypeVar("Result")


class RowsFailed(Exception):
    """Some rows could not be worked; the others were. The log names each."""


def one_by_one(rows: Iterable[Row], act: Callable[[Row], Result]) -> list[Result]:
    """act(row) for each row in order; returns what it gave.

    A row that fails is named in the log and passed over, and in the end RowsFailed is raised, so that /health/ shows
    the sweep as late. A database that is away is raised at once: no other row would fare better.
    """
    results, failed = [], []
    for row in rows:
        try:
            results.append(act(row))
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            failed.append(f"{type(row).__name__} {getattr(row, 'pk', row)}")
            logger.exception("%s could not be worked", failed[-1])
    if failed:
        raise RowsFailed(", ".join(failed))
    return results
