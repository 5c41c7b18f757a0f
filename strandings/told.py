"""What one person told us, as every door hands it to actions.receive_report. Pure."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from strandings.words import Channel, Kind, PlaceMethod, Sign, State


@dataclass(frozen=True, kw_only=True)
class Told:
    """One telling. Coordinates in degrees WGS84, accuracy in metres, phone in E.164, happened_at aware."""

    channel: Channel
    kind: Kind = Kind.SEAL
    words: str = ""
    place_words: str = ""
    language: str = "ru"
    state: State = State.UNKNOWN
    signs: frozenset[Sign] = frozenset()
    count_from: int = 1
    count_to: int = 1
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: int | None = None
    place_method: PlaceMethod = PlaceMethod.NONE
    place_name: str = ""
    place_slug: str = ""
    phone: str = ""
    name: str = ""
    consent: bool = False
    consent_words: str = ""  # what the person was shown or read, in their language
    client_uuid: UUID | None = None
    happened_at: datetime | None = None
    stays_there: bool | None = None
    wants_release_news: bool = True
    understood: dict = field(default_factory=dict)
    set_aside_because: str = ""
