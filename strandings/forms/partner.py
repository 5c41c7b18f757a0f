"""What a partner answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.texts import clean_text
from strandings.lifecycle import ReferralStatus
from strandings.models.labels import OUTCOME, REFERRAL_STATUS
from strandings.words import Outcome

ANSWERS = [
    ReferralStatus.RECEIVED,
    ReferralStatus.GOING,
    ReferralStatus.DONE,
    ReferralStatus.NOT_FOUND,
    ReferralStatus.NOT_OURS,
]
DISPOSITIONS = [
    Outcome.CARCASS_REMOVED,
    Outcome.CARCASS_MARKED,
    Outcome.CARCASS_COLLECTED,
    Outcome.RELEASED_ON_SITE,
    Outcome.LEFT_IN_PEACE,
    Outcome.DIED_ON_SITE,
    Outcome.WENT_TO_SEA,
]


class AnswerForm(forms.Form):
    """Received, going, done (with what was done), not found, not ours; and the number of the act."""

    to = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(a.value, REFERRAL_STATUS[a]) for a in ANSWERS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer")},
    )
    disposition = forms.ChoiceField(
        label=_("What was done"),
        required=False,
        choices=[("", _("Not said")), *[(d.value, OUTCOME[d]) for d in DISPOSITIONS]],
    )
    act_number = forms.CharField(label=_("Number of the act"), required=False, max_length=60)
    result = forms.CharField(
        label=_("Remarks"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_to(self) -> ReferralStatus:
        return ReferralStatus(self.cleaned_data["to"])

    def clean_act_number(self) -> str:
        return clean_text(self.cleaned_data["act_number"], 60)

    def clean_result(self) -> str:
        return clean_text(self.cleaned_data["result"], 2000)

    def clean(self) -> dict:
        found = super().clean()
        if found.get("to") == ReferralStatus.DONE and not found.get("disposition"):
            self.add_error("disposition", _("Say what was done"))
        return found
