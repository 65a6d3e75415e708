"""The gate: the guard shows every hour that he is there; an hour without it is told at once and looked into."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.duties.api import Instance, Result, Sent, Status, instance_do
from lvye.kernel.people.api import person_for
from lvye.kernel.places.api import code_in, resolve
from lvye.kernel.records import api as records
from lvye.modules.security.models import Gap, KeyPlace, Verdict

from .acting import shift_at
from .telling import GATE, HEADS, tell_posts

DUTY = "security-gate"
TARGET = "security.keyplace"
OK = {"manned": {"key": "ok"}, "locked": {"key": "ok"}}


def gate_due(now: datetime, gate: KeyPlace | None = None) -> list[Instance]:
    """The hours of the gates that can be shown now: one within its grace first, the hour that runs last."""
    rows = Instance.objects.filter(
        duty__code=DUTY, status=Status.DUE, opens_at__lte=now, closes_at__gte=now, spot__target=TARGET
    )
    if gate is not None:
        rows = rows.filter(spot__target_id=gate.pk)
    return list(rows.select_related("duty", "spot__place").order_by("due_at", "pk"))


def gate_here(
    code: str,
    *,
    key: UUID | None = None,
    at: datetime | None = None,
    off: timedelta | None = None,
    now: datetime,
    actor: User,
) -> Result:
    """在岗: the code on the gate's wall was read, so that the hour that runs is shown; if it is, the one before it.

    Raises ValidationError for the code of no gate, and where nothing is due (shown already, or the duty is off).
    """  # fmt: skip
    found = resolve(code_in(code))
    gate = None
    if found is not None and found.is_live:
        gate = KeyPlace.objects.filter(place=found.place_id, is_watched=True, is_active=True).first()
    if gate is None:
        raise ValidationError({"code": _("这不是门岗的码，请扫贴在门卫室的码。")})
    moment = min(at, now) if at is not None else now
    due = gate_due(moment, gate)
    if not due:
        raise ValidationError({"code": _("这一小时已经报过在岗了，下一个整点再扫。")}, code="shown")
    scans = [{"code": code, "at": moment.isoformat()}]
    sent = Sent(key=key or uuid4(), device_at=at, off=off, scans=scans)
    return instance_do(due[-1], answers=OK, sent=sent, now=now, actor=actor)


def gaps_open(instances: Sequence[int], *, now: datetime, actor: User) -> list[Gap]:
    """Hours nobody showed himself: each is kept with whom the roster names, and the director hears of it at once."""
    rows = Instance.objects.filter(pk__in=instances, spot__target=TARGET).exclude(pk__in=Gap.objects.values("instance"))
    missed = list(rows.select_related("spot__place").order_by("opens_at", "pk"))
    gates = KeyPlace.objects.in_bulk([one.spot.target_id for one in missed if one.spot])
    made = []
    with records.deed():
        for one in missed:
            gate = gates.get(one.spot.target_id) if one.spot else None
            if gate is None:
                continue
            people = "、".join(person.name for person in shift_at(one.opens_at)[1])
            made.append(
                records.create(
                    Gap, actor=actor, instance=one, gate=gate, on=one.day, begins_at=one.opens_at, ends_at=one.due_at,
                    on_duty=people[:100],
                )
            )  # fmt: skip
        if made:
            _tell(made, now)
    return made


def _tell(gaps: list[Gap], now: datetime) -> None:
    last = gaps[-1]
    hours = "、".join(f"{timezone.localtime(one.begins_at):%H:%M}" for one in gaps[-3:])
    title = _("门岗没有人报到：%(where)s %(hours)s这一小时") % {"where": last.gate.place.name, "hours": hours}
    body = _("请马上打电话到门卫室，或者去看一看；校门没有人看时要锁好。")
    url = reverse("security.gap:detail", args=[last.pk])
    tell_posts(HEADS, title, body, url=url, about=last, kind=GATE, urgent=True, now=now)


def gap_judge(gap: Gap, *, verdict: str, words: str = "", actor: User) -> Gap:
    """What it was, by somebody who was not the guard himself. Raises ValidationError for who was on duty then."""
    person = person_for(actor)
    if verdict not in Verdict.values:
        raise ValidationError({"verdict": _("请选核实的结果。")})
    if person.name in gap.on_duty.split("、"):
        raise ValidationError(_("当班人不能核实自己，请总务处核实。"), code="own")
    if verdict == Verdict.AWAY and not words.strip():
        raise ValidationError({"words": _("没有人在岗，请写明为什么、校门锁好没有。")})
    return records.take(gap, "judge", actor=actor, verdict=verdict, words=words.strip(), judged_by=person)
