"""Every column that may hold personal data, and how it is emptied; a house test finds columns that are missing here."""

from enum import StrEnum


class Erasure(StrEnum):
    """What becomes of the value when a person asks to be forgotten, or its time is over."""

    EMPTIED = "emptied, the row stays for the counts"
    REPLACED = "replaced by a number that nobody can call"
    DELETED = "the row or the file is deleted"
    WITH_PERSON = "kept while the person works with the centre, then emptied by the coordinator"
    OF_OFFICE = "belongs to an office, not to a person"


PERSONAL: dict[str, Erasure] = {
    "accounts.User.username": Erasure.WITH_PERSON,
    "accounts.User.full_name": Erasure.WITH_PERSON,
    "accounts.User.email": Erasure.WITH_PERSON,
    "accounts.User.phone": Erasure.WITH_PERSON,
    "accounts.CentreSetting.hotline": Erasure.OF_OFFICE,
    "accounts.CentreSetting.whatsapp": Erasure.OF_OFFICE,
    "accounts.CentreSetting.authority_name": Erasure.OF_OFFICE,
    "accounts.CentreSetting.authority_phone": Erasure.OF_OFFICE,
    "accounts.CentreSetting.emergency_phone": Erasure.OF_OFFICE,
    "messaging.Contact.phone": Erasure.REPLACED,
    "messaging.Contact.name": Erasure.EMPTIED,
    "messaging.OutgoingMessage.body": Erasure.EMPTIED,
    "messaging.IncomingMessage.body": Erasure.EMPTIED,
    "messaging.SimulatedText.phone": Erasure.DELETED,
    "messaging.SimulatedText.body": Erasure.DELETED,
    "strandings.Report.words": Erasure.EMPTIED,
    "strandings.Report.place_name": Erasure.EMPTIED,
    "strandings.Report.understood": Erasure.EMPTIED,
    "strandings.Stranding.place_name": Erasure.EMPTIED,
    "strandings.Report.place_words": Erasure.EMPTIED,
    "strandings.ReportAddition.words": Erasure.EMPTIED,
    "strandings.Stranding.search_text": Erasure.EMPTIED,
    "strandings.Media.file": Erasure.DELETED,
    "strandings.TimelineEntry.by_words": Erasure.EMPTIED,
    "strandings.FieldTreatment.by_words": Erasure.EMPTIED,
    "strandings.Referral.result": Erasure.EMPTIED,
    "strandings.Partner.name": Erasure.OF_OFFICE,
    "strandings.Partner.phone": Erasure.OF_OFFICE,
    "strandings.PartnerSite.name": Erasure.OF_OFFICE,
    "rehab.Patient.came_from": Erasure.EMPTIED,
    "dispatch.Responder.name": Erasure.WITH_PERSON,
    "dispatch.Responder.phone": Erasure.WITH_PERSON,
}
