"""What a person agrees to when leaving a number. CentreSetting.consent_version counts up when the wording changes."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SPOKEN = gettext_lazy("We keep your number and your words to help this seal and delete them later. Do you agree?")


def written(centre) -> str:
    """The sentence under the report form, in the active language."""
    return _(
        "By sending you agree that %(centre)s keeps your number and your words to help this seal, shows them only to "
        "those who help, and deletes them %(days)s days after the end. You can have them deleted sooner."
    ) % {"centre": centre.name, "days": centre.retention_days}


def spoken(language: str) -> str:
    """The question a dispatcher reads out, in the caller's language."""
    with translation.override(language):
        return str(SPOKEN)
