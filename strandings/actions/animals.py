"""The seals of a stranding: found, examined, loaded, admitted; and the individual's fate."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from strandings.actions.cases import close
from strandings.actions.record import lock, note, note_animal
from strandings.actions.telling import tell_fate
from strandings.lifecycle import StrandingStatus
from strandings.models import Animal, CarcassCount, FieldTreatment, StrandedAnimal, Stranding
from strandings.words import OUTCOME_ENDS, Fate, Outcome, Resolution

FINDINGS = {
    "code_at_first_sight",
    "code_at_examination",
    "examined_at",
    "age_class",
    "sex",
    "length_cm",
    "length_is_estimate",
    "girth_cm",
    "weight_kg",
    "weight_is_estimate",
    "signs",
    "human_interaction",
    "findings",
}


@transaction.atomic
def record_animal(
    stranding: Stranding,
    *,
    at: datetime,
    by: User | None,
    by_words: str,
    field_uuid: UUID | None = None,
    number: int | None = None,
    happened_at: datetime | None = None,
    **findings,
) -> StrandedAnimal:
    """Write down one seal of this stranding, or complete the one with this number. Repeating a field_uuid is harmless.

    findings: columns of FINDINGS; lengths in cm, weights in kg.
    """
    unknown = set(findings) - FINDINGS
    if unknown:
        raise TypeError(f"no such findings: {sorted(unknown)}")
    stranding = lock(stranding)
    if field_uuid:
        already = StrandedAnimal.objects.filter(field_uuid=field_uuid).first()
        if already:
            return already
    seal = stranding.animals.filter(number=number).first() if number else None
    if seal is None:
        last = stranding.animals.aggregate(last=Max("number"))["last"] or 0
        seal = StrandedAnimal(stranding=stranding, number=number or last + 1, field_uuid=field_uuid)
    for name, value in findings.items():
        setattr(seal, name, value)
    seal.version += 1
    seal.save()
    note(
        stranding,
        verb="animal_recorded",
        by=by,
        by_words=by_words,
        at=at,
        happened_at=happened_at,
        details={"number": seal.number, "code": seal.code_at_examination or seal.code_at_first_sight},
    )
    return seal


@transaction.atomic
def treat_in_field(
    stranded: StrandedAnimal,
    *,
    what: str,
    amount: str,
    given_at: datetime,
    at: datetime,
    by_words: str,
    field_uuid: UUID | None = None,
) -> FieldTreatment:
    """Write down what was given on the beach; it stands in the chart at intake."""
    lock(stranded.stranding)
    if field_uuid:
        already = FieldTreatment.objects.filter(field_uuid=field_uuid).first()
        if already:
            return already
    note(stranded.stranding, verb="field_treatment", by_words=by_words, at=at, details={"number": stranded.number})
    return FieldTreatment.objects.create(
        stranded_animal=stranded,
        what=what,
        amount=amount,
        given_at=given_at,
        recorded_at=at,
        by_words=by_words,
        field_uuid=field_uuid,
    )


@transaction.atomic
def record_outcome(
    stranded: StrandedAnimal,
    *,
    outcome: Outcome,
    at: datetime,
    by: User | None,
    by_words: str,
    note_text: str = "",
    happened_at: datetime | None = None,
) -> StrandedAnimal:
    """What became of this seal here; the stranding closes when each of its seals and counts has an end."""
    stranding = lock(stranded.stranding)
    stranded = StrandedAnimal.objects.select_for_update().get(pk=stranded.pk)
    _set_outcome(stranded, outcome, happened_at or at, note_text)
    note(
        stranding,
        verb="outcome",
        by=by,
        by_words=by_words,
        at=at,
        happened_at=happened_at,
        details={"number": stranded.number, "outcome": outcome.value},
    )
    _close_when_all_ended(stranding, by=by, by_words=by_words, at=at)
    return stranded


@transaction.atomic
def load(
    stranded: StrandedAnimal, *, expected_at: datetime, at: datetime, by_words: str, happened_at: datetime | None = None
) -> StrandedAnimal:
    """The seal is in the car, on its way to the centre: rehab sees it from now on."""
    stranding = lock(stranded.stranding)
    stranded = StrandedAnimal.objects.select_for_update().get(pk=stranded.pk)
    if stranded.outcome in OUTCOME_ENDS:
        return stranded
    if stranded.animal is None:
        stranded.animal = Animal.objects.create(sex=stranded.sex, created_at=at, fate=Fate.ON_ITS_WAY, fate_at=at)
    _set_outcome(stranded, Outcome.LOADED, happened_at or at, "", loaded_until=expected_at)
    note(
        stranding,
        verb="loaded",
        by_words=by_words,
        at=at,
        happened_at=happened_at,
        details={"number": stranded.number, "expected_at": expected_at.isoformat()},
    )
    return stranded


@transaction.atomic
def unload(stranded: StrandedAnimal, *, at: datetime, by_words: str) -> StrandedAnimal:
    """Take a mistaken loading back."""
    stranding = lock(stranded.stranding)
    stranded = StrandedAnimal.objects.select_for_update().get(pk=stranded.pk)
    if stranded.outcome != Outcome.LOADED:
        return stranded
    stranded.outcome, stranded.outcome_at, stranded.on_its_way_since, stranded.expected_at = "", None, None, None
    stranded.version += 1
    stranded.save()
    note(stranding, verb="unloaded", by_words=by_words, at=at, details={"number": stranded.number})
    return stranded


@transaction.atomic
def admitted(stranded: StrandedAnimal, *, care_number: str, at: datetime, by: User) -> Animal:
    """Rehab has the seal: its outcome here is ADMITTED, and the individual is in care under this number."""
    stranding = lock(stranded.stranding)
    stranded = StrandedAnimal.objects.select_for_update().get(pk=stranded.pk)
    animal = stranded.animal or Animal.objects.create(sex=stranded.sex, created_at=at)
    animal.care_number = care_number
    animal.save(update_fields=["care_number"])
    stranded.animal = animal
    _set_outcome(stranded, Outcome.ADMITTED, at, "")
    note(
        stranding,
        verb="outcome",
        by=by,
        at=at,
        details={"number": stranded.number, "outcome": Outcome.ADMITTED.value, "care_number": care_number},
    )
    set_fate(animal, fate=Fate.IN_CARE, at=at, by=by)
    _close_when_all_ended(stranding, by=by, by_words="", at=at)
    return animal


@transaction.atomic
def arrived_dead(stranded: StrandedAnimal, *, at: datetime, by: User, note_text: str = "") -> StrandedAnimal:
    """The seal was dead when it reached the centre; it never becomes a patient."""
    stranded = record_outcome(stranded, outcome=Outcome.DEAD_ON_ARRIVAL, at=at, by=by, by_words="", note_text=note_text)
    if stranded.animal:
        _write_fate(stranded.animal, Fate.DIED, at=at, by=by, story="")
    return stranded


@transaction.atomic
def set_fate(animal: Animal, *, fate: Fate, at: datetime, by: User | None, story: str = "") -> Animal:
    """Rehab says where the individual is in its life; finders who asked hear of a release or a death."""
    animal = _write_fate(animal, fate, at=at, by=by, story=story)
    tell_fate(animal, at=at)
    return animal


@transaction.atomic
def direct_animal(*, sex: str, nickname: str, at: datetime, by: User | None) -> Animal:
    """A seal that reaches the centre without a stranding of ours: brought by somebody, or transferred in."""
    animal = Animal.objects.create(sex=sex, nickname=nickname, created_at=at)
    note_animal(animal, verb="animal_registered", by=by, at=at)
    return animal


@transaction.atomic
def count_carcasses(
    stranding: Stranding,
    *,
    total: int,
    at: datetime,
    by: User | None,
    by_words: str,
    by_code: dict | None = None,
    way: str = "new",
    series: str = "main",
    marked: int = 0,
    marked_found_again: int = 0,
    outcome: str = "",
    counted_at: datetime | None = None,
    field_uuid: UUID | None = None,
) -> CarcassCount:
    """Write down a count of carcasses: new ones, the sum so far, or a recount that replaces."""
    stranding = lock(stranding)
    if field_uuid:
        already = CarcassCount.objects.filter(field_uuid=field_uuid).first()
        if already:
            return already
    count = CarcassCount.objects.create(
        stranding=stranding,
        incident=stranding.incident,
        series=series,
        way=way,
        total=total,
        by_code=by_code or {},
        marked=marked,
        marked_found_again=marked_found_again,
        outcome=outcome,
        counted_at=counted_at or at,
        recorded_at=at,
        by=by,
        field_uuid=field_uuid,
    )
    note(
        stranding,
        verb="carcasses_counted",
        by=by,
        by_words=by_words,
        at=at,
        happened_at=counted_at,
        details={"total": total, "way": way},
    )
    if outcome:
        _close_when_all_ended(stranding, by=by, by_words=by_words, at=at)
    return count


def _set_outcome(
    stranded: StrandedAnimal, outcome: Outcome, when: datetime, note_text: str, loaded_until: datetime | None = None
) -> None:
    stranded.outcome, stranded.outcome_at = outcome, when
    stranded.outcome_note = note_text or stranded.outcome_note
    stranded.on_its_way_since = when if loaded_until else None
    stranded.expected_at = loaded_until
    stranded.version += 1
    stranded.save()


def _write_fate(animal: Animal, fate: Fate, *, at: datetime, by: User | None, story: str) -> Animal:
    animal = Animal.objects.select_for_update().get(pk=animal.pk)
    was = animal.fate
    animal.fate, animal.fate_at = fate, at
    animal.public_story = story or animal.public_story
    animal.version += 1
    animal.save(update_fields=["fate", "fate_at", "public_story", "version"])
    note_animal(animal, verb="fate", by=by, at=at, details={"from_fate": was, "fate": fate.value})
    return animal


def _close_when_all_ended(stranding: Stranding, *, by: User | None, by_words: str, at: datetime) -> None:
    if stranding.status == StrandingStatus.CLOSED:
        return
    ends = [row.outcome in OUTCOME_ENDS for row in stranding.animals.all()]
    ends += [bool(row.outcome) for row in stranding.carcass_counts.all()]
    if ends and all(ends):
        close(stranding, resolution=Resolution.OUTCOMES, by=by, by_words=by_words, at=at)
