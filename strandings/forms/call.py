"""What a dispatcher writes down during a call: answers in the protocol's order, and the caller's own words."""

from functools import cached_property

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import LANGUAGE_CHOICES, CentreSetting
from common.phones import normalise
from common.texts import clean_text
from strandings import consent
from strandings.forms.token import FormStart, read_token
from strandings.gazetteer import by_slug
from strandings.models.labels import KIND
from strandings.told import Told
from strandings.triage import Facts
from strandings.understanding import Understood, understand
from strandings.understanding.coordinates import Region
from strandings.words import Channel, Kind, PlaceMethod, Sign, State

NONE = "none"
LIMIT = 4000
_ABOUT = [Kind.SEAL, Kind.THREAT, Kind.RESIGHTING, Kind.QUESTION, Kind.OTHER]
_COUNTS = {"1": (1, 1), "2": (2, 2), "3-5": (3, 5), "6+": (6, 20)}
_COATS = {"white": {Sign.WHITE_COAT, Sign.PUP}, "small": {Sign.PUP}, "big": set()}
_SINCE = {"minutes": set(), "hours": set(), "day": {Sign.LONG_WATCHED}, "gone": {Sign.STALE}}
# A "none of these" to a question takes back what the words seemed to say
_ASKED = {
    "hurt": {Sign.NET, Sign.WOUND},
    "condition": {Sign.SICK, Sign.THIN, Sign.BREATHING, Sign.STILL},
    "around": {Sign.DOGS, Sign.PEOPLE, Sign.INLAND, Sign.BITE},
}


def _many(*choices) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(required=False, choices=choices)


def _one(*choices) -> forms.ChoiceField:
    return forms.ChoiceField(required=False, choices=choices)


