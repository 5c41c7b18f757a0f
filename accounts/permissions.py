"""Who may do what: one table that fits on one screen."""

from enum import StrEnum

from accounts.roles import Role


class Permission(StrEnum):
    SEE_BOARD = "see the board and its cases"
    WORK_CASES = "triage, assign, refer, close"
    SEE_CONTACTS = "see a reporter's telephone number"
    SEE_REHAB = "see patients, enclosures and rounds"
    CARE = "intake, weigh, feed, give doses, move"
    TREAT = "prescribe, examine, sign off a release, record an end"
    MANAGE_ROSTER = "teams, duty"
    MANAGE_CENTRE = "people, settings"
    SEE_MESSAGES = "the outbox"
    RESPOND = "work an assignment"


_P = Permission
_READS = {_P.SEE_BOARD, _P.SEE_REHAB}
GRANTS: dict[Role, set[Permission]] = {
    Role.DISPATCHER: {*_READS, _P.WORK_CASES, _P.SEE_CONTACTS, _P.MANAGE_ROSTER, _P.SEE_MESSAGES},
    Role.RESPONDER: {_P.RESPOND},
    Role.VET: {*_READS, _P.CARE, _P.TREAT},
    Role.KEEPER: {_P.SEE_REHAB, _P.CARE},
    Role.COORDINATOR: set(Permission),
    Role.DIRECTOR: {*_READS, _P.SEE_MESSAGES},
}


def may(role: str, permission: Permission) -> bool:
    """Whether a person of this role has the permission; an unknown role has none."""
    return permission in GRANTS.get(Role(role), set()) if role in set(Role) else False
