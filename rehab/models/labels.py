"""What the words of the rehab are called on a page, in the reader's language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rehab.lifecycle import DoseStatus, PatientStatus

PATIENT_STATUS = {
    PatientStatus.IN_CARE: _("In care"),
    PatientStatus.PRE_RELEASE: _("Being prepared for release"),
    PatientStatus.LONG_TERM: _("In long-term care"),
    PatientStatus.RELEASED: _("Released"),
    PatientStatus.DIED: _("Died"),
    PatientStatus.EUTHANISED: _("Euthanised"),
    PatientStatus.TRANSFERRED: _("Transferred"),
    PatientStatus.ESCAPED: _("Escaped"),
    PatientStatus.OUTCOME_UNKNOWN: _("Outcome not known"),
}
DOSE_STATUS = {
    DoseStatus.DUE: pgettext_lazy("dose", "Due"),
    DoseStatus.GIVEN: pgettext_lazy("dose", "Given"),
    DoseStatus.PARTLY: pgettext_lazy("dose", "Partly given"),
    DoseStatus.REFUSED: pgettext_lazy("dose", "Refused"),
    DoseStatus.HELD: pgettext_lazy("dose", "Held"),
    DoseStatus.MISSED: pgettext_lazy("dose", "Missed"),
    DoseStatus.VOIDED: pgettext_lazy("dose", "Voided"),
}
FEEDING_STATUS = {
    "due": pgettext_lazy("feeding", "Due"),
    "eaten": pgettext_lazy("feeding", "Ate all"),
    "part": pgettext_lazy("feeding", "Ate a part"),
    "none": pgettext_lazy("feeding", "Did not eat"),
    "missed": pgettext_lazy("feeding", "Not recorded"),
    "voided": pgettext_lazy("feeding", "Voided"),
}
ENCLOSURE_KIND = {"pool": _("Pool"), "pen": _("Pen")}
EXAM_KIND = {
    "intake": _("Intake"),
    "recheck": _("Re-check"),
    "weekly": _("Weekly"),
    "pre_release": _("Before release"),
    "release": pgettext_lazy("examination", "Release"),
}
MENTATION = {
    "BAR": _("Bright, alert"),
    "QAR": _("Quiet, alert"),
    "depressed": _("Depressed"),
    "obtunded": _("Obtunded"),
    "non_responsive": _("Not responsive"),
}
DEHYDRATION = {
    "none": pgettext_lazy("dehydration", "None"),
    "mild": pgettext_lazy("dehydration", "Mild"),
    "moderate": pgettext_lazy("dehydration", "Moderate"),
    "severe": pgettext_lazy("dehydration", "Severe"),
}
BODY_CONDITION = {
    1: _("1: emaciated"),
    2: _("2: thin"),
    3: _("3: moderate"),
    4: _("4: good"),
    5: _("5: robust"),
}
SPECIES_GROUP = {
    "phocid": _("true seals"),
    "otariid": _("sea lions and fur seals"),
    "pinniped": _("both groups of seals"),
}
ROUTE = {
    "PO": _("by mouth"),
    "SQ": _("under the skin"),
    "IM": _("into the muscle"),
    "IV": _("into the vein"),
    "IO": _("into the bone"),
    "IP": _("into the belly"),
    "topical": _("on the skin"),
    "OU": _("both eyes"),
    "OD": _("right eye"),
    "OS": _("left eye"),
    "nebulised": _("nebulised"),
    "intranasal": _("into the nose"),
    "rectal": _("rectal"),
    "gavage": _("by stomach tube"),
}
FREQUENCY = {
    "ONCE": _("once"),
    "SID": _("once a day, at rounds"),
    "BID": _("twice a day, at rounds"),
    "TID": _("3 times a day, at rounds"),
    "QID": _("4 times a day, at rounds"),
    "5XD": _("5 times a day, at rounds"),
    "6XD": _("6 times a day, at rounds"),
    "Q4H": _("every 4 hours"),
    "Q6H": _("every 6 hours"),
    "Q8H": _("every 8 hours"),
    "Q12H": _("every 12 hours"),
    "Q24H": _("every 24 hours"),
    "Q48H": _("every 48 hours"),
    "Q72H": _("every 72 hours"),
    "Q7D": _("every 7 days"),
    "Q14D": _("every 14 days"),
    "Q21D": _("every 21 days"),
    "Q28D": _("every 28 days"),
    "PRN": _("as needed"),
}
FEEDING_STAGE = {
    0: _("0: fluids by tube"),
    1: _("1: formula by tube"),
    2: _("2: fish gruel by tube"),
    3: _("3: fish by hand"),
    4: _("4: free feeding on dead fish"),
    5: _("5: competes, live fish"),
}
TASK_KIND = {
    "weigh": _("Weigh"),
    "examine": _("Examine"),
    "check": _("Check"),
    "sample": _("Take a sample"),
    "water": _("Water reading"),
    "clean": _("Clean"),
    "other": pgettext_lazy("task", "Other"),
}
GATE = {
    "historical_assessment": _("History and origin"),
    "developmental_assessment": _("Development and moult"),
    "behavioural_clearance": _("Behaviour: shy of people"),
    "medical_clearance": _("Health: examination"),
    "weight_at_or_above_target": _("Weight at or above the target"),
    "bloodwork_within_reference": _("Blood within the reference"),
    "infectious_disease_screen": _("Infectious disease screen"),
    "drug_withdrawal_complete": _("Drugs withdrawn"),
    "free_feeding_and_competing": _("Feeds freely and competes"),
    "live_fish_trial": _("Live fish trial"),
    "individually_marked": _("Individually marked"),
    "vet_signoff": _("Signature of the vet"),
    "authority_approval": _("Approval of the authority"),
    "release_site_and_weather_ok": _("Site, weather, open water"),
    "post_release_plan": _("Plan after the release"),
}
GATE_VERDICT = {
    "open": pgettext_lazy("gate", "Open"),
    "passed": pgettext_lazy("gate", "Passed"),
    "failed": pgettext_lazy("gate", "Not passed"),
    "not_needed": pgettext_lazy("gate", "Not needed"),
}
RELEASE_CATEGORY = {
    "releasable": _("Releasable"),
    "conditionally_releasable": _("Conditionally releasable"),
    "non_releasable": _("Not releasable"),
}
MEASURED = {
    "temp_c": _("Body temperature, °C"),
    "glucose_mmol_l": _("Glucose, mmol/L"),
    "release_weight_kg": _("Weight for release, kg"),
    "daily_gain_kg": _("Daily gain, kg"),
}


def pairs(labels: dict) -> list[tuple]:
    """A label table with plain keys as model choices."""
    return list(labels.items())


UNIT = {
    "mg/kg": _("mg/kg"),
    "mL/kg": _("mL/kg"),
    "IU/kg": _("IU/kg"),
    "mg": _("mg"),
    "mL": _("mL"),
    "IU": _("IU"),
    "tab": _("tab."),
}