class CallForm(forms.Form):
    """Nothing is compulsory but some word of what it is about; doubt is an answer everywhere."""

    token = forms.CharField(required=False)
    language = forms.ChoiceField(required=False, choices=LANGUAGE_CHOICES)
    about = forms.ChoiceField(required=False, choices=[(kind.value, KIND[kind]) for kind in _ABOUT])
    words = forms.CharField(required=False)
    place = forms.CharField(required=False)
    place_words = forms.CharField(required=False)
    state = _one(
        (State.ALIVE.value, pgettext_lazy("seal", "Alive")),
        (State.DEAD.value, pgettext_lazy("seal", "Dead")),
        (State.MIXED.value, _("Some alive, some dead")),
        (State.UNKNOWN.value, _("Does not know")),
    )
    remains = _one(
        (Sign.FRESH.value, _("Whole, no smell")),
        (Sign.OLD.value, _("Swollen or smells")),
        (Sign.BONES.value, _("Dried out or bones")),
    )
    count = _one(("1", "1"), ("2", "2"), ("3-5", "3–5"), ("6+", _("6 or more")), ("", _("Does not know")))
    count_exact = forms.IntegerField(required=False, min_value=1, max_value=20000)
    hurt = _many(
        (Sign.NET.value, _("Net, rope or plastic on it")),
        (Sign.WOUND.value, _("Blood or a wound")),
        (NONE, _("None of these")),
    )
    net_where = _one(
        (Sign.IN_WATER.value, _("In the water")), (Sign.IN_BOAT.value, _("In a boat")), ("land", _("On land"))
    )
    coat = _one(
        ("white", _("White")),
        ("small", _("Grey, under a metre")),
        ("big", _("Over a metre")),
        ("", _("Does not know")),
    )
    condition = _many(
        (Sign.SICK.value, _("Weak")),
        (Sign.THIN.value, _("Very thin")),
        (Sign.BREATHING.value, _("Trouble breathing, coughing")),
        (Sign.STILL.value, _("Not moving")),
        (NONE, _("Lively")),
    )
    around = _many(
        (Sign.DOGS.value, _("Dogs are close")),
        (Sign.PEOPLE.value, _("People are too close")),
        (Sign.INLAND.value, _("A road, or far from the sea")),
        (Sign.ON_ICE.value, _("On ice")),
        (Sign.OIL.value, _("Oil on the fur")),
        (Sign.BITE.value, _("A person was bitten")),
        (NONE, _("Nobody")),
    )
    since = _one(
        ("minutes", _("Minutes")),
        ("hours", _("Hours")),
        ("day", _("More than a day")),
        ("gone", _("Seen more than a day ago")),
    )
    photo = _one(("yes", _("Yes")), ("no", _("No")))
    stays = _one(("yes", _("Yes")), ("no", _("No")))
    name = forms.CharField(required=False, max_length=120)
    phone = forms.CharField(required=False, max_length=60)
    consent = forms.BooleanField(required=False)
    priority = _one(*[(str(number), f"P{number}") for number in range(1, 6)])
    why = forms.CharField(required=False, max_length=160)

    def clean_words(self) -> str:
        return clean_text(self.cleaned_data["words"], LIMIT)

    def clean_place_words(self) -> str:
        return clean_text(self.cleaned_data["place_words"], LIMIT)

    def clean_name(self) -> str:
        return clean_text(self.cleaned_data["name"], 120)

    def clean_why(self) -> str:
        return clean_text(self.cleaned_data["why"], 160)

    def clean_phone(self) -> str:
        written = clean_text(self.cleaned_data["phone"], 60)
        phone = normalise(written, CentreSetting.load().country) if written else ""
        if phone is None:
            raise forms.ValidationError(_("Enter a phone number, like +7 701 123 45 67"))
        return phone

    def clean(self) -> dict:
        told = super().clean()
        about_no_seal = told.get("about") not in ("", None, Kind.SEAL.value)
        if not (
            told.get("words") or told.get("place") or told.get("place_words") or told.get("state") or about_no_seal
        ):
            self.add_error("words", _("Write what the person says, or where it is."))
        if told.get("priority") and not told.get("why"):
            self.add_error("why", _("Say why you change the priority."))
        return told

    def start(self) -> FormStart:
        """Which filling-in of the form this is: the same one sent twice is one report."""
        return read_token(self.data.get("token", ""))

    def get(self, name: str):
        """A cleaned answer, or nothing while it is missing or wrong: the call goes on meanwhile."""
        return getattr(self, "cleaned_data", {}).get(name)

    def caller_language(self, otherwise: str) -> str:
        """The language the questions are read out in."""
        return self.get("language") or otherwise

    @cached_property
    def heard(self) -> Understood:
        """What the words alone say."""
        centre = CentreSetting.load()
        region = Region(centre.south, centre.north, centre.west, centre.east)
        text = "\n".join(filter(None, [self.get("place_words"), self.get("words")]))
        return understand(text, today=timezone.localdate(), region=region)

    def kind_told(self) -> Kind:
        """What the call is about: what was chosen; several dead seals are carcasses."""
        chosen = Kind(self.get("about") or Kind.SEAL)
        if chosen == Kind.SEAL and self.state_told() == State.DEAD and self.count_told()[1] > 1:
            return Kind.CARCASSES
        return chosen

    def state_told(self) -> State:
        """The answer given, else what the words say."""
        return State(self.get("state") or self.heard.state)

    def signs_told(self) -> frozenset[Sign]:
        """Everything ticked, and what the words say unless the answer was "none"."""
        ticked = {value for name in _ASKED for value in self.get(name) or []}
        ticked |= {self.get("remains"), self.get("net_where")} - {None, "", "land"}
        signs = {Sign(value) for value in ticked if value and value != NONE}
        signs |= _COATS.get(self.get("coat") or "", set()) | _SINCE.get(self.get("since") or "", set())
        heard = set(self.heard.signs)
        for name, asked in _ASKED.items():
            if NONE in (self.get(name) or []):
                heard -= asked
        return frozenset(signs | heard)

    def count_told(self) -> tuple[int, int]:
        """From how many to how many seals."""
        if exact := self.get("count_exact"):
            return exact, exact
        if self.get("count") in _COUNTS:
            return _COUNTS[self.get("count")]
        return max(1, self.heard.count_from), max(1, self.heard.count_to)

    def place_columns(self) -> dict:
        """The best of: coordinates or a link in the words, the list, a name in the words."""
        read, chosen = self.heard.place, by_slug(self.get("place") or "")
        exact = read is not None and read.method in (PlaceMethod.COORDINATES, PlaceMethod.MAP_LINK)
        language = self.caller_language("ru")
        if chosen is not None and not exact:
            method = PlaceMethod.PLACE_NAME if chosen.verified else PlaceMethod.ESTIMATE
            spot = (chosen.latitude, chosen.longitude, chosen.accuracy_m, method, chosen.name(language), chosen.slug)
        elif read is not None:
            name = chosen.name(language) if chosen else read.name
            slug = chosen.slug if chosen else read.slug
            spot = (read.latitude, read.longitude, read.accuracy_m, read.method, name, slug)
        else:
            return {}
        names = ("latitude", "longitude", "accuracy_m", "place_method", "place_name", "place_slug")
        return dict(zip(names, spot, strict=True))

    def facts(self, month: int) -> Facts:
        """What triage needs."""
        low, high = self.count_told()
        return Facts(self.kind_told(), self.state_told(), self.signs_told(), low, high, month)

    def told(self, *, at) -> Told:
        """What the caller told, ready for receive_report."""
        low, high = self.count_told()
        return Told(
            channel=Channel.PHONE,
            kind=self.kind_told(),
            words=self.get("words") or "",
            place_words=self.get("place_words") or "",
            language=self.caller_language("ru"),
            state=self.state_told(),
            signs=self.signs_told(),
            count_from=low,
            count_to=high,
            phone=self.get("phone") or "",
            name=self.get("name") or "",
            consent=bool(self.get("consent") and self.get("phone")),
            consent_words=consent.spoken(self.caller_language("ru")),
            client_uuid=self.start().client_uuid,
            happened_at=at,
            stays_there={"yes": True, "no": False}.get(self.get("stays") or ""),
            understood=self.heard.stored(),
            **self.place_columns(),
        )
