"""A person's browser without a screen: keeps cookies, follows links and sends the forms a page really has."""

import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar

TIMEOUT_S = 30


class PageProblem(Exception):
    """A page lacks what a person would look for, or answered with an error."""


@dataclass
class Form:
    """One form of a page: where it goes, what it holds before anybody types, and its buttons."""

    action: str
    method: str = "get"
    fields: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)  # of everything that can be filled in
    choices: dict[str, list] = field(default_factory=dict)  # name -> [value, its words] of each one offered
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def known(self) -> set[str]:
        """Every name a person can fill in or press."""
        return self.names | {name for name, _ in self.buttons}


@dataclass
class Page:
    """What came back: final address, status, text, forms and links with their words."""

    url: str
    status: int
    text: str
    forms: list[Form]
    links: list[tuple[str, str]]
    words: str

    def form(self, *, action: str = "", has: str = "") -> Form:
        """The first form whose address contains `action` and which has a field or button named `has`."""
        for form in self.forms:
            if action in form.action and (not has or has in form.known):
                return form
        raise PageProblem(f"no form {action!r} with {has!r} at {self.url}")

    def link(self, part: str, *, after: str = "") -> str:
        """The first link whose address contains `part` and goes on with a character of `after`, if given."""
        for address, _ in self.links:
            rest = address.partition(part)[2]
            if part in address and (not after or rest[:1] in set(after)):
                return address
        raise PageProblem(f"no link {part!r} at {self.url}")


class Visitor:
    """One person with one browser. Addresses are relative to the system's."""

    def __init__(self, address: str, *, language: str = "ru") -> None:
        self.address = address
        self.cookies = CookieJar()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self._open.addheaders = [("Accept-Language", language), ("User-Agent", "played rescue")]

    def get(self, path: str) -> Page:
        """Open an address. Raises PageProblem for anything but success."""
        return self._request(urllib.request.Request(urllib.parse.urljoin(self.address, path)))

    def send(self, page: Page, form: Form, /, **filled: str | list[str]) -> Page:
        """Fill in a form and send it; a value of None leaves the field out."""
        unknown = set(filled) - form.known
        if unknown:
            raise PageProblem(
                f"the form {form.action} at {page.url} has no {sorted(unknown)}, only {sorted(form.known)}"
            )
        pairs = [(name, value) for name, value in form.fields if name not in filled]
        for name, value in filled.items():
            pairs += [(name, each) for each in ([value] if isinstance(value, str) else value or [])]
        address = urllib.parse.urljoin(page.url, form.action or page.url)
        data = urllib.parse.urlencode(pairs)
        if form.method == "get":
            return self.get(f"{address}?{data}")
        request = urllib.request.Request(address, data.encode(), {"Referer": page.url, "Origin": self.address})
        return self._request(request)

    def _request(self, request: urllib.request.Request) -> Page:
        try:
            with self._open.open(request, timeout=TIMEOUT_S) as answer:
                text = answer.read().decode()
                return read_page(answer.url, answer.status, text)
        except urllib.error.HTTPError as problem:
            page = read_page(request.full_url, problem.code, problem.read().decode(errors="replace"))
            raise PageProblem(f"{problem.code} at {request.full_url}: {page.words[:600]}") from problem


def read_page(url: str, status: int, text: str) -> Page:
    """A page's forms, links and words."""
    reader = _Reader()
    reader.feed(text)
    words = re.sub(r"\s+", " ", " ".join(reader.words)).strip()
    links = [(address, re.sub(r"\s+", " ", name).strip()) for address, name in reader.links]
    return Page(url, status, text, reader.forms, links, words)


class _Reader(HTMLParser):
    """Collects forms with their first values, links and words; knows enough of HTML for pages of our own."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[list[str]] = []
        self.words: list[str] = []
        self._form: Form | None = None
        self._by_id: dict[str, Form] = {}
        self._option: list[str] | None = None
        self._select = self._textarea = ""
        self._in_link = self._silent = False

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in pairs}
        if tag == "a" and "href" in at:
            self.links.append([at["href"], ""])
            self._in_link = True
        elif tag in {"script", "style"}:
            self._silent = True
        elif tag == "form":
            self._form = Form(at.get("action", ""), at.get("method", "get").lower())
            self.forms.append(self._form)
            self._by_id[at.get("id", "")] = self._form
        if form := self._form_of(at):
            self._control(form, tag, at)

    def _form_of(self, at: dict[str, str]) -> Form | None:
        """The form the control names, else the one around it; what is disabled cannot be used."""
        if "disabled" in at:
            return None
        return self._by_id.get(at["form"]) if "form" in at else self._form

    def _control(self, form: Form, tag: str, at: dict[str, str]) -> None:
        name = at.get("name", "")
        if tag == "select":
            self._select = name
            form.names.add(name)
        elif tag == "option" and self._select:
            self._option = [at.get("value", ""), ""]
            form.choices.setdefault(self._select, []).append(self._option)
            if "selected" in at:
                form.fields.append((self._select, at.get("value", "")))
        elif tag == "textarea":
            self._textarea = name
            form.names.add(name)
        elif tag == "button" and name:
            form.buttons.append((name, at.get("value", "")))
        elif tag == "input" and name:
            self._input(form, name, at)

    def _input(self, form: Form, name: str, at: dict[str, str]) -> None:
        kind = at.get("type", "text")
        form.names.add(name)
        if kind in {"radio", "checkbox"}:
            value = at.get("value", "on")
            form.choices.setdefault(name, []).append((value, ""))
            if "checked" in at:
                form.fields.append((name, value))
        elif kind not in {"submit", "file", "image"}:
            form.fields.append((name, at.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "option":
            self._option = None
        elif tag == "select":
            self._select, self._option = "", None
        elif tag == "textarea":
            self._textarea = ""
        elif tag == "a":
            self._in_link = False
        elif tag in {"script", "style"}:
            self._silent = False

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.words.append(data)
        if self._option is not None:
            self._option[1] += data
        if self._in_link:
            self.links[-1][1] += data
        if self._textarea and self._form and data.strip():
            self._form.fields.append((self._textarea, data.strip()))
