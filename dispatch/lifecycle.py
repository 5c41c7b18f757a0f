"""The life of an assignment: allowed moves, which of them commit a team, and whose turn each status is."""

from enum import StrEnum


class AssignmentStatus(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    EN_ROUTE = "en_route"
    ON_SCENE = "on_scene"
    TRANSPORTING = "transporting"
    DONE = "done"
    GAVE_UP = "gave_up"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    STOOD_DOWN = "stood_down"


S = AssignmentStatus
MOVES: dict[AssignmentStatus, frozenset[AssignmentStatus]] = {
    S.OFFERED: frozenset({S.ACCEPTED, S.DECLINED, S.EXPIRED, S.WITHDRAWN, S.STOOD_DOWN}),
    # A late yes or a changed mind counts while the case is still free
    S.EXPIRED: frozenset({S.ACCEPTED}),
    S.DECLINED: frozenset({S.ACCEPTED}),
    S.ACCEPTED: frozenset({S.EN_ROUTE, S.ON_SCENE, S.TRANSPORTING, S.DONE, S.GAVE_UP, S.WITHDRAWN}),
    # Backward arrows only take back a mistaken tap
    S.EN_ROUTE: frozenset({S.ACCEPTED, S.ON_SCENE, S.TRANSPORTING, S.DONE, S.GAVE_UP, S.WITHDRAWN}),
    S.ON_SCENE: frozenset({S.EN_ROUTE, S.TRANSPORTING, S.DONE, S.GAVE_UP, S.WITHDRAWN}),
    S.TRANSPORTING: frozenset({S.ON_SCENE, S.DONE, S.GAVE_UP, S.WITHDRAWN}),
    S.DONE: frozenset(),
    S.GAVE_UP: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.STOOD_DOWN: frozenset(),
}
COMMITTED = frozenset({S.ACCEPTED, S.EN_ROUTE, S.ON_SCENE, S.TRANSPORTING})
OPEN = COMMITTED | {S.OFFERED}
ENDED = frozenset(S) - OPEN
# The order in which a team goes forward: what lies between two steps may be skipped
FORWARD: tuple[AssignmentStatus, ...] = (S.OFFERED, S.ACCEPTED, S.EN_ROUTE, S.ON_SCENE, S.TRANSPORTING, S.DONE)
WHOSE_TURN: dict[AssignmentStatus, str] = {
    S.OFFERED: "response team, until its deadline",
    S.ACCEPTED: "response team",
    S.EN_ROUTE: "response team",
    S.ON_SCENE: "response team",
    S.TRANSPORTING: "response team",
    S.DONE: "nobody",
    S.GAVE_UP: "dispatch engine",
    S.DECLINED: "dispatch engine",
    S.EXPIRED: "dispatch engine",
    S.WITHDRAWN: "dispatcher",
    S.STOOD_DOWN: "nobody",
}
