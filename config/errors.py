"""Pages of refusals that Django would answer in its own words."""

from django.shortcuts import render


def form_refused(request, reason=""):
    """A form without its proof of origin: nothing was saved, and the page says what to do (403)."""
    return render(request, "csrf.html", status=403)
