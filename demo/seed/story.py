"""A moment in the past, a report told then, and its texts delivered then: what every seeded case is made of."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from dispatch.models import ResponseTeam
from messaging import deliver
from messaging.models import SimulatedText
from rehab.models import Enclosure
from strandings import consent
from strandings.actions import receive_report
from strandings.models import Partner, Report
from strandings.told import Told
from strandings.words import Channel, Kind, PlaceMethod, Sign, State

_PHONES_KEEP = timedelta(days=2)
# place: (slug, name as a person would say it, latitude, longitude)
PLACES = {
    "embankment": ("aktau-embankment", "Ақтау жағалауы", 43.6412, 51.1438),
    "mkr15": ("aktau-15-mkr", "Актау, 15 мкр.", 43.6775, 51.1310),
    "port": ("aktau-port", "Порт Актау", 43.6015, 51.2205),
    "warm": ("teplyy-plyazh", "Тёплый пляж", 43.5752, 51.2490),
    "umirzak": ("umirzak", "Умирзак", 43.5890, 51.2302),
    "akshukur": ("akshukur", "Акшукур", 43.7720, 51.0560),
    "blue": ("golubaya-bukhta", "Голубая бухта", 44.1020, 50.8655),
    "saura": ("saura", "Саура", 44.2290, 50.8190),
    "bautino": ("bautino", "Баутино", 44.5420, 50.2520),
    "fort": ("fort-shevchenko", "Форт-Шевченко", 44.5180, 50.2390),
    "karazhanbas": ("karazhanbas", "Каражанбас", 45.0870, 51.3610),
    "kuryk": ("kuryk", "Құрық", 43.1780, 51.6580),
    "kendirli": ("kendirli", "Кендирли", 42.7440, 52.6380),
    "peschany": ("cape-peschany", "мыс Песчаный", 43.1690, 51.2790),
}


@dataclass
class Story:
    """What the seeded cases need: the present moment, people, teams, partners, rooms."""

    now: datetime
    people: dict[str, User]
    teams: dict[str, ResponseTeam]
    partners: dict[str, Partner]
    rooms: dict[str, Enclosure]
    phones_used: int = 0
    tags_used: int = 0

    def day(self, days_ago: int, clock: str) -> datetime:
        """That wall-clock time ("09:40") so many days ago."""
        hour, minute = clock.split(":")
        local = timezone.localtime(self.now).replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
        return local - timedelta(days=days_ago)

    def ago(self, minutes: int) -> datetime:
        """So many minutes before now."""
        return self.now - timedelta(minutes=minutes)

    def told(
        self,
        at: datetime,
        place: str,
        words: str,
        *,
        state: State = State.ALIVE,
        signs: tuple[Sign, ...] = (),
        kind: Kind = Kind.SEAL,
        count: int = 1,
        channel: Channel = Channel.WEB,
        language: str = "ru",
        name: str = "",
        accuracy_m: int = 25,
        by: User | None = None,
    ) -> Report:
        """A report of that moment, from a number of its own, with its acknowledgement delivered then."""
        slug, place_name, latitude, longitude = PLACES[place]
        self.phones_used += 1
        report = receive_report(
            told=Told(
                channel=channel,
                kind=kind,
                words=words,
                place_words=place_name,
                language=language,
                state=state,
                signs=frozenset(signs),
                count_from=count,
                count_to=count,
                latitude=latitude,
                longitude=longitude,
                accuracy_m=accuracy_m,
                place_method=PlaceMethod.GPS if accuracy_m < 100 else PlaceMethod.MAP_PIN,
                place_name=place_name,
                place_slug=slug,
                phone=f"+7701556{self.phones_used:04d}",
                name=name,
                consent=True,
                consent_words=consent.spoken("ru"),
            ),
            at=at,
            by=by,
        )
        self.send_texts(at)
        return report

    def send_texts(self, at: datetime) -> None:
        """Deliver what is owed up to that moment, as the worker would have."""
        deliver.deliver_due(at=at + timedelta(seconds=2))

    def forget_old_phones(self) -> None:
        """The simulator's page shows telephones of today, not those of last spring."""
        SimulatedText.objects.filter(at__lt=self.now - _PHONES_KEEP).delete()
