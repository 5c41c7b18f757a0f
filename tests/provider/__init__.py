"""A phone company on this machine that speaks Twilio's language, for tests, fault tests and the bench.

In a test: `with Provider() as company: ...`. As a process of its own: `python -m tests.provider --port 18100`.
"""

from tests.provider.company import ACCOUNT, TOKEN, Company
from tests.provider.faults import Fault
from tests.provider.server import Provider
from tests.provider.signing import sign

__all__ = ["ACCOUNT", "TOKEN", "Company", "Fault", "Provider", "sign"]
