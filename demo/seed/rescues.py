"""A team goes out: asked, sets out, arrives, writes down what it found. The steps every seeded rescue shares."""

from datetime import datetime, timedelta

from demo.seed.story import Story
from dispatch.actions import accept, arrive, en_route, offer_to, record_seal
from dispatch.models import Assignment
from strandings.actions import acknowledge
from strandings.models import Report, StrandedAnimal
from strandings.words import Outcome


def send_out(story: Story, report: Report, team: str, *, at: datetime, eta_min: int = 45) -> Assignment:
    """The dispatcher takes the case, asks one team, and it accepts within a minute."""
    desk = story.people["aigerim"]
    acknowledge(report.stranding, by=desk, at=at)
    assignment = offer_to(report.stranding, story.teams[team], by=desk, at=at + timedelta(seconds=20))
    story.send_texts(at + timedelta(seconds=20))
    answer = accept(assignment, eta_min=eta_min, at=at + timedelta(seconds=80))
    story.send_texts(at + timedelta(seconds=80))
    return answer.assignment


def drive(story: Story, assignment: Assignment, *, at: datetime) -> Assignment:
    """It sets out; the reporter hears when it comes."""
    assignment = en_route(assignment, at=at)
    story.send_texts(at)
    return assignment


def reach(story: Story, assignment: Assignment, *, at: datetime) -> Assignment:
    """It stands at the animal."""
    return arrive(assignment, at=at)


def write_down(
    story: Story, assignment: Assignment, *, at: datetime, outcome: Outcome, expected_min: int | None = None, **findings
) -> StrandedAnimal:
    """What it found, and what became of the seal."""
    seal = record_seal(assignment, number=None, findings=findings, outcome=outcome, expected_min=expected_min, at=at)
    story.send_texts(at)
    return seal


def whole_way(story: Story, report: Report, team: str, *, at: datetime, outcome: Outcome, **findings) -> StrandedAnimal:
    """From the first look to the outcome on the beach, about an hour and a half."""
    assignment = send_out(story, report, team, at=at + timedelta(minutes=2))
    drive(story, assignment, at=at + timedelta(minutes=14))
    reach(story, assignment, at=at + timedelta(minutes=55))
    return write_down(story, assignment, at=at + timedelta(minutes=80), outcome=outcome, expected_min=60, **findings)
