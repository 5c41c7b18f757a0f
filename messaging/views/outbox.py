"""/outbox/: what is owed, what went wrong and why, what nobody read, and the open alarms."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.doors import needs
from accounts.permissions import Permission, may
from messaging import actions, presenters, queries
from messaging.models import Alarm, OutgoingMessage

A_PAGE = 50
USEFUL_FOR = timedelta(hours=1)  # a text sent again by hand


@needs(Permission.SEE_MESSAGES)
@never_cache
@require_GET
def outbox(request):
    """Texts by filter, with their trouble; who may work cases can send one again and acknowledge alarms."""
    show = request.GET.get("show", "attention")
    show = show if show in queries.OUTBOX_FILTERS else "attention"
    page = Paginator(queries.outbox(show), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "show": show,
        "counts": queries.outbox_counts(),
        "page": page,
        "rows": [presenters.outbox_row(message) for message in page],
        "unread": [(each, presenters.mask(each.contact.phone)) for each in queries.unread()[:20]],
        "alarms": queries.open_alarms(),
        "may_work": may(request.user.role, Permission.WORK_CASES),
    }
    return render(request, "messaging/outbox.html", context)


@needs(Permission.WORK_CASES)
@require_POST
def again(request, pk: int):
    """Send an ended or uncertain text once more, knowingly."""
    message = get_object_or_404(OutgoingMessage, pk=pk)
    at = timezone.now()
    try:
        actions.retry(message, by=request.user, at=at, useless_after=at + USEFUL_FOR)
    except ValueError:
        messages.error(request, _("This text is already on its way again."))
    else:
        messages.success(request, _("The text is on its way again."))
    return redirect("outbox")


@needs(Permission.WORK_CASES)
@require_POST
def acknowledge(request, pk: int):
    """Somebody has the alarm in hand; back to the page it was acknowledged on."""
    actions.acknowledge_alarm(get_object_or_404(Alarm, pk=pk), by=request.user, at=timezone.now())
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "outbox")
