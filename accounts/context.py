"""What every template may count on."""

from accounts.models import CentreSetting


def centre_and_navigation(request):
    """The centre's settings."""
    return {"centre": CentreSetting.load()}
