"""Deeds on who eats: the day's report of a class, the canteen's count of the staff, leaves told beforehand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import is_school_day, refuse_closed
from lvye.modules.meals.models import Fee, Leave, Meal, Serving
from lvye.modules.meals.queries import fees_of, on_leave
from lvye.modules.menus import api as menus

LONGEST_LEAVE = 200  # days; more is a slip of the pen


def class_report(
    school_class: SchoolClass, day: date, *, away: Collection[Person] = (), now: datetime, actor: User
) -> list[Serving]:
    """A class tells who does not eat today; of each of its meals, how many were to eat and how many do.

    A second report of the day replaces the first: who is not named any more eats again. Raises ValidationError for a
    day to come, a day without school, a class in which nobody has paid, a pupil of another class.
    """
    _refuse_day(day, now)
    fees = list(fees_of(school_class, day))
    if not fees:
        raise ValidationError(_("“%(name)s”还没有收伙食费的学生。") % {"name": school_class.name}, code="nobody")
    eaters = {fee.pupil_id for fee in fees}
    if any(pupil.pk not in eaters for pupil in away):
        raise ValidationError(_("选的学生里有不在这个班交伙食费的，请刷新再选。"), code="stranger")
    with records.deed():
        known = {one.pupil_id: one for one in on_leave(school_class, day).select_for_update()}
        for pupil in away:
            if pupil.pk not in known:
                leave_tell(pupil=pupil, begins_on=day, ends_on=day, now=now, actor=actor)
        named = {pupil.pk for pupil in away}
        for pk, leave in known.items():
            if pk not in named and leave.begins_on == leave.ends_on == day:
                records.take(leave, "void", actor=actor)
        return _count(school_class, day, fees, now=now, actor=actor)


def _count(school_class: SchoolClass, day: date, fees: list[Fee], *, now: datetime, actor: User) -> list[Serving]:
    gone = set(on_leave(school_class, day).values_list("pupil", flat=True))
    there = {one.meal: one for one in Serving.objects.filter(school_class=school_class, day=day)}
    made = []
    for meal in Meal.values:
        own = [fee for fee in fees if meal in fee.standard.prices]
        if not own:
            continue
        values: dict[str, Any] = {"due": len(own), "eaten": sum(1 for fee in own if fee.pupil_id not in gone)}
        if meal in there:
            made.append(records.amend(there[meal], actor=actor, **values))
        else:
            made.append(
                records.create(
                    Serving, actor=actor, day=day, meal=meal, school_class=school_class,
                    is_late=_is_late(day, now), **values,
                )
            )  # fmt: skip
    return made


def no_meals(school_class: SchoolClass, day: date, *, now: datetime, actor: User) -> list[Serving]:
    """The class did not eat on a school day (an outing, a half day): told with nobody eating, so nothing is charged."""
    _refuse_day(day, now)
    if Serving.objects.filter(school_class=school_class, day=day).exists():
        raise ValidationError(_("这一天已经报过人数了；没有开餐的请把实际就餐改成 0。"), code="told")
    fees = list(fees_of(school_class, day))
    meals = [meal for meal in Meal.values if any(meal in fee.standard.prices for fee in fees)]
    if not meals:
        raise ValidationError(_("“%(name)s”还没有收伙食费的学生。") % {"name": school_class.name}, code="nobody")
    rows = [
        {"day": day, "meal": meal, "school_class": school_class, "due": len(fees), "eaten": 0,
         "is_late": _is_late(day, now)}
        for meal in meals
    ]  # fmt: skip
    return records.create_many(Serving, rows, actor=actor)


def staff_report(day: date, counts: Mapping[str, int], *, now: datetime, actor: User) -> list[Serving]:
    """How many of the staff ate each meal, counted by the canteen; a second report replaces the first."""
    _refuse_day(day, now, school_only=False)
    there = {one.meal: one for one in Serving.objects.filter(school_class__isnull=True, day=day)}
    made = []
    with records.deed():
        for meal, count in counts.items():
            if count < 0:
                raise ValidationError(_("人数不能小于零。"))
            if meal in there:
                made.append(records.amend(there[meal], actor=actor, due=count, eaten=count))
            else:
                made.append(records.create(Serving, actor=actor, day=day, meal=meal, due=count, eaten=count))
    return made


def serving_change(serving: Serving, *, actor: User, **values: Any) -> Serving:
    """Put right a count. Raises ValidationError in a closed term."""
    refuse_closed(serving.day)
    return records.amend(serving, actor=actor, **values)


def leave_tell(*, pupil: Person, begins_on: date, ends_on: date, now: datetime, actor: User) -> Leave:
    """A pupil will not eat. Days told of before the rule's time of day are not charged, the others are.

    Raises ValidationError for days that overlap another leave of his, and for somebody without a class.
    """
    if pupil.kind != "student" or pupil.school_class is None:
        raise ValidationError({"pupil": _("“%(name)s”不是在班里的学生。") % {"name": pupil.name}})
    if ends_on < begins_on:
        raise ValidationError({"ends_on": _("结束日期不能早于开始日期。")})
    if (ends_on - begins_on).days > LONGEST_LEAVE:
        raise ValidationError({"ends_on": _("停餐不能超过一个学期，请核对日期。")})
    refuse_closed(begins_on)
    taken = Leave.objects.filter(pupil=pupil, status=Leave.Status.GOOD, begins_on__lte=ends_on, ends_on__gte=begins_on)
    if taken.exists():
        raise ValidationError({"begins_on": _("这几天里已经报过停餐。")}, code="twice")
    return records.create(
        Leave, actor=actor, pupil=pupil, school_class=pupil.school_class, begins_on=begins_on, ends_on=ends_on,
        told_at=now, refund_from=refund_from(now),
    )  # fmt: skip


def refund_from(now: datetime) -> date:
    """The first day that is not charged when told now: today before the rule's time, else tomorrow."""
    today = timezone.localdate(now)
    return today + timedelta(days=1) if timezone.localtime(now).time() > report_by(today) else today


