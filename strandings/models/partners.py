"""Those who help without a login, and what was passed on to them."""

from django.conf import settings
from django.db import models

from accounts.models import LANGUAGE_CHOICES, AccessLink
from strandings.lifecycle import ReferralStatus
from strandings.models import labels
from strandings.models.cases import Stranding
from strandings.models.labels import choices


class Partner(models.Model):
    """An institution outside the centre: fish inspection, oilfield, border guard, police."""

    name = models.CharField(max_length=160)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES, default="ru")
    takes = models.CharField(max_length=160, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class PartnerSite(models.Model):
    """A place a partner runs, and how to get in."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="sites")
    name = models.CharField(max_length=160)
    latitude = models.FloatField()
    longitude = models.FloatField()
    access_rules = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Referral(models.Model):
    """What was passed on to which partner, by when an answer is due, and the answer."""

    stranding = models.ForeignKey(Stranding, on_delete=models.PROTECT, related_name="referrals")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="referrals")
    status = models.CharField(max_length=10, choices=choices(labels.REFERRAL_STATUS), default=ReferralStatus.SENT)
    passed_on = models.JSONField(default=list)  # which facts: place, count, photos, words
    link = models.ForeignKey(AccessLink, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateTimeField()
    silent_since = models.DateTimeField(null=True, blank=True)  # the deadline passed unanswered
    answered_at = models.DateTimeField(null=True, blank=True)
    act_number = models.CharField(max_length=60, blank=True)
    disposition = models.CharField(max_length=20, choices=choices(labels.OUTCOME), blank=True)
    result = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.partner_id} {self.status}"
