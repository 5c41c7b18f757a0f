"""Everything that changes people, their way in, and the settings of the centre."""

from accounts.actions.factor import (
    AlreadyEnrolled,
    TooManyTries,
    WrongCode,
    check_code,
    enrol_factor,
    renew_codes,
    reset_factor,
)
from accounts.actions.people import (
    AlreadySetUp,
    ChangedMeanwhile,
    LastCoordinator,
    add_person,
    change_person,
    change_settings,
    deactivate,
    note_personal_data,
    reactivate,
    set_password,
    set_up_centre,
)
from accounts.actions.tokens import TooManyTokens, make_token, revoke_token, use_token

__all__ = [
    "AlreadyEnrolled",
    "AlreadySetUp",
    "ChangedMeanwhile",
    "LastCoordinator",
    "TooManyTokens",
    "TooManyTries",
    "WrongCode",
    "add_person",
    "change_person",
    "change_settings",
    "check_code",
    "deactivate",
    "enrol_factor",
    "make_token",
    "note_personal_data",
    "reactivate",
    "renew_codes",
    "reset_factor",
    "revoke_token",
    "set_password",
    "set_up_centre",
    "use_token",
]
