"""The table of an assignment's life: every pair, and what each set of statuses means."""

import itertools

import pytest

from common.lifecycle import NotAllowed, check_move
from dispatch.lifecycle import COMMITTED, ENDED, FORWARD, MOVES, OPEN, WHOSE_TURN
from dispatch.lifecycle import AssignmentStatus as S

AGREED = {
    S.OFFERED: "accepted declined expired withdrawn stood_down",
    S.EXPIRED: "accepted",
    S.DECLINED: "accepted",
    S.ACCEPTED: "en_route on_scene transporting done gave_up withdrawn",
    S.EN_ROUTE: "accepted on_scene transporting done gave_up withdrawn",
    S.ON_SCENE: "en_route transporting done gave_up withdrawn",
    S.TRANSPORTING: "on_scene done gave_up withdrawn",
}


@pytest.mark.parametrize(("was", "to"), list(itertools.product(S, S)))
def test_every_pair_is_allowed_or_refused_as_agreed(was, to):
    if to in AGREED.get(was, "").split():
        check_move(MOVES, was, to)
    else:
        with pytest.raises(NotAllowed):
            check_move(MOVES, was, to)


def test_every_status_has_its_moves_and_its_turn():
    assert set(MOVES) == set(WHOSE_TURN) == set(S)
    assert set(S) == OPEN | ENDED
    assert COMMITTED < OPEN
    assert set(FORWARD) == COMMITTED | {S.OFFERED, S.DONE}
