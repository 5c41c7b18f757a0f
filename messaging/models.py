"""Contacts, the outbox, what came in, and alarms that repeat until somebody acknowledges them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import LANGUAGE_CHOICES, AccessLink
from messaging.lifecycle import MessageStatus

STATUS_LABELS = {
    MessageStatus.QUEUED: _("waiting to be sent"),
    MessageStatus.SENDING: _("being sent"),
    MessageStatus.SENT: _("sent"),
    MessageStatus.DELIVERED: _("delivered"),
    MessageStatus.UNDELIVERED: _("not delivered"),
    MessageStatus.FAILED: _("failed"),
    MessageStatus.UNCERTAIN: _("uncertain whether it was sent"),
    MessageStatus.CANCELLED: _("cancelled"),
    MessageStatus.STALE: _("too late to send"),
}


class Contact(models.Model):
    """A telephone number we talk with. A person who gave no number has no contact."""

    phone = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES, default="ru")
    consent_version = models.PositiveSmallIntegerField(null=True, blank=True)
    consent_at = models.DateTimeField(null=True, blank=True)
    opted_out_at = models.DateTimeField(null=True, blank=True)
    last_in_at = models.DateTimeField(null=True, blank=True)
    unreachable_since = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"contact {self.pk}"


class OutgoingMessage(models.Model):
    """One text we owe one person: written in the same transaction as the fact it tells."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="owed")
    dedupe_key = models.CharField(max_length=120, unique=True)
    template = models.CharField(max_length=60)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    body = models.TextField()  # holds "{link}" until the moment of sending
    link = models.ForeignKey(AccessLink, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    link_path = models.CharField(max_length=40, blank=True)  # e.g. "/s/{token}/"
    reference = models.CharField(max_length=24, db_index=True)  # of this message, stands in its text: K-26-0412-3
    about = models.CharField(max_length=40, blank=True, db_index=True)  # "stranding:12"
    purpose = models.CharField(max_length=40, blank=True, db_index=True)  # "dispatch.offer:45"
    urgency = models.PositiveSmallIntegerField(default=5)  # 1 goes first
    status = models.CharField(
        max_length=12,
        choices=[(s.value, STATUS_LABELS[s]) for s in MessageStatus],
        default=MessageStatus.QUEUED,
    )
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    useless_after = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_by = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)
    retry_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="retries")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sending_has_a_lease", condition=~Q(status="sending") | Q(lease_until__isnull=False)
            ),
            models.CheckConstraint(
                name="message_status_is_known", condition=Q(status__in=[s.value for s in MessageStatus])
            ),
        ]
        indexes = [
            models.Index(name="messages_by_status", fields=["status", "next_try_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.template}"


class SendAttempt(models.Model):
    """One request to a provider, committed before the request leaves."""

    message = models.ForeignKey(OutgoingMessage, on_delete=models.CASCADE, related_name="attempts")
    gateway = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=20, blank=True)
    provider_id = models.CharField(max_length=64, blank=True, db_index=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(name="attempts_by_time", fields=["started_at"])]

    def __str__(self) -> str:
        return f"attempt {self.pk} of {self.message_id}"


class DeliveryEvent(models.Model):
    """What a provider told us later of one attempt; stored even when it moves nothing."""

    attempt = models.ForeignKey(SendAttempt, on_delete=models.CASCADE, related_name="events")
    status = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    moved = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.status}"


class IncomingMessage(models.Model):
    """One text somebody sent us, counted once by the provider's id."""

    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="sent_us")
    channel = models.CharField(max_length=12)  # sms, whatsapp
    provider_key = models.CharField(max_length=64, unique=True)  # keyed hash of the provider's id
    gateway = models.CharField(max_length=20, blank=True)
    provider_id = models.CharField(max_length=64, blank=True)  # to erase it there too; emptied with the person
    body = models.TextField(blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    received_at = models.DateTimeField()
    about = models.CharField(max_length=40, blank=True, db_index=True)
    answered_by = models.CharField(max_length=60, blank=True)  # which conversation took it

    def __str__(self) -> str:
        return f"incoming {self.pk}"


class IncomingFile(models.Model):
    """A photo, video or voice note that came with a text and waits at the provider to be fetched."""

    incoming = models.ForeignKey(IncomingMessage, on_delete=models.CASCADE, related_name="files")
    url = models.CharField(max_length=500)  # at the provider: names an account and a message, no person
    content_type = models.CharField(max_length=60, blank=True)
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True, blank=True)  # kept, or given up
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(name="files_to_fetch", fields=["next_try_at"], condition=Q(settled_at=None)),
        ]

    def __str__(self) -> str:
        return f"file {self.pk} of incoming {self.incoming_id}"


class ProviderLog(models.Model):
    """How far a provider's log of incoming texts has been compared with ours."""

    gateway = models.CharField(max_length=20, primary_key=True)
    read_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.gateway} until {self.read_until}"


class ProviderErasure(models.Model):
    """A text that the provider still has of a person erased here; the row ends when the provider's copy does."""

    gateway = models.CharField(max_length=20)
    provider_id = models.CharField(max_length=64)
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_text_is_erased_once_at_its_provider", fields=["gateway", "provider_id"])
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.provider_id}"


class PhoneCall(models.Model):
    """A telephone call to or from the hotline; the hotline issue fills it from the provider."""

    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="calls")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    incoming = models.BooleanField(default=True)
    about = models.CharField(max_length=40, blank=True, db_index=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"call {self.pk}"


class Alarm(models.Model):
    """Somebody must be reached: texted again and again until a person acknowledges."""

    key = models.CharField(max_length=80)  # what is wrong, e.g. "no-team:stranding:12"
    about = models.CharField(max_length=40, blank=True, db_index=True)
    template = models.CharField(max_length=60)  # sms/<language>/<template>.txt
    context = models.JSONField(default=dict)
    raised_at = models.DateTimeField()
    next_call_at = models.DateTimeField()
    calls = models.PositiveSmallIntegerField(default=0)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_alarm_a_key",
                fields=["key"],
                condition=Q(acknowledged_at=None) & Q(cleared_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.key


class SweepLease(models.Model):
    """Which process runs a sweep now, on the database's clock, so that many triggers do no harm."""

    name = models.CharField(max_length=60, primary_key=True)
    held_until = models.DateTimeField()
    held_by = models.CharField(max_length=40, blank=True)
    last_ran_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class SimulatedText(models.Model):
    """What the simulator's pretended telephone company carried: shown on its page, never used outside it."""

    phone = models.CharField(max_length=20, db_index=True)
    incoming = models.BooleanField()  # True: the phone received it from us
    body = models.TextField()
    at = models.DateTimeField()
    provider_id = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"simulated {self.pk}"
