"""Every column that could hold a person's name, number or words is in the register of personal data."""

from django.apps import apps

from accounts.privacy import PERSONAL

OURS = {"accounts", "messaging", "strandings", "dispatch", "rehab"}
TELLING = {
    "phone",
    "name",
    "full_name",
    "username",
    "email",
    "words",
    "place_words",
    "caller",
    "from_number",
    "by_words",
}
NOT_OF_A_PERSON = {
    "dispatch.ResponseTeam.name",
    "rehab.Enclosure.name",
    "strandings.Sector.name",
    "rehab.Drug.name",
    "messaging.SweepLease.name",
}


def columns():
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            for field in model._meta.concrete_fields:
                yield f"{model._meta.label}.{field.name}", field.name


def test_no_telling_column_is_missing():
    telling = {full for full, name in columns() if name in TELLING or name.endswith("_phone")}
    assert not telling - set(PERSONAL) - NOT_OF_A_PERSON


def test_the_register_names_real_columns():
    assert set(PERSONAL) <= {full for full, _ in columns()}
