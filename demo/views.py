"""A reading door beside the simulator's inbound one, for programs that replay messages."""

import hmac

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.doors import public
from demo.heard import became_of
from messaging.gateways.simulator import KEY_HEADER, door_key, runs
from messaging.models import IncomingMessage


@public
@never_cache
@require_GET
def heard(request, pk: int):
    """What became of one text sent through /sim/send/, as JSON; only with the simulator and its key."""
    if not runs():
        raise Http404
    if not hmac.compare_digest(request.headers.get(KEY_HEADER, "").encode(), door_key().encode()):
        return JsonResponse({"error": f"{KEY_HEADER} is missing or wrong"}, status=403)
    return JsonResponse(became_of(get_object_or_404(IncomingMessage, pk=pk)))
