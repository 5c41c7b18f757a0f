"""What is kept about people who reported: found, shown, taken along, erased; and who looked at a number."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.actions import note_personal_data
from accounts.doors import needs
from accounts.models import EVENT_WORDS
from accounts.permissions import Permission
from common.phones import mask
from messaging.models import Contact
from strandings.actions import forget_contact
from strandings.presenters.timeline import VERBS
from strandings.queries import personal as queries

WORDS = {"number_seen": VERBS["number_seen"], **EVENT_WORDS}


class FindForm(forms.Form):
    """A number or a reference; sent by POST, so that no number stands in an address."""

    asked = forms.CharField(
        label=gettext_lazy("Phone number or case number"),
        max_length=40,
        error_messages={"required": gettext_lazy("Write a phone number or a case number.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@needs(Permission.MANAGE_CENTRE)
@never_cache
@require_GET
def personal(request: HttpRequest) -> HttpResponse:
    """The search, and the latest looks at a number."""
    return _page(request, FindForm())


@needs(Permission.MANAGE_CENTRE)
@never_cache
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """The people behind a number or a case, with the number hidden."""
    form = FindForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    found = queries.contacts_found(form.cleaned_data["asked"])
    if not found:
        form.add_error("asked", _("Nothing is kept about this number or case."))
    return _page(request, form, found=[(contact, mask(contact.phone)) for contact in found])


@needs(Permission.MANAGE_CENTRE)
@never_cache
@require_POST
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person with name and number; the look is recorded, so it is a POST."""
    contact = _contact(pk)
    note_personal_data("personal_shown", contact_id=contact.pk, by=request.user, at=timezone.now())
    context = {"contact": contact, "reports": queries.reports_of(contact), "texts": _texts(contact)}
    return render(request, "strandings/personal_person.html", context)


@needs(Permission.MANAGE_CENTRE)
@never_cache
@require_POST
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything kept about one person as a file."""
    contact = _contact(pk)
    at = timezone.now()
    note_personal_data("personal_exported", contact_id=contact.pk, by=request.user, at=at)
    answer = JsonResponse(queries.everything_about(contact), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="person-{contact.pk}-{at:%Y%m%d}.json"'
    return answer


@needs(Permission.MANAGE_CENTRE)
@never_cache
@require_POST
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one person; the seals stay."""
    contact = _contact(pk)
    at = timezone.now()
    forget_contact(contact, at=at, by=request.user, with_photos=request.POST.get("photos") == "on")
    note_personal_data("personal_erased", contact_id=contact.pk, by=request.user, at=at)
    messages.success(
        request,
        _("The person is forgotten. Words of reports whose case is still open go when the case is closed."),
    )
    return redirect("personal")


def _contact(pk: int) -> Contact:
    return get_object_or_404(Contact, pk=pk, erased_at=None)


def _texts(contact: Contact) -> int:
    return contact.owed.count() + contact.sent_us.count()


def _page(request: HttpRequest, form: FindForm, *, found: list | None = None, status: int = 200) -> HttpResponse:
    looks = [(look, WORDS[look.verb]) for look in queries.looks()]
    context = {"form": form, "found": found or [], "looks": looks}
    return render(request, "strandings/personal.html", context, status=status)
