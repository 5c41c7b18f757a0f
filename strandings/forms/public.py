"""The public forms: the report itself, and what the person adds on the thank-you page."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import CentreSetting
from common.phones import normalise
from common.texts import clean_text
from strandings import consent
from strandings.forms.token import FormStart, read_token
from strandings.gazetteer import by_slug
from strandings.models.labels import SIGN
from strandings.queries.places import name_of, offered_places
from strandings.told import Told
from strandings.understanding import Understood, understand
from strandings.words import Channel, PlaceMethod, Sign, State

STATES = {"yes": State.ALIVE, "no": State.DEAD, "": State.UNKNOWN}
METHODS = {"gps": PlaceMethod.GPS, "map": PlaceMethod.MAP_PIN}
COUNTS = {"1": (1, 1), "2": (2, 2), "3-5": (3, 5), "6+": (6, 20)}
SIGNS = [Sign.NET, Sign.WOUND, Sign.THIN, Sign.BREATHING, Sign.STILL, Sign.PUP, Sign.OIL, Sign.PEOPLE, Sign.DOGS]
SIGNS += [Sign.BITE]
WORDS_LIMIT = 4000
PHOTOS_LIMIT = 6


def _number(text: str, limit: float) -> float | None:
    """What a script wrote into a hidden field; nonsense is as good as nothing, the person cannot mend it."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) <= limit else None  # also refuses NaN


def _place_read(read: Understood) -> dict:
    """The place the words name, as place_columns gives it."""
    if read.place is None:
        return {}
    return {
        "latitude": read.place.latitude,
        "longitude": read.place.longitude,
        "accuracy_m": read.place.accuracy_m,
        "place_method": read.place.method,
        "place_name": read.place.name,
        "place_slug": read.place.slug,
    }


class PlaceMixin(forms.Form):
    """Where it is: by satellite, by the map, from the list, in words; any one is enough."""

    latitude = forms.CharField(required=False, widget=forms.HiddenInput)
    longitude = forms.CharField(required=False, widget=forms.HiddenInput)
    accuracy = forms.CharField(required=False, widget=forms.HiddenInput)
    method = forms.CharField(required=False, widget=forms.HiddenInput)
    place = forms.CharField(required=False)
    place_words = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2, "maxlength": WORDS_LIMIT}))

    def clean_latitude(self) -> float | None:
        return _number(self.cleaned_data["latitude"], 90)

    def clean_longitude(self) -> float | None:
        return _number(self.cleaned_data["longitude"], 180)

    def clean_accuracy(self) -> float | None:
        return _number(self.cleaned_data["accuracy"], 1e7)

    def clean_place_words(self) -> str:
        return clean_text(self.cleaned_data["place_words"], WORDS_LIMIT)

    def read(self) -> Understood:
        """What the words of the form say by themselves."""
        told = self.cleaned_data
        return understand("\n".join(filter(None, [told.get("place_words"), told.get("words")])))

    def offered_places(self):
        """The list to choose from."""
        return offered_places()

    def place_columns(self) -> dict:
        """latitude, longitude, accuracy_m, place_method, place_name, place_slug: the best of what was given."""
        told = self.cleaned_data
        chosen = by_slug(told.get("place", ""))
        named = {"place_name": name_of(chosen), "place_slug": chosen.slug} if chosen else {}
        if told.get("latitude") is not None and told.get("longitude") is not None:
            accuracy = told.get("accuracy")
            return {
                "latitude": told["latitude"],
                "longitude": told["longitude"],
                "accuracy_m": min(max(round(accuracy), 1), 100_000) if accuracy is not None else None,
                "place_method": METHODS.get(told.get("method", ""), PlaceMethod.MAP_PIN),
                **named,
            }
        if chosen is None:
            return _place_read(self.read())
        return {
            "latitude": chosen.latitude,
            "longitude": chosen.longitude,
            "accuracy_m": chosen.accuracy_m,
            "place_method": PlaceMethod.PLACE_NAME,
            **named,
        }


