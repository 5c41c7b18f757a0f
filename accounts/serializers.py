"""Fields every part of the API uses: cleaned texts, and numbers that a text is not taken for."""

from datetime import time

from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers

from common.texts import clean_text


class Unprocessable(exceptions.APIException):
    """Well formed, and yet it cannot be: `errors` maps a field to what is wrong with it (422)."""

    status_code = 422
    default_code = "unprocessable"

    def __init__(self, errors: dict[str, list[str]]):
        self.errors = errors
        super().__init__(_("Look at the fields named."), self.default_code)


class CleanText(serializers.CharField):
    """A text without characters that databases or readers choke on, cut at `limit`, never refused for its letters."""

    def __init__(self, *, limit: int, **options):
        self.limit = limit
        options.setdefault("help_text", f"Cut after {limit} characters.")
        if not options.get("required", True):
            options.setdefault("default", "")
        options.setdefault("allow_blank", "default" in options)
        super().__init__(**options)

    def run_validation(self, data=serializers.empty):
        if not isinstance(data, str):
            return super().run_validation(data)
        cleaned = clean_text(data, self.limit)
        if data and not cleaned and not self.allow_blank:
            raise Unprocessable({self.field_name: [self.error_messages["blank"]]})
        return super().run_validation(cleaned)

    def to_internal_value(self, data) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return data


class Integer(serializers.IntegerField):
    """A whole number of JSON; the text "5" is none."""

    def to_internal_value(self, data) -> int:
        if isinstance(data, str | bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class Number(serializers.FloatField):
    """A number of JSON; the text "5" is none."""

    def to_internal_value(self, data) -> float:
        if isinstance(data, str | bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class Amount(serializers.DecimalField):
    """An exact number, as JSON's number or as a text of digits: a dose is never rounded by a machine."""

    def to_internal_value(self, data):
        if isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)

    def validate_precision(self, value):
        try:
            return super().validate_precision(value)
        except serializers.ValidationError as error:
            raise Unprocessable({self.field_name: list(error.detail)}) from error


class YesNo(serializers.BooleanField):
    """true or false of JSON, nothing that resembles them."""

    def to_internal_value(self, data) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class OneOf(serializers.ChoiceField):
    """One word of a StrEnum, returned as such; offered: the words that may be said here, else all."""

    def __init__(self, words, *, offered=None, **options):
        self.words = words
        super().__init__(choices=[word.value for word in (offered or words)], **options)

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid_choice", input="")
        found = super().to_internal_value(data)
        return self.words(found) if found else found


class Moment(serializers.DateTimeField):
    """A date and a time with its zone, as in RFC 3339."""

    def to_internal_value(self, value):
        if not isinstance(value, str) or "T" not in value.upper():
            self.fail("invalid", format="YYYY-MM-DDThh:mm:ssZ")
        return super().to_internal_value(value)


class LocalTime(serializers.RegexField):
    """An hour and a minute on the centre's clock, like 08:00."""

    def __init__(self, **options):
        super().__init__(r"^([01]\d|2[0-3]):[0-5]\d$", **options)

    def to_internal_value(self, data) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)

    def run_validation(self, data=serializers.empty):
        return time.fromisoformat(super().run_validation(data))


class Latitude(Number):
    def __init__(self, **options):
        super().__init__(min_value=-90, max_value=90, **options)


class Longitude(Number):
    def __init__(self, **options):
        super().__init__(min_value=-180, max_value=180, **options)


class Problem(serializers.Serializer):
    """What went wrong (RFC 9457), in the caller's language."""

    type = serializers.CharField(help_text="urn:seal-rescue:problem: and a code that stays the same")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(required=False)
    errors = serializers.DictField(required=False, help_text="Field -> what is wrong with it")
    current = serializers.DictField(required=False, help_text="The thing as it stands now, when it has changed")
    sent = serializers.DictField(required=False, help_text="What was sent, when it was not taken")


class Person(serializers.Serializer):
    """Who is asking, and what they may do."""

    username = serializers.CharField(help_text="The login name")
    name = serializers.CharField()
    role = serializers.CharField()
    language = serializers.CharField()
    may = serializers.ListField(child=serializers.CharField(), help_text="Names of permissions")
