"""Telephone numbers in one form, and how they are shown to people who need not know them."""

import phonenumbers


def normalise(text: str, country: str = "KZ") -> str | None:
    """The number as E.164 ("+77011234567"), or None when it cannot be a number of any country."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def calling_code(country: str) -> str:
    """What numbers of the country begin with: "+7" for KZ; "" for a country that is none."""
    code = phonenumbers.country_code_for_region(country)
    return f"+{code}" if code else ""


def mask(phone: str) -> str:
    """A number with its middle hidden: "+7 701 *** 45 67". Anything too short to hide becomes "***"."""
    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return "***"
    national = str(number.national_number)
    if len(national) < 8:
        return "***"
    return f"+{number.country_code} {national[:3]} *** {national[-4:-2]} {national[-2:]}"
