"""People who log in, desk shifts, signed links, and the centre's own settings."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

ROLE_LABELS = {
    Role.DISPATCHER: _("Dispatcher"),
    Role.RESPONDER: _("Responder"),
    Role.VET: _("Vet"),
    Role.KEEPER: _("Keeper"),
    Role.COORDINATOR: _("Coordinator"),
    Role.DIRECTOR: _("Director"),
}
EVENT_WORDS = {
    "centre_set_up": _("Set up the centre"),
    "settings_changed": _("Changed the settings"),
    "person_added": _("Account made"),
    "person_changed": _("Details changed"),
    "person_deactivated": _("Login taken away"),
    "person_reactivated": _("Login given back"),
    "password_set": _("New password set"),
    "factor_enrolled": _("Second step at login set up"),
    "factor_reset": _("Second step at login taken away"),
    "recovery_code_used": _("Came in with a recovery code"),
    "recovery_codes_renewed": _("New recovery codes made"),
    "personal_shown": _("Opened what is kept about a person"),
    "personal_exported": _("Exported what is kept about a person"),
    "personal_erased": _("Erased a person's data"),
    "token_made": _("API token made"),
    "token_revoked": _("API token revoked"),
}
LANGUAGE_CHOICES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]


class User(AbstractUser):
    """A person of the centre or of a response team who can log in."""

    first_name = None
    last_name = None
    full_name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=[(r.value, ROLE_LABELS[r]) for r in Role])
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_CHOICES, default="ru")
    factor_version = models.PositiveIntegerField(default=0)  # one more whenever the second factor comes or goes

    class Meta:
        constraints = [
            models.CheckConstraint(name="user_role_is_known", condition=models.Q(role__in=[r.value for r in Role]))
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_session_auth_hash(self) -> str:
        """Every open session ends when the password or the second factor changes, or when the rule about it does."""
        stands = f"{self.password}:{self.factor_version}:{bool(settings.SECOND_FACTOR)}"
        return salted_hmac("accounts.User.session", stands, algorithm="sha256").hexdigest()


class RecoveryCode(models.Model):
    """One way in when the telephone is lost: good for once, kept only as a slow hash."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=256)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"recovery code {self.pk}"


class DeskShift(models.Model):
    """Who answers at the desk, from when until when."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="desk_shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="desk_shift_ends_after_start", condition=models.Q(ends_at__gt=models.F("starts_at"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.starts_at:%Y-%m-%d %H:%M}"


class AccessLink(models.Model):
    """A signed link to one thing for one purpose; its token is derived, never stored (links.py)."""

    purpose = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject_id}"


class ApiToken(models.Model):
    """A key a person made for a program; only the SHA-256 of its 256 random bits is kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="api_tokens")
    label = models.CharField(max_length=60)  # what it is for, in the person's words
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    used_on = models.DateField(null=True, blank=True)  # the last day: enough to find the ones nobody uses
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.label


class AccountEvent(models.Model):
    """Append-only: who changed which person or setting, and when. Names of columns only, never what stood in them."""

    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=24)
    about = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="events")
    changed = models.JSONField(default=list)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"

    @property
    def words(self) -> str:
        """What happened, in the reader's language."""
        return EVENT_WORDS.get(self.verb, self.verb)


class CentreSetting(models.Model):
    """The one row that says which centre this is: nothing of it stands in the code."""

    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=160, blank=True)
    name_kk = models.CharField(_("name in Kazakh"), max_length=160, blank=True)
    hotline = models.CharField(_("hotline number"), max_length=20, blank=True)
    whatsapp = models.CharField(_("WhatsApp number"), max_length=20, blank=True)
    country = models.CharField(_("country code for phone numbers"), max_length=2, default="KZ")
    reference_prefix = models.CharField(_("letter of report numbers"), max_length=3, default="K")
    patient_prefix = models.CharField(_("letters of admission numbers"), max_length=4, default="CS")
    safe_distance_m = models.PositiveSmallIntegerField(_("safe distance, metres"), default=50)
    duty_from = models.TimeField(_("desk answers from"), null=True, blank=True)
    duty_until = models.TimeField(_("desk answers until"), null=True, blank=True)
    authority_name = models.CharField(_("authority for dead seals"), max_length=160, blank=True)
    authority_phone = models.CharField(_("its phone"), max_length=20, blank=True)
    authority_checked_on = models.DateField(_("number last checked on"), null=True, blank=True)
    emergency_phone = models.CharField(_("emergency number"), max_length=10, default="112")
    latitude = models.FloatField(_("latitude of the centre"), null=True, blank=True)
    longitude = models.FloatField(_("longitude of the centre"), null=True, blank=True)
    south = models.FloatField(_("region: south edge"), default=36.0)
    north = models.FloatField(_("region: north edge"), default=48.0)
    west = models.FloatField(_("region: west edge"), default=45.0)
    east = models.FloatField(_("region: east edge"), default=56.0)
    consent_version = models.PositiveSmallIntegerField(_("version of the consent text"), default=1)
    retention_days = models.PositiveSmallIntegerField(_("days personal data is kept after closing"), default=365)
    set_up_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(name="one_centre", condition=models.Q(pk=1)),
            models.CheckConstraint(
                name="region_has_an_inside",
                condition=models.Q(north__gt=models.F("south")) & models.Q(east__gt=models.F("west")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The centre's name in the reader's language, else in any it has."""
        from django.utils.translation import get_language

        own = getattr(self, f"name_{(get_language() or 'ru')[:2]}", "")
        return own or self.name_ru or self.name_kk or self.name_en

    @classmethod
    def load(cls) -> "CentreSetting":
        """The stored row, or an unsaved one with the defaults before the first-run page was filled in."""
        row = cls.objects.filter(pk=1).first() or cls(pk=1)
        CentreSetting.last_hotline = row.hotline
        return row


CentreSetting.last_hotline = ""  # what this process read last: shown while the database is away
