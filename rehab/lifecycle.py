"""The lives of a stay in care and of one dose: allowed moves, and whose turn each status is."""

from enum import StrEnum


class PatientStatus(StrEnum):
    IN_CARE = "in_care"
    PRE_RELEASE = "pre_release"
    LONG_TERM = "long_term"
    RELEASED = "released"
    DIED = "died"
    EUTHANISED = "euthanised"
    TRANSFERRED = "transferred"
    ESCAPED = "escaped"
    OUTCOME_UNKNOWN = "outcome_unknown"


P = PatientStatus
IN_HOUSE = frozenset({P.IN_CARE, P.PRE_RELEASE, P.LONG_TERM})
ENDS = frozenset(P) - IN_HOUSE
_BOTH = frozenset({P.DIED, P.EUTHANISED, P.TRANSFERRED, P.ESCAPED, P.LONG_TERM, P.OUTCOME_UNKNOWN})
PATIENT_MOVES: dict[PatientStatus, frozenset[PatientStatus]] = {
    P.IN_CARE: _BOTH | {P.PRE_RELEASE},
    P.PRE_RELEASE: _BOTH | {P.IN_CARE, P.RELEASED},
    P.LONG_TERM: frozenset({P.IN_CARE, P.DIED, P.EUTHANISED, P.TRANSFERRED, P.ESCAPED}),
    # An end goes back only by a vet's correction, with its reason.
    **{end: frozenset({P.IN_CARE}) for end in sorted(ENDS)},
}
PATIENT_TURN: dict[PatientStatus, str] = {
    P.IN_CARE: "keepers and vets",
    P.PRE_RELEASE: "vet: the release gates",
    P.LONG_TERM: "keepers and vets",
    **dict.fromkeys(sorted(ENDS), "nobody"),
}


class DoseStatus(StrEnum):
    DUE = "due"
    GIVEN = "given"
    PARTLY = "partly"
    REFUSED = "refused"
    HELD = "held"
    MISSED = "missed"
    VOIDED = "voided"


D = DoseStatus
DOSE_MOVES: dict[DoseStatus, frozenset[DoseStatus]] = {
    D.DUE: frozenset({D.GIVEN, D.PARTLY, D.REFUSED, D.HELD, D.MISSED, D.VOIDED}),
    D.HELD: frozenset({D.DUE, D.VOIDED}),
    D.GIVEN: frozenset({D.DUE}),
    D.PARTLY: frozenset({D.DUE}),
    D.REFUSED: frozenset({D.DUE}),
    D.MISSED: frozenset({D.DUE, D.GIVEN, D.PARTLY, D.REFUSED, D.HELD}),
    D.VOIDED: frozenset(),
}
# A dose given without having been due (as needed, emergency) is taken back by voiding it.
BORN_GIVEN_MOVES: dict[DoseStatus, frozenset[DoseStatus]] = {
    **{status: frozenset() for status in D},
    D.GIVEN: frozenset({D.VOIDED}),
    D.PARTLY: frozenset({D.VOIDED}),
}
UNDECIDED = frozenset({D.DUE, D.HELD})
DOSE_TURN: dict[DoseStatus, str] = {
    D.DUE: "keeper",
    D.HELD: "vet: let go on or void",
    D.MISSED: "keeper: a late entry is possible",
    D.GIVEN: "nobody",
    D.PARTLY: "nobody",
    D.REFUSED: "nobody",
    D.VOIDED: "nobody",
}
