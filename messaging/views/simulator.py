"""/sim/: every simulated telephone on one page. It exists only with the simulator, in a demo or while developing."""

import hmac
import json
import logging
import uuid

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from accounts.doors import public
from messaging import presenters, queries
from messaging.actions import send_from_phone, take_photo
from messaging.forms import TextForm
from messaging.gateways.simulator import KEY_HEADER, door_key, runs
from messaging.models import Contact

logger = logging.getLogger(__name__)
PHONES = 24  # on the page; an older one is reached by sending from its number again


@public
@never_cache
@require_GET
def simulator(request):
    """All telephones, and a form for somebody with a new one."""
    _only_in_a_demo()
    return _page(request, None, TextForm(initial={"id": uuid.uuid4().hex}))


@public
@never_cache
@require_GET
def simulator_phone(request, contact_id: int):
    """One telephone: what it received and sent, and a form to send from it."""
    _only_in_a_demo()
    contact = get_object_or_404(Contact, pk=contact_id, erased_at=None)
    return _page(request, contact, TextForm(initial={"phone": contact.phone, "id": uuid.uuid4().hex}))


@public
@require_POST
@csrf_exempt
def simulator_send(request):
    """The inbound door. Programs send JSON with the key header and get {"received": id}; the page sends its form."""
    _only_in_a_demo()
    if request.content_type == "application/json":
        return _from_a_program(request)
    return _from_the_page(request)


def _from_a_program(request):
    if not hmac.compare_digest(request.headers.get(KEY_HEADER, "").encode(), door_key().encode()):
        logger.warning("the simulator's door refused a wrong key")
        return JsonResponse({"error": f"{KEY_HEADER} is missing or wrong"}, status=403)
    try:
        told = json.loads(request.body)
    except (ValueError, UnicodeDecodeError):
        told = None
    if not isinstance(told, dict):
        return JsonResponse({"error": "a JSON object is expected"}, status=400)
    form = TextForm(told)
    if not form.is_valid():
        return JsonResponse({"error": form.errors.get_json_data()}, status=400)
    return JsonResponse({"received": _receive(form).pk})


@csrf_protect
def _from_the_page(request):
    form = TextForm(request.POST, request.FILES)
    if form.is_valid():
        incoming, photo = _receive(form), form.cleaned_data["photo"]
        if photo and (problem := take_photo(incoming, file=photo, at=timezone.now())):
            messages.error(request, problem)
        return redirect("simulator_phone", incoming.contact_id)
    contact = Contact.objects.filter(phone=form.cleaned_data.get("phone", "")).first()
    return _page(request, contact, form, status=422)


def _receive(form: TextForm):
    told = form.cleaned_data
    return send_from_phone(
        phone=told["phone"],
        body=told["body"],
        at=timezone.now(),
        provider_id=told["id"] or uuid.uuid4().hex,
        latitude=told["latitude"],
        longitude=told["longitude"],
        has_photo=bool(told["photo"]),
    )


def _page(request, contact: Contact | None, form: TextForm, status: int = 200):
    thread = queries.simulated_thread(contact.phone) if contact else []
    context = {
        "phones": queries.simulated_phones()[:PHONES],
        "contact": contact,
        "thread": [presenters.bubble(text) for text in thread],
        "form": form,
    }
    return render(request, "messaging/simulator.html", context, status=status)


def _only_in_a_demo() -> None:
    if not runs():
        raise Http404
