"""People with browsers and telephones, and the worker that runs between their deeds; the clock is the story's."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string

from config.sweeps import SWEEPS
from demo.visitor import Form, Page, read_page
from messaging.models import Contact, SimulatedText

ORDER = ["dispatch.offer_waiting", "dispatch.expire_offers", "dispatch.audit", "messaging.deliver"]


class Person:
    """Somebody with a browser of their own; sends only forms that a page really shows."""

    def __init__(self, language: str = "kk") -> None:
        self.client = Client(headers={"accept-language": language})

    def get(self, address: str) -> Page:
        """Follow a link; anything but success fails the story."""
        return self._page(self.client.get(_path(address), follow=True))

    def send(self, page: Page, form: Form, /, **filled) -> Page:
        """Fill in a form of the page and send it."""
        assert set(filled) <= form.known, f"{form.action} at {page.url} has only {sorted(form.known)}"
        pairs = [(name, value) for name, value in form.fields if name not in filled]
        for name, value in filled.items():
            pairs += [(name, each) for each in (value if isinstance(value, list) else [value])]
        data: dict[str, list] = {}
        for name, value in pairs:
            data.setdefault(name, []).append(value)
        return self._page(self.client.post(_path(urljoin(page.url, form.action)), data, follow=True))

    def _page(self, response) -> Page:
        url = response.redirect_chain[-1][0] if response.redirect_chain else response.request["PATH_INFO"]
        text = response.content.decode()
        assert response.status_code == 200, f"{response.status_code} at {url}: {read_page(url, 0, text).words[:900]}"
        return read_page(url, response.status_code, text)


def _path(address: str) -> str:
    """An absolute link of a text as the test client wants it."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


class World:
    """What happens around the people: time passes, the worker sweeps, telephones ring."""

    def __init__(self, clock) -> None:
        self.clock = clock

    @property
    def password(self) -> str:
        """Of everybody who can log in."""
        return settings.DEMO_PASSWORD

    def browser(self, language: str) -> Person:
        """A browser of its own for one person."""
        return Person(language)

    def take_time(self, seconds: float) -> None:
        """A person reads and types."""
        self.clock.shift(seconds)

    def until(self, happens: Callable, what: str):
        """The worker works a few times; what has not happened by then does not happen."""
        for _ in range(3):
            if found := happens():
                return found
            self.pass_time(seconds=2)
        raise AssertionError(f"never: {what}")

    def work(self) -> None:
        """What the worker does within seconds."""
        for name in [*ORDER, *[name for name in SWEEPS if name not in ORDER], "messaging.deliver"]:
            import_string(SWEEPS[name].function)(timezone.now())

    def pass_time(self, **span: float) -> None:
        """So much time goes by, then the worker has looked at everything."""
        self.clock.shift(timedelta(**span))
        self.work()

    def texts_on(self, phone: str) -> list[str]:
        """What a telephone received, oldest first."""
        return list(
            SimulatedText.objects.filter(phone=phone, incoming=True).order_by("pk").values_list("body", flat=True)
        )

    def text(self, phone: str, words: str) -> None:
        """Somebody sends the hotline a text from the simulated telephones' page; the worker answers."""
        person, contact = Person(), Contact.objects.filter(phone=phone).first()
        page = person.get(f"/sim/{contact.pk}/" if contact else "/sim/")
        person.send(page, page.form(action="/sim/send/"), phone=phone, body=words)
        self.work()

    def link_on(self, phone: str, part: str) -> str:
        """The newest link with this part in its address that the telephone received."""
        found = [
            word
            for body in self.texts_on(phone)
            for word in body.split()
            if word.startswith(settings.PUBLIC_BASE_URL) and part in word
        ]
        assert found, f"no {part} link among {self.texts_on(phone)}"
        return found[-1]
