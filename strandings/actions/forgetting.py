"""Forgetting a person: at their wish, at the coordinator's, or when the time to keep them is over."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from common.folding import fold
from messaging.actions import erase_contact
from messaging.models import Contact
from strandings.actions.record import note
from strandings.lifecycle import StrandingStatus
from strandings.models import Media, Report, ReportAddition, Stranding


def forget_reporter(report: Report, *, at: datetime) -> Report:
    """Delete the person's number and name from every report of theirs; the reports and seals stay.

    Their words go too, at once where the case is closed, else when it closes: somebody is on the way to the place.
    """
    if report.contact is not None:
        forget_contact(report.contact, at=at, by_words="reporter")
        report.contact = None
    return report


@transaction.atomic
def forget_contact(
    contact: Contact, *, at: datetime, by: User | None = None, by_words: str = "", with_photos: bool = False
) -> None:
    """Forget one person everywhere in strandings and messages; with_photos deletes the pictures they sent as well."""
    reports = list(contact.reports.select_related("stranding"))
    for stranding in Stranding.objects.select_for_update().filter(pk__in=contact.reports.values("stranding_id")):
        details = {"contact": contact.pk}
        note(stranding, verb="reporter_forgotten", by=by, by_words=by_words, at=at, details=details)
    contact.reports.update(contact=None, forget_asked_at=at)
    erase_contact(contact, at=at)
    for report in reports:
        if report.stranding.status == StrandingStatus.CLOSED:
            erase_words(report, at=at)
        if with_photos:
            _delete_photos(report)


@transaction.atomic
def erase_words(report: Report, *, at: datetime) -> None:
    """Empty everything the person wrote or said; what was understood of the seal (count, state, place) stays."""
    ReportAddition.objects.filter(report=report).update(words="")
    own_place = {} if report.place_slug else {"place_name": ""}  # a gazetteer's name tells of nobody
    Report.objects.filter(pk=report.pk).update(words="", place_words="", understood={}, words_erased_at=at, **own_place)
    for stranding in Stranding.objects.filter(pk__in={report.stranding_id, report.first_stranding_id}):
        _empty_search(stranding)
        stranding.referrals.update(result="")


def _empty_search(stranding: Stranding) -> None:
    """The stranding keeps its reference and its gazetteer place, and the words of reports that are not erased yet."""
    kept = list(stranding.reports.filter(words_erased_at=None).values_list("place_name", "place_words", "words"))
    own = next((place or words[:160] for place, words, _ in kept if place or words), "")
    name = stranding.place_name if stranding.place_slug else own
    words = " ".join(" ".join(row) for row in kept)
    Stranding.objects.filter(pk=stranding.pk).update(
        place_name=name, search_text=fold(f"{stranding.reference} {name} {words}")
    )


def _delete_photos(report: Report) -> None:
    """The rows go in the transaction, the files after it: a file without a row hurts nobody, a row without one does."""
    for kept in Media.objects.filter(report=report):
        storage, name = kept.file.storage, kept.file.name
        kept.delete()
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
