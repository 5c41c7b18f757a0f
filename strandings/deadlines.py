"""By when something must have happened to an open stranding. Pure; the centre may change the numbers."""

from datetime import timedelta

# Minutes a person has to look at a new stranding of this priority [ours, to be confirmed by the centre]
_LOOK_MIN = {1: 3, 2: 10, 3: 60, 4: 240, 5: 1440}
# Minutes within which a team should have accepted, once one is asked for
_TEAM_MIN = {1: 10, 2: 20, 3: 120, 4: 480, 5: 1440}
# A responding team should have told its next step within this time
_RESPONSE = timedelta(hours=4)


def look_by(priority: int) -> timedelta:
    """Within which time a person should look at a new stranding."""
    return timedelta(minutes=_LOOK_MIN[priority])


def team_by(priority: int) -> timedelta:
    """Within which time a team should have accepted."""
    return timedelta(minutes=_TEAM_MIN[priority])


def next_step_by() -> timedelta:
    """Within which time a responding team should have told its next step."""
    return _RESPONSE
