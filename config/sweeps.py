"""The table of all work that waits: every sweep with its period. The sweeper thread, beat and nudges run it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sweep:
    """A dotted function f(at) -> int, how often it runs, and whether its own rows already keep others out.

    Each lane is a thread: a phone company that hangs holds up only those who talk with it.
    """

    function: str
    period_s: float
    guards_itself: bool = False
    lane: str = ""


SWEEPS: dict[str, Sweep] = {
    "strandings.wake_late": Sweep("strandings.sweeps.wake_late", 10),
    "strandings.hear_silence": Sweep("strandings.sweeps.hear_silence", 30),
    "strandings.forget_old": Sweep("strandings.sweeps.forget_old", 3600),
    "messaging.deliver": Sweep("messaging.sweeps.deliver", 2, guards_itself=True, lane="sends"),
    "messaging.settle_uncertain": Sweep("messaging.sweeps.settle_uncertain", 5, lane="asks"),
    "messaging.fetch_files": Sweep("messaging.sweeps.fetch_files", 5, lane="asks"),
    "messaging.erase_at_provider": Sweep("messaging.sweeps.erase_at_provider", 60, lane="asks"),
    "messaging.reconcile": Sweep("messaging.sweeps.reconcile", 300, lane="asks"),
    "rehab.schedule_doses": Sweep("rehab.sweeps.schedule_doses", 600),
    "rehab.miss_doses": Sweep("rehab.sweeps.miss_doses", 60),
    "rehab.forget_bringers": Sweep("rehab.sweeps.forget_bringers", 3600),
    "messaging.repeat_alarms": Sweep("messaging.sweeps.repeat_alarms", 5),
    "dispatch.offer_waiting": Sweep("dispatch.sweeps.offer_waiting", 5),
    "dispatch.expire_offers": Sweep("dispatch.sweeps.expire_offers", 5),
    "dispatch.audit": Sweep("dispatch.sweeps.audit", 30),
}
LANES = sorted({sweep.lane for sweep in SWEEPS.values()})
