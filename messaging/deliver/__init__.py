"""How owed texts leave: claim, request, store. Sweeps and tasks call deliver_due and settle_uncertain."""

from messaging.deliver.sending import Outcome, deliver_due
from messaging.deliver.settling import settle_uncertain

__all__ = ["Outcome", "deliver_due", "settle_uncertain"]
