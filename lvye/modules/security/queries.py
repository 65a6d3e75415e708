"""Reads across the gate: the guard's page, the board of the office, how many guards the school must have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.duties.api import Instance, Status, today_of
from lvye.kernel.people.api import Person, PersonKind, PersonStatus, holders
from lvye.kernel.registers.api import registers
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import Term

from .models import Camera, Gap, GapStatus, KeyPlace, Outing, OutingStatus, Pledge, PledgeStatus, Visit, VisitStatus
from .services.gates import DUTY, TARGET

HOURS_SHOWN = 12


@dataclass(frozen=True)
class Hour:
    """One hour of a gate. kind: done, late, soon (it runs now), idle (made up for later)."""

    at: datetime
    kind: str


@dataclass(frozen=True)
class Watch:
    """A gate, the hour that can be shown now, when it was shown last, and the hours behind."""

    gate: KeyPlace
    due: Instance | None
    last: datetime | None
    hours: list[Hour]


def watches(now: datetime) -> list[Watch]:
    """Each gate that is watched, with its last hours."""
    gates = list(KeyPlace.objects.filter(is_watched=True, is_active=True).select_related("place").order_by("pk"))
    rows = Instance.objects.filter(
        duty__code=DUTY, spot__target=TARGET, spot__target_id__in=[gate.pk for gate in gates], opens_at__lte=now,
        opens_at__gt=now - timedelta(hours=HOURS_SHOWN),
    )  # fmt: skip
    seen: dict[int, list[Instance]] = {gate.pk: [] for gate in gates}
    for one in rows.select_related("duty", "spot__place", "result").order_by("opens_at", "pk"):
        if one.spot is not None:
            seen[one.spot.target_id].append(one)
    return [_watch(gate, seen[gate.pk], now) for gate in gates]


def _watch(gate: KeyPlace, rows: list[Instance], now: datetime) -> Watch:
    due = next((one for one in reversed(rows) if one.status == Status.DUE and one.closes_at >= now), None)
    done = [one.result.done_at for one in rows if one.status in (Status.DONE, Status.LATE)]
    return Watch(gate, due, max(done) if done else None, [Hour(one.opens_at, _kind(one, now)) for one in rows])


def _kind(one: Instance, now: datetime) -> str:
    if one.status == Status.DUE:
        return "soon" if one.closes_at >= now else "late"
    return {Status.DONE: "done", Status.LATE: "idle", Status.EXCUSED: "idle"}.get(Status(one.status), "late")


def visits_now(user: User) -> tuple[list[Visit], list[Visit]]:
    """Who waits at the gate and who is inside."""
    rows = registers["security.visit"].rows(user).filter(status__in=[VisitStatus.ASKED, VisitStatus.INSIDE])
    found: list[Visit] = list(rows.select_related("host", "guard").order_by("came_at", "pk"))
    asked = [one for one in found if one.status == VisitStatus.ASKED]
    return asked, [one for one in found if one.status == VisitStatus.INSIDE]


def slips_now(user: User, today: date) -> tuple[list[Outing], list[Outing]]:
    """Who may go out today and who is out."""
    rows = registers["security.outing"].rows(user).filter(on=today, status__in=[OutingStatus.AGREED, OutingStatus.OUT])
    found: list[Outing] = list(rows.select_related("person", "school_class", "agreed_by").order_by("leaves_at", "pk"))
    ready = [one for one in found if one.status == OutingStatus.AGREED]
    return ready, [one for one in found if one.status == OutingStatus.OUT]


def rounds_now(user: User, now: datetime) -> list[dict[str, Any]]:
    """The rounds this user can make now, beside the gate's hour: a line for each duty and window, with what is left."""
    rows = today_of(user, now).filter(status=Status.DUE, opens_at__lte=now, closes_at__gte=now)
    found: dict[tuple[int, datetime], dict[str, Any]] = {}
    for one in rows.exclude(duty__code=DUTY):
        line = found.setdefault(
            (one.duty_id, one.due_at), {"duty": one.duty, "name": one.name, "first": one, "left": 0}
        )
        line["left"] += 1
    return list(found.values())


def guards_wanted(pupils: int, on: date) -> int:
    """How many guards a school of so many pupils must have (GB/T 29315-2022, values as rules)."""
    if pupils < 100:
        return int(rules.value("security.guards_small", on))
    if pupils < 1000:
        return int(rules.value("security.guards_middle", on))
    step = int(rules.value("security.guards_step", on))
    return int(rules.value("security.guards_large", on)) + (pupils - 1000) // step


def guards_had(on: date) -> tuple[int, int, int]:
    """Guards there are, guards wanted, and the pupils that asks for them."""
    pupils = Person.objects.filter(kind=PersonKind.STUDENT, status=PersonStatus.HERE).count()
    return holders("guard", on).count(), guards_wanted(pupils, on), pupils


def gaps_today(now: datetime) -> QuerySet[Gap]:
    """Hours nobody showed himself that nobody has looked into, and all of today's."""
    rows = Gap.objects.filter(Q(status=GapStatus.OPEN) | Q(on=timezone.localdate(now)))
    return rows.select_related("gate__place").order_by("-begins_at")


def signed_by(term: Term) -> list[dict[str, Any]]:
    """Of each letter of a term: how many went out, how many are signed."""
    rows = Pledge.objects.filter(term=term).exclude(status=PledgeStatus.DROPPED).order_by("wording__kind", "wording_id")
    found = rows.values("wording_id", "wording__name").annotate(
        n=Count("pk"), signed=Count("pk", filter=Q(status=PledgeStatus.SIGNED))
    )
    return [{"name": one["wording__name"], "pk": one["wording_id"], **one} for one in found]


def cameras_state() -> dict[str, int]:
    """How many cameras there are, how many see, how many keep too little, how many were never played back."""
    rows = Camera.objects.exclude(status="off")
    return dict(
        rows.aggregate(
            n=Count("pk"), ok=Count("pk", filter=Q(status="ok")),
            short=Count("pk", filter=Q(keeps_days__lt=F("wanted_days"))),
            unknown=Count("pk", filter=Q(keeps_days=None)),
        )
    )  # fmt: skip
