"""What stands between a seal and the sea."""

from datetime import datetime

from rehab.lifecycle import PatientStatus
from rehab.models import CareSetting, Patient
from rehab.queries.prescribing import withdrawal


def obstacles(patient: Patient, *, at: datetime) -> list[dict]:
    """Everything that blocks a release now, as codes with their facts; empty: the seal may go."""
    found: list[dict] = []
    if patient.status != PatientStatus.PRE_RELEASE:
        found.append({"code": "not_prepared"})
    decided = {g.gate: g.verdict for g in patient.gates.all()}
    wanted = [*CareSetting.load().required_gates, "infectious_disease_screen"]
    for gate in dict.fromkeys(wanted):
        if decided.get(gate, "open") not in {"passed", "not_needed"}:
            found.append({"code": "gate", "gate": gate, "verdict": decided.get(gate, "open")})
    drugs = withdrawal(patient)
    if drugs.until and drugs.until > at:
        found.append({"code": "withdrawal", "until": drugs.until})
    running = patient.prescriptions.running(at).select_related("drug")
    found += [{"code": "course_running", "drug": p.drug.name} for p in running]
    unsigned = patient.prescriptions.unsigned().select_related("drug")
    found += [{"code": "order_unsigned", "drug": p.drug.name} for p in unsigned]
    open_tasks = patient.tasks.filter(done_at=None, dropped_because="").count()
    if open_tasks:
        found.append({"code": "open_tasks", "count": open_tasks})
    if patient.quarantines.filter(ended_at=None).exists():
        found.append({"code": "quarantine"})
    return found
