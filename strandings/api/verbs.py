"""What a dispatcher does to a case: the same verbs as on the board, one action each."""

from uuid import uuid4

from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.api.problems import Refused, Unprocessable
from strandings import actions
from strandings.actions.merging import CannotMerge
from strandings.api.case import Verb, verb
from strandings.gazetteer import by_slug
from strandings.lifecycle import ReferralStatus
from strandings.models import Referral, StrandingLink
from strandings.queries.cases import all_reports, find_case, partners
from strandings.queries.people import watchers
from strandings.queries.places import name_of
from strandings.serializers import verbs as takes
from strandings.words import PlaceMethod


def _chosen(rows, pk: int, field: str):
    """The row the caller named, or a problem with that field."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Unprocessable({field: [gettext("There is none with this number.")]})
    return found


class Acknowledge(Verb):
    operations = verb(_("Take it into work"), versioned=False)

    def act(self, case, told):
        actions.acknowledge(case, by=self.request.user, at=self.at)


class AskForTeam(Verb):
    operations = verb(_("Ask for a team"), versioned=False)

    def act(self, case, told):
        actions.ask_for_team(case, by=self.request.user, at=self.at)


class SetPriority(Verb):
    operations = verb(_("Set the priority"), takes.PriorityIn)

    def act(self, case, told):
        actions.set_priority(case, priority=told["priority"], why=told["why"], by=self.request.user, at=self.at)


class SetPlace(Verb):
    operations = verb(_("Set the place"), takes.PlaceIn)

    def act(self, case, told):
        chosen = by_slug(told["place"]) if told["place"] else None
        where = told if "latitude" in told else vars(chosen)
        method = told["place_method"] if "latitude" in told else PlaceMethod.PLACE_NAME
        actions.set_place(
            case,
            latitude=where["latitude"],
            longitude=where["longitude"],
            accuracy_m=told.get("accuracy_m") or where.get("accuracy_m"),
            method=method,
            place_name=name_of(chosen) if chosen else "",
            place_slug=chosen.slug if chosen else "",
            by=self.request.user,
            at=self.at,
        )


class Hold(Verb):
    operations = verb(_("Offer it to nobody until a time"), takes.HoldIn)

    def act(self, case, told):
        actions.hold(case, until=told["until"], because=told["because"], by=self.request.user, at=self.at)


class Release(Verb):
    operations = verb(_("Go on with a held case"), versioned=False)

    def act(self, case, told):
        actions.release_hold(case, by=self.request.user, at=self.at)


class Watch(Verb):
    operations = verb(_("Leave it in peace and look again"), takes.WatchIn)

    def act(self, case, told):
        actions.watch(
            case,
            watcher=_chosen(watchers(), told["watcher"], "watcher"),
            next_look_at=told["next_look_at"],
            why=told["why"],
            by=self.request.user,
            at=self.at,
        )


class Refer(Verb):
    operations = verb(_("Pass to a partner"), takes.ReferIn)

    def act(self, case, told):
        actions.refer(
            case,
            partner=_chosen(partners(), told["partner"], "partner"),
            answer_by=told["answer_by"],
            passed_on=told["passed_on"],
            by=self.request.user,
            at=self.at,
        )


class PartnerAnswer(Verb):
    operations = verb(_("Write down a partner's answer"), takes.PartnerAnswerIn, versioned=False)

    def act(self, case, told):
        referral = _chosen(Referral.objects.filter(stranding=case), told["referral"], "referral")
        actions.answer_referral(
            referral,
            to=ReferralStatus(told["to"]),
            at=self.at,
            by=self.request.user,
            act_number=told["act_number"],
            disposition=told.get("disposition", ""),
            result=told["result"],
        )


class Close(Verb):
    operations = verb(_("Close the case"), takes.CloseIn)

    def act(self, case, told):
        actions.close(case, resolution=told["resolution"], note=told["note"], by=self.request.user, at=self.at)


class Reopen(Verb):
    operations = verb(_("Open it again"), takes.ReopenIn)

    def act(self, case, told):
        actions.reopen(case, to=told["to"], why=told["why"], by=self.request.user, at=self.at)


class Merge(Verb):
    operations = verb(_("Join it to another case"), takes.MergeIn)

    def act(self, case, told):
        into = find_case(told["into"])
        if into is None:
            raise Unprocessable({"into": [gettext("There is no case with this number.")]})
        try:
            actions.merge(case, into=into, by=self.request.user, at=self.at)
        except CannotMerge as problem:
            raise Refused(why_not(problem)) from problem


class Unmerge(Verb):
    operations = verb(_("Separate two joined cases"), versioned=False)

    def act(self, case, told):
        link = StrandingLink.objects.filter(source=case, kind="merged", undone_at=None).order_by("-pk").first()
        if link is None:
            raise Refused(gettext("These cases are separated already."))
        try:
            actions.unmerge(link, by=self.request.user, at=self.at)
        except CannotMerge as problem:
            raise Refused(why_not(problem)) from problem


class Note(Verb):
    operations = verb(_("Write a note"), takes.NoteIn, versioned=False)

    def act(self, case, told):
        actions.note(case, verb="note", details={"why": told["words"]}, by=self.request.user, at=self.at)


class Write(Verb):
    operations = verb(_("Text the reporter"), takes.WriteIn, versioned=False, keyed=True)

    def act(self, case, told):
        report = all_reports().filter(stranding=case, pk=told["report"]).first()
        if report is None:
            raise Http404
        key = (self.key() or uuid4()).hex
        owed = actions.write_to_reporter(report, words=told["words"], by=self.request.user, at=self.at, key=key)
        if owed is None:
            raise Refused(gettext("This person cannot be written to: no number, or they asked for no more texts."))


class SetOutcome(Verb):
    operations = verb(_("Write what became of the seals"), takes.OutcomeIn)

    def act(self, case, told):
        actions.end_at_desk(case, outcome=told["outcome"], note_text=told["note"], by=self.request.user, at=self.at)


def why_not(problem: CannotMerge) -> str:
    """Why two cases cannot become one, or two again."""
    reasons = {
        "same": gettext("This is the same case."),
        "has_team": gettext("A team is on its way to this case. Join the other case to this one instead."),
        "both_have_teams": gettext("Both cases have a team on the way. Call one off first."),
        "target_closed": gettext("One of the two cases is closed."),
        "not_last": gettext("This cannot be undone any more: something else depends on it."),
    }
    return reasons.get(problem.why, gettext("These cases cannot be joined."))


VERBS: dict[str, type[Verb]] = {
    "acknowledge": Acknowledge,
    "ask-for-team": AskForTeam,
    "priority": SetPriority,
    "place": SetPlace,
    "hold": Hold,
    "release": Release,
    "watch": Watch,
    "refer": Refer,
    "partner-answer": PartnerAnswer,
    "close": Close,
    "reopen": Reopen,
    "merge": Merge,
    "unmerge": Unmerge,
    "note": Note,
    "write": Write,
    "outcome": SetOutcome,
}
