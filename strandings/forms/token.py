"""The hidden token of the public form: which filling-in this is, and when it began. Signed, so nobody can forge it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core import signing

SALT = "strandings.public-form"
_FASTEST_HUMAN = timedelta(seconds=2)


@dataclass(frozen=True)
class FormStart:
    """One filling-in of the form: two submissions with the same number are the same report."""

    client_uuid: UUID
    started_at: datetime | None

    def looks_automatic(self, at: datetime) -> bool:
        """Whether no person could have filled the form in between; a lost or forged token counts as such."""
        return self.started_at is None or at - self.started_at < _FASTEST_HUMAN


def new_token(at: datetime) -> str:
    """A token for a form shown at this moment."""
    return signing.dumps([str(uuid4()), at.isoformat()], salt=SALT, compress=True)


def read_token(text: str) -> FormStart:
    """What the token says; an unreadable one gives a new number, so that the report is still taken."""
    try:
        number, started_at = signing.loads(text, salt=SALT)
        return FormStart(UUID(number), datetime.fromisoformat(started_at))
    except (signing.BadSignature, ValueError, TypeError):
        return FormStart(uuid4(), None)
