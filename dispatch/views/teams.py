"""Response teams: the list, one team with its members and things; and a responder's own page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import links
from accounts.doors import needs
from accounts.permissions import Permission
from dispatch import actions
from dispatch.forms.roster import MemberForm, TeamForm
from dispatch.models import Responder, ResponseTeam
from dispatch.models.labels import ASSIGNMENT_STATUS
from dispatch.presenters.board import place_words, title
from dispatch.presenters.roster import team_hint
from dispatch.queries.field import open_assignments_of
from dispatch.queries.roster import duty_now, teams_with_everything
from messaging.queries import unreachable


@needs(Permission.MANAGE_ROSTER)
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """Every team, its members and whether it is on duty now."""
    on_duty = duty_now(timezone.now())
    rows = [
        {
            "team": team,
            "hint": team_hint(team),
            "on_duty": team.pk in on_duty,
            "members": [member for member in team.members.all() if member.is_active],
        }
        for team in teams_with_everything()
    ]
    return render(request, "dispatch/teams.html", {"rows": rows})


@needs(Permission.MANAGE_ROSTER)
@require_http_methods(["GET", "HEAD", "POST"])
def team_add(request: HttpRequest) -> HttpResponse:
    """A new team."""
    return _team(request, ResponseTeam(), "dispatch/team.html")


@needs(Permission.MANAGE_ROSTER)
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """One team: base, means, things, members."""
    return _team(request, get_object_or_404(ResponseTeam, pk=pk), "dispatch/team.html")


def _team(request: HttpRequest, subject: ResponseTeam, template: str) -> HttpResponse:
    was = subject.name
    form = TeamForm(request.POST if request.method == "POST" else None, instance=subject)
    context = {"form": form, "team": subject, "name": was, "members": []}
    if subject.pk:
        members = list(subject.members.order_by("-is_active", "-is_leader", "order", "pk"))
        trouble = unreachable([member.phone for member in members])
        context["members"] = [(member, trouble.get(member.phone, "")) for member in members]
        context["on_duty"] = subject.pk in duty_now(timezone.now())
    if request.method != "POST":
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        saved = actions.save_team(
            form.instance,
            version=form.cleaned_data["version"] if subject.pk else None,
            equipment=form.equipment(),
            by=request.user,
            at=timezone.now(),
        )
    except actions.TeamChanged as changed:
        form.data = form.data.copy()
        form.data["version"] = str(changed.now.version)
        return render(request, template, {**context, "conflict": changed.now}, status=409)
    messages.success(request, _("Saved."))
    return redirect("team", pk=saved.pk)


@needs(Permission.MANAGE_ROSTER)
@require_POST
def team_off(request: HttpRequest, pk: int) -> HttpResponse:
    """The team is off duty from now."""
    subject = get_object_or_404(ResponseTeam, pk=pk)
    actions.go_off_duty(subject, by=request.user, at=timezone.now())
    messages.success(request, _("%(team)s is off duty from now.") % {"team": subject.name})
    return redirect("team", pk=pk)


@needs(Permission.MANAGE_ROSTER)
@require_http_methods(["GET", "HEAD", "POST"])
def member_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new member of a team."""
    return _member(request, Responder(team=get_object_or_404(ResponseTeam, pk=pk)))


@needs(Permission.MANAGE_ROSTER)
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """One member."""
    return _member(request, get_object_or_404(Responder.objects.select_related("team"), pk=pk))


def _member(request: HttpRequest, subject: Responder) -> HttpResponse:
    form = MemberForm(request.POST if request.method == "POST" else None, instance=subject)
    if request.method == "POST" and form.is_valid():
        actions.save_member(form.instance, by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("team", pk=subject.team_id)
    status = 422 if form.errors else 200
    return render(request, "dispatch/member.html", {"form": form, "team": subject.team}, status=status)


@needs(Permission.RESPOND)
@require_safe
def my_assignments(request: HttpRequest) -> HttpResponse:
    """What the responder's teams are asked or on, each with its page."""
    rows = [
        {
            "assignment": assignment,
            "title": title(assignment.stranding),
            "place": place_words(assignment.stranding),
            "status": ASSIGNMENT_STATUS[assignment.status],
            "address": reverse("go", args=[links.token(assignment.link)]) if assignment.link else "",
        }
        for assignment in open_assignments_of(request.user)
    ]
    return render(request, "dispatch/my.html", {"rows": rows})