def report_by(day: date) -> Any:
    """Until when a class tells who does not eat on that day."""
    return rules.value("meals.report_by", day)


def leave_withdraw(leave: Leave, *, now: datetime, actor: User) -> Leave:
    """He eats after all. Raises ValidationError once a day of it has passed: end it by telling the right days."""
    if leave.begins_on < timezone.localdate(now):
        raise ValidationError(_("停餐已经开始，不能撤回；提前回来吃饭的请改结束日期。"))
    return records.take(leave, "void", actor=actor)


def leave_change(leave: Leave, *, now: datetime, actor: User, ends_on: date | None = None, **others: Any) -> Leave:
    """He comes back earlier; days that are over stay. Longer, or somebody else: that is another leave."""
    if others:
        raise ValidationError(_("只能改到哪天为止；别的改动请撤回，另报停餐。"))
    if ends_on is None:
        return leave
    today = timezone.localdate(now)
    if ends_on < leave.begins_on or ends_on > leave.ends_on:
        raise ValidationError({"ends_on": _("只能改早；要延长请另报停餐。")})
    if ends_on < today:
        raise ValidationError({"ends_on": _("过去的日子不能改，最早改到今天。")})
    return records.amend(leave, actor=actor, ends_on=ends_on)


def _is_late(day: date, now: datetime) -> bool:
    return timezone.localdate(now) > day or timezone.localtime(now).time() > report_by(day)


def _refuse_day(day: date, now: datetime, *, school_only: bool = True) -> None:
    if day > timezone.localdate(now):
        raise ValidationError({"day": _("还没有到这一天。")}, code="to_come")
    refuse_closed(day)
    if school_only and not is_school_day(day):
        raise ValidationError({"day": _("这一天不上学，不报就餐。")}, code="no_school")


def counts_from_menus(day: date, *, now: datetime, actor: User) -> int:
    """Classes that have not told who is away eat as many as they announced for the kitchen; returns how many meals."""
    _refuse_day(day, now)
    told = set(Serving.objects.filter(day=day, school_class__isnull=False).values_list("school_class", flat=True))
    rows = []
    for school_class in SchoolClass.objects.filter(is_open=True).exclude(pk__in=told).order_by("sort", "pk"):
        fees = list(fees_of(school_class, day))
        for meal in Meal.values:
            due = sum(1 for fee in fees if meal in fee.standard.prices)
            said = menus.heads(day, meal, school_class) if due else None
            if said is not None:
                rows.append(
                    {"day": day, "meal": meal, "school_class": school_class, "due": due, "eaten": min(said, due)}
                )
    return len(records.create_many(Serving, rows, actor=actor))