class ReportForm(PlaceMixin):
    """Photo, place, alive or dead, how to reach the person: nothing more before the report exists."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(required=False)  # no person sees it; what fills it in is a machine
    alive = forms.ChoiceField(
        required=False,
        choices=[
            ("yes", pgettext_lazy("seal", "Alive")),
            ("no", pgettext_lazy("seal", "Dead")),
            ("", _("I am not sure")),
        ],
    )
    phone = forms.CharField(required=False, max_length=60)
    anonymous = forms.BooleanField(required=False)

    def __init__(self, *args, photos: int = 0, **kwargs):
        super().__init__(*args, **kwargs)
        self.photos = photos
        self.centre = CentreSetting.load()

    def clean(self) -> dict:
        told = super().clean()
        if not (told.get("place_words") or self.photos or self.place_columns()):
            self.add_error("place_words", _("Show the place on the map or describe it"))
        self._clean_phone(told)
        return told

    def _clean_phone(self, told: dict) -> None:
        written = clean_text(told.get("phone"), 60)
        if told.get("anonymous"):
            told["phone"] = ""
            return
        told["phone"] = normalise(written, self.centre.country) or ""
        if not told["phone"]:
            self.add_error("phone", _("Enter a phone number, like +7 701 123 45 67"))

    def start(self) -> FormStart:
        """Which filling-in of the form this is."""
        return read_token(self.data.get("token", ""))

    def told(self, *, language: str, at) -> Told:
        """What the person told us, ready for receive_report."""
        start = self.start()
        told = self.cleaned_data
        read = self.read()
        return Told(
            channel=Channel.WEB,
            state=self._state(read),
            signs=frozenset(read.signs),
            count_from=max(read.count_from, 1),
            count_to=max(read.count_to, 1),
            understood=read.stored() if told["place_words"] else {},
            place_words=told["place_words"],
            language=language,
            phone=told["phone"],
            consent=bool(told["phone"]),
            consent_words=consent.written(self.centre),
            client_uuid=start.client_uuid,
            happened_at=at,
            set_aside_because="form" if told["website"] or start.looks_automatic(at) else self._odd_place(),
            **self.place_columns(),
        )

    def _state(self, read: Understood) -> State:
        """The answer pressed; the words only where it was left open, or say "alive" against "dead"."""
        pressed = STATES.get(self.cleaned_data.get("alive", ""), State.UNKNOWN)
        if pressed == State.UNKNOWN or (pressed == State.DEAD and read.state == State.ALIVE):
            return read.state
        return pressed

    def _odd_place(self) -> str:
        """A place outside the centre's region is kept, but a person looks before anybody drives."""
        place = self.place_columns()
        if not place:
            return ""
        inside = (
            self.centre.south <= place["latitude"] <= self.centre.north
            and self.centre.west <= place["longitude"] <= self.centre.east
        )
        return "" if inside else "outside_region"


class AddForm(PlaceMixin):
    """More about the same seal, from the thank-you page."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    signs = forms.MultipleChoiceField(required=False, choices=[(s.value, SIGN[s]) for s in SIGNS])
    net_where = forms.ChoiceField(
        required=False,
        choices=[
            (Sign.IN_WATER.value, _("In the water")),
            (Sign.IN_BOAT.value, _("In a boat")),
            ("land", _("On land")),
        ],
    )
    count = forms.ChoiceField(
        required=False, choices=[("1", "1"), ("2", "2"), ("3-5", "3–5"), ("6+", "6+"), ("", _("I am not sure"))]
    )
    stays = forms.ChoiceField(required=False, choices=[("yes", _("Yes")), ("no", _("No"))])
    words = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3, "maxlength": WORDS_LIMIT}))

    def clean_words(self) -> str:
        return clean_text(self.cleaned_data["words"], WORDS_LIMIT)

    def start(self) -> FormStart:
        """Which filling-in of the form this is."""
        return read_token(self.data.get("token", ""))

    def all_words(self) -> str:
        """What was written, the place included."""
        return "\n".join(filter(None, [self.cleaned_data["place_words"], self.cleaned_data["words"]]))

    def facts(self) -> dict:
        """Only what was answered, in the shape add_to_report takes."""
        told = self.cleaned_data
        signs = (
            set(told["signs"])
            | set(self.read().signs)
            | ({told["net_where"]} & {Sign.IN_WATER.value, Sign.IN_BOAT.value})
        )
        facts: dict = {"signs": signs} if signs else {}
        if told["count"] in COUNTS:
            facts["count_from"], facts["count_to"] = COUNTS[told["count"]]
        if told["stays"]:
            facts["stays_there"] = told["stays"] == "yes"
        return facts | self.place_columns()
