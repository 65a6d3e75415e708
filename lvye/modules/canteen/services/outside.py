"""Those who look on, and the day somebody falls ill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.people.api import Person, person_for
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import refuse_closed
from lvye.modules.canteen.models import Accompany, Incident, Mark, Meal, Sample, SampleStatus, Visit
from lvye.modules.canteen.rounds import duty_fulfil

from .common import number_next
from .controlling import Found, finding_add
from .cooking import meal_open
from .telling import tell_incident


@dataclass(frozen=True, kw_only=True)
class Ate:
    """What one who ate with the pupils says. parent: his name, where it was a parent; problem: what is to be done."""

    who: str = Accompany.Who.LEADER
    parent: str = ""
    quality: int = Mark.GOOD
    hygiene: int = Mark.GOOD
    order: int = Mark.GOOD
    service: int = Mark.GOOD
    is_same: bool = True
    pupils: str = ""
    words: str = ""
    problem: str = ""


def accompany_record(day: date, kind: str, said: Ate, *, now: datetime, actor: User) -> Accompany:
    """Keep one accompanying meal; a problem becomes a finding with a person and a day.

    Raises ValidationError: a meal to come, not the same dishes at the same price or a mark of 差 without a word, a
    parent without a name, twice for one meal.
    """
    today = timezone.localdate(now)
    if day > today:
        raise ValidationError(_("日子还没到。"), code="future")
    refuse_closed(day)
    marks = (said.quality, said.hygiene, said.order, said.service)
    if (Mark.BAD in marks or not said.is_same) and not (said.words.strip() or said.problem.strip()):
        raise ValidationError({"words": _("哪里不好，写一句。")})
    person = person_for(actor)
    if said.who == Accompany.Who.PARENT and not said.parent.strip():
        raise ValidationError({"parent": _("写上家长的姓名。")})
    with records.deed():
        meal = meal_open(day, kind, actor=actor)
        made = records.create(
            Accompany, actor=actor, meal=meal, day=day, who=said.who, person=person,
            parent=said.parent.strip() if said.who == Accompany.Who.PARENT else "", quality=said.quality,
            hygiene=said.hygiene, order=said.order, service=said.service, is_same=said.is_same,
            pupils=said.pupils.strip(), words=said.words.strip(), written_at=now,
        )  # fmt: skip
        if said.problem.strip():
            finding_add(Found(said.problem), found_on=day, company=made, now=now, actor=actor)
        code = "parent_accompany" if said.who == Accompany.Who.PARENT else "meal_accompany"
        duty_fulfil(code, on=day, note=_("陪餐记录"), now=now, actor=actor)
    return made


def visit_record(
    *, found: Sequence[Found] = (), photos: Sequence[Any] = (), now: datetime, actor: User, **values: Any
) -> Visit:
    """Keep an inspection of an authority with what it found. Raises ValidationError for a day to come."""
    if values["visited_on"] > timezone.localdate(now):
        raise ValidationError({"visited_on": _("检查日期不能在将来。")})
    shots = [files.receive(one) for one in photos]
    with records.deed():
        made = records.create(Visit, actor=actor, **values)
        if shots:
            files.attach_all(made, shots, kind="paper", actor=actor, now=now, fresh=True)
        for one in found:
            finding_add(one, found_on=made.visited_on, visit=made, now=now, actor=actor)
    return made


def incident_open(meal: Meal, *, ill: int, words: str, begun_at: datetime, now: datetime, actor: User) -> Incident:
    """Somebody has fallen ill: every sample in the cabinet is sealed, and all who answer for the food are told.

    Raises ValidationError: nobody ill, no words, a moment to come, one that is open for this meal already.
    """
    if ill < 1:
        raise ValidationError({"ill": _("写明有几个人不适。")})
    if not words.strip():
        raise ValidationError({"words": _("写一句什么情况。")})
    if begun_at > now:
        raise ValidationError({"begun_at": _("时间不能在将来。")})
    if Incident.objects.filter(meal=meal, status=Incident.Status.OPEN).exists():
        raise ValidationError(_("这一餐已经启动过处置了。"), code="again")
    day = timezone.localdate(begun_at)
    person: Person = person_for(actor)
    with records.deed():
        made = records.create(
            Incident, actor=actor, number=number_next("SJ", day), meal=meal, begun_at=begun_at, day=day, ill=ill,
            words=words.strip(), by=person,
        )  # fmt: skip
        for sample in Sample.objects.filter(status=SampleStatus.KEPT).order_by("pk"):
            records.take(sample, "seal", actor=actor, reason=made.number)
        tell_incident(made, now=now)
    return made


def incident_report(incident: Incident, whom: str, *, at: datetime, now: datetime, actor: User) -> Incident:
    """Note when an authority was told. whom: "food_office", "health_office", "education"."""
    if at > now or at < incident.begun_at:
        raise ValidationError(_("报告时间在发现以后、现在以前。"), code="when")
    told: dict[str, Any] = {f"{whom}_at": at}
    return records.amend(incident, actor=actor, verb="report", **told)


def incident_close(
    incident: Incident, *, is_food: bool | None = None, outcome: str = "", now: datetime, actor: User
) -> Incident:
    """The end of it. Where it was not the food, the samples are free again.

    Raises ValidationError without an outcome, or without the two offices told where it was the food.
    """
    if is_food is None or not outcome.strip():
        raise ValidationError({"outcome": _("了结要写明是不是饮食引起的、结论是什么。")})
    if is_food and (incident.food_office_at is None or incident.health_office_at is None):
        raise ValidationError(
            _("先记下什么时候报了市场监管和卫生健康部门（食品安全法第一百零三条）。"), code="unreported"
        )
    with records.deed():
        closed = records.take(incident, "close", actor=actor, is_food=is_food, outcome=outcome.strip())
        others = Incident.objects.filter(status=Incident.Status.OPEN).exists()
        if not is_food and not others:
            for sample in Sample.objects.filter(status=SampleStatus.SEALED).order_by("pk"):
                records.take(sample, "release", actor=actor, reason=incident.number)
    return closed
