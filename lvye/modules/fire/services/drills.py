"""Drills: planned, held, talked over; what went wrong is a task or is handed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.offers import api as offers
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.kit.events import tell
from lvye.modules.fire.events import Drilled
from lvye.modules.fire.models import Drill, DrillStatus, DrillTime, Finding, FindingStatus, Plan, PlanKind, PlanStatus
from lvye.modules.fire.rounds import duty_fulfil

LOW = 4  # floors
LONGEST = 3600


@dataclass(frozen=True, kw_only=True)
class Took:
    """One building: how many came out, in how many seconds."""

    people: int
    seconds: int


def limit_of(place: Place, on: date) -> int:
    """The seconds within which a building is to be empty, by its floors."""
    floors = place.children.filter(kind="floor").count()
    return int(rules.value("fire.drill_seconds.high" if floors > LOW else "fire.drill_seconds.low", on))


def drill_plan(
    *, plan: Plan, buildings: Sequence[Place], planned_on: date, lead: Person, today: date, actor: User, **values: Any
) -> Drill:
    """Arrange a drill for buildings. values: name, roles, with_brigade.

    Raises ValidationError: a plan that does not hold, 防火制度, no building, a closed term.
    """
    if plan.status != PlanStatus.HOLDS or plan.kind == PlanKind.RULES:
        raise ValidationError({"plan": _("请选一份现行的应急预案。")})
    if not buildings:
        raise ValidationError({"buildings": _("请选哪几栋楼参加。")})
    refuse_closed(planned_on)
    with records.deed():
        number = f"YL-{planned_on.year}-{rules.next_number(f'fire.drill:{planned_on.year}', 2)}"
        name = str(values.pop("name", "") or _("%(plan)s演练") % {"plan": plan.get_kind_display()})
        made = records.create(
            Drill, actor=actor, number=number, plan=plan, name=name, planned_on=planned_on, lead=lead, **values
        )
        rows = [{"drill": made, "place": one, "limit": limit_of(one, today)} for one in dict.fromkeys(buildings)]
        records.create_many(DrillTime, rows, actor=actor)
    return made


def drill_hold(
    drill: Drill, took: Mapping[int, Took], *, alarm_at: datetime, photos: Sequence[Any] = (), now: datetime,
    actor: User,
) -> Drill:  # fmt: skip
    """The drill was held. took: building's time record → what it took; all of them, no guess for one nobody timed.

    Raises ValidationError: a building without its time, a time that cannot be, an alarm to come, a closed term.
    """
    if alarm_at > now:
        raise ValidationError({"alarm_at": _("警报时间还没有到。")})
    held_on = timezone.localdate(alarm_at)
    refuse_closed(held_on)
    times = list(drill.times.select_related("place").order_by("pk"))
    missing = [str(one.place) for one in times if one.pk not in took]
    if missing:
        raise ValidationError(_("还没有记用时：%(places)s。") % {"places": "、".join(missing)}, code="missing")
    for one in times:
        if not 0 < took[one.pk].seconds <= LONGEST or took[one.pk].people < 1:
            raise ValidationError(_("%(place)s的人数和用时要大于零，用时不超过一小时。") % {"place": one.place})
    with records.deed():
        for one in times:
            said = took[one.pk]
            records.amend(
                one, actor=actor, verb="time", people=said.people, seconds=said.seconds,
                is_over=said.seconds > one.limit,
            )  # fmt: skip
        held = records.take(
            drill, "hold", actor=actor, held_at=alarm_at, held_on=held_on,
            people=sum(one.people for one in took.values()), slowest=max(one.seconds for one in took.values()),
        )  # fmt: skip
        if photos:
            files.attach_all(held, list(photos), caption=_("演练"), actor=actor, now=now)
        duty_fulfil(held, actor=actor)
        tell(Drilled(held.pk, held.people or 0, held.slowest or 0))
    return held


def finding_add(
    drill: Drill, *, what: str, place: Place | None = None, measure: str = "", responsible: Person | None = None,
    due_on: date | None = None, offer: str = "", photos: Sequence[Any] = (), today: date, actor: User,
) -> Finding:  # fmt: skip
    """One thing to do better. With `offer` it goes on at once: a repair, a hazard, a note; else it is a task.

    Raises ValidationError: a drill that was not held, a task without measure, person and day, a day that has passed.
    """
    if drill.status not in (DrillStatus.HELD, DrillStatus.CLOSED):
        raise ValidationError(_("演练以后才有要改进的。"))
    if not what.strip():
        raise ValidationError({"what": _("写一句发现了什么问题。")})
    found_on = drill.held_on or today
    values: dict[str, Any] = {"drill": drill, "what": what.strip(), "place": place, "found_on": found_on}
    with records.deed():
        if offer:
            made = offers.take(
                offer, title=what.strip(), text=str(drill), place=place, photos=photos, about=drill, actor=actor
            )
            label = str(made._meta.label_lower)
            return records.create(
                Finding, actor=actor, **values, status=FindingStatus.HANDED, handed_as=offer, target=label,
                target_id=made.pk,
            )  # fmt: skip
        if not measure.strip() or responsible is None or due_on is None:
            raise ValidationError(_("请写明怎么改进、谁负责、最迟哪天；或者直接转报修、转隐患。"), code="no_task")
        if due_on < today:
            raise ValidationError({"due_on": _("最迟哪天不能早于今天。")})
        return records.create(
            Finding, actor=actor, **values, measure=measure.strip(), responsible=responsible, due_on=due_on
        )


def finding_finish(finding: Finding, *, done_words: str, today: date, actor: User) -> Finding:
    """Put right, in words."""
    if not done_words.strip():
        raise ValidationError({"done_words": _("写一句怎么改的。")})
    return records.take(finding, "finish", actor=actor, done_words=done_words.strip()[:200], done_on=today)


def drill_close(drill: Drill, *, summary: str, today: date, actor: User) -> Drill:
    """Talked over. Where a building was too slow, there is at least one thing to do better.

    Raises ValidationError without words, and where a building was over its time and nothing follows from it.
    """
    if not summary.strip():
        raise ValidationError({"summary": _("写几句讲评：好在哪里、差在哪里。")})
    if drill.times.filter(is_over=True).exists() and not drill.findings.exists():
        raise ValidationError(_("有楼超时，要写至少一条改进：谁、怎么改、哪天。"), code="over_without_finding")
    return records.take(drill, "close", actor=actor, summary=summary.strip(), closed_on=today)


def drill_cancel(drill: Drill, *, cancel_why: str, actor: User) -> Drill:
    """Not held after all, with the reason."""
    if not cancel_why.strip():
        raise ValidationError({"cancel_why": _("请写为什么取消。")})
    return records.take(drill, "cancel", actor=actor, cancel_why=cancel_why.strip())
