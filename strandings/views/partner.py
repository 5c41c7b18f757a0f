"""The page of a partner without a login: one case, behind a signed link, and the partner's answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from accounts import links
from accounts.doors import public
from common.lifecycle import NotAllowed
from strandings.actions import answer_referral
from strandings.forms.partner import AnswerForm
from strandings.lifecycle import REFERRAL_MOVES, ReferralStatus
from strandings.models import Media, Referral
from strandings.precision import Audience
from strandings.presenters import place_for


@public
@csrf_exempt  # without a referrer browsers send "Origin: null"; the secret in the address is what opens this page
def partner(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the case, POST stores the answer. An unknown, expired or revoked link is simply not found."""
    referral = _referral_of(token)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_referral(referral, at=timezone.now(), **form.cleaned_data)
        except NotAllowed:
            form.add_error(None, _("This case was already answered. Call us if that was wrong."))
        else:
            return redirect("partner", token=token)
    return _page(request, referral, form)


def _referral_of(token: str) -> Referral:
    link = links.resolve(token, "referral", at=timezone.now())
    referral = link and Referral.objects.select_related("stranding", "partner").filter(pk=link.subject_id).first()
    if not referral:
        raise Http404
    return referral


def _page(request: HttpRequest, referral: Referral, form: AnswerForm) -> HttpResponse:
    stranding = referral.stranding
    passed_on = set(referral.passed_on)
    context = {
        "referral": referral,
        "stranding": stranding,
        "place": place_for(stranding, Audience.PARTNER),
        "reports": stranding.reports.all() if "words" in passed_on else [],
        "photos": Media.objects.filter(report__stranding=stranding, kind="photo") if "photos" in passed_on else [],
        "form": form,
        "is_open": bool(REFERRAL_MOVES[ReferralStatus(referral.status)]),
    }
    response = render(request, "strandings/partner.html", context)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
