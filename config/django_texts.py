"""Texts of Django itself that Kazakh readers meet and that Django lacks or writes amiss: our catalogue carries them."""

from config.texts_found import Text

_SINGLE = [
    "Enter a valid integer.",
    "Enter a valid email address.",
    "Enter a valid duration.",
    "Enter a complete value.",
    "Enter a valid UUID.",
    "Null characters are not allowed.",
    "Value %(value)r is not a valid choice.",
    "%(model_name)s with this %(field_labels)s already exists.",
    "File extension “%(extension)s” is not allowed. Allowed extensions are: %(allowed_extensions)s.",
    "The password is too similar to the %(verbose_name)s.",
    "This password is too common.",
    "This password is entirely numeric.",
    "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.",
    "%(datetime)s couldn’t be interpreted in time zone %(current_timezone)s; it may be ambiguous or it may not exist.",
]
_PLURAL = [
    (
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
    ),
    (
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    (
        "Ensure this filename has at most %(max)d character (it has %(length)d).",
        "Ensure this filename has at most %(max)d characters (it has %(length)d).",
    ),
    (
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
    ),
    (
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
    ),
    (
        "Ensure that there are no more than %(max)s digit before the decimal point.",
        "Ensure that there are no more than %(max)s digits before the decimal point.",
    ),
    (
        "This password is too short. It must contain at least %(min_length)d character.",
        "This password is too short. It must contain at least %(min_length)d characters.",
    ),
]
# Within a sentence a Kazakh month has no capital letter; Django's has
_MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]

DJANGO_TEXTS = [
    *(Text("", text, "") for text in _SINGLE),
    *(Text("", one, more) for one, more in _PLURAL),
    *(Text("alt. month", month, "") for month in _MONTHS),
]
