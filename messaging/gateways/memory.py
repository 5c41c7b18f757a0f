"""Keeps texts in a list: for tests, which may also say how the next requests are answered."""

from dataclasses import dataclass, field
from datetime import datetime

from messaging.gateways.base import Answer, AnswerKind, Found, FoundKind, mentions


@dataclass
class MemoryBox:
    """What the pretended provider has, and how it will answer: the first of `answers`, then accepted."""

    texts: list[tuple[str, str]] = field(default_factory=list)  # (to, body)
    answers: list[Answer | Exception] = field(default_factory=list)
    lookup: FoundKind | None = None  # None: looks into `texts`

    def clear(self) -> None:
        self.texts.clear()
        self.answers.clear()
        self.lookup = None


box = MemoryBox()


class MemoryGateway:
    """A provider in this process."""

    name = "memory"
    local = True
    settle_after_s = 35
    keeps_log = False

    def send(
        self, *, to: str, body: str, reference: str, attempt_id: int, at: datetime, useless_after: datetime
    ) -> Answer:
        answer = box.answers.pop(0) if box.answers else Answer(kind=AnswerKind.ACCEPTED)
        if isinstance(answer, Exception):
            raise answer
        if answer.kind != AnswerKind.ACCEPTED:
            return answer
        box.texts.append((to, body))
        return Answer(kind=answer.kind, provider_id=f"m-{attempt_id}", delivered=answer.delivered)

    def find(self, *, to: str, reference: str, since: datetime) -> Found:
        if box.lookup is not None:
            return Found(kind=box.lookup)
        there = any(number == to and mentions(body, reference) for number, body in box.texts)
        return Found(kind=FoundKind.THERE if there else FoundKind.ABSENT, provider_id="m-found" if there else "")
