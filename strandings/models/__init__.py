"""The nouns of the spine."""

from strandings.models.animals import (
    Animal,
    CarcassCount,
    FieldTreatment,
    Mark,
    Necropsy,
    Sample,
    StrandedAnimal,
)
from strandings.models.cases import Incident, Sector, Stranding, StrandingLink, TimelineEntry
from strandings.models.partners import Partner, PartnerSite, Referral
from strandings.models.reports import Media, Report, ReportAddition, YearCounter

__all__ = [
    "Animal",
    "CarcassCount",
    "FieldTreatment",
    "Incident",
    "Mark",
    "Media",
    "Necropsy",
    "Partner",
    "PartnerSite",
    "Referral",
    "Report",
    "ReportAddition",
    "Sample",
    "Sector",
    "StrandedAnimal",
    "Stranding",
    "StrandingLink",
    "TimelineEntry",
    "YearCounter",
]
