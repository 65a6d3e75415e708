"""The week's menu: begun, filled dish by dish, copied, published; after that changed only by name and with a reason."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import day_name, is_school_day, refuse_closed
from lvye.kit import say
from lvye.kit.events import tell
from lvye.modules.menus import nutrition
from lvye.modules.menus.banning import refuse_forbidden
from lvye.modules.menus.events import DishSwapped, MenuPublished
from lvye.modules.menus.models import Dish, MenuDish, MenuWeek, WeekKind, WeekStatus
from lvye.modules.menus.words import Meal

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
EVENT_MOST = 14


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - DAY * day.weekday()


def school_days_of(week: MenuWeek) -> list[date]:
    """The days a menu has: of a week those with school, of an event all."""
    days = [week.begins_on + DAY * n for n in range((week.ends_on - week.begins_on).days + 1)]
    return days if week.is_event else [day for day in days if is_school_day(day)]


def week_begin(day: date, *, budget: Decimal | None = None, actor: User) -> MenuWeek:
    """The menu of the week of a day, made where it is not there yet.

    Raises ValidationError for a week in which no day has school, and in a term that is closed.
    """
    first = monday(day)
    last = first + DAY * 6
    with records.deed():
        found = MenuWeek.objects.filter(begins_on=first, kind=WeekKind.WEEK).exclude(status=WeekStatus.DROPPED).first()
        if found is not None:
            return found
        if not any(is_school_day(first + DAY * n) for n in range(7)):
            text = _("%(first)s这一周没有一天上学，不用编食谱。")
            raise ValidationError(text % {"first": say.date(first)}, code="no_school")
        refuse_closed(first)
        name = _("%(period)s食谱") % {"period": say.period(first, last)}
        return records.create(
            MenuWeek, actor=actor, kind=WeekKind.WEEK, name=name, begins_on=first, ends_on=last, budget=budget
        )


def event_begin(
    *, name: str, begins_on: date, ends_on: date, heads: int, made_with: str, note: str = "", actor: User
) -> MenuWeek:
    """A menu for an event (运动会), on days without school too. Raises ValidationError for more than 14 days."""
    if (ends_on - begins_on).days >= EVENT_MOST:
        raise ValidationError({"ends_on": _("活动食谱最多 %(n)s 天。") % {"n": EVENT_MOST}})
    refuse_closed(begins_on)
    return records.create(
        MenuWeek, actor=actor, kind=WeekKind.EVENT, name=name.strip(), begins_on=begins_on, ends_on=ends_on,
        heads=heads, made_with=made_with.strip(), note=note.strip(),
    )  # fmt: skip


def week_change(week: MenuWeek, *, actor: User, **values: Any) -> MenuWeek:
    """Change the budget, the note, who makes it. The days stay."""
    return records.amend(week, actor=actor, **values)


def dish_put(week: MenuWeek, *, day: date, meal: str, dish: Dish, actor: User) -> MenuDish:
    """Put a dish on a day and a meal.

    Raises ValidationError on a menu that is published, for a day without school or outside the menu, a meal that is
    not served, a forbidden dish, one that is out of use, and one that is there already.
    """
    with records.deed():
        kept = MenuWeek.objects.select_for_update().get(pk=week.pk)
        _refuse_done(kept)
        _refuse_day(kept, day)
        _refuse_meal(kept, meal)
        if not dish.is_active:
            raise ValidationError(_("“%(dish)s”已经停用。") % {"dish": dish}, code="inactive")
        refuse_forbidden(dish, on=day)
        last = kept.dishes.filter(date=day, meal=meal).aggregate(n=Max("sort"))["n"] or 0
        return records.create(MenuDish, actor=actor, week=kept, date=day, meal=meal, dish=dish, sort=last + 1)


def dish_take_off(line: MenuDish, *, actor: User) -> None:
    """Take a dish off a draft. Raises ValidationError on a published menu: there it is swapped, with a reason."""
    with records.deed():
        _refuse_done(MenuWeek.objects.select_for_update().get(pk=line.week_id))
        records.remove(line, actor=actor, reason=_("撤下"))


def dish_swap(line: MenuDish, *, dish: Dish, why: str, now: datetime, actor: User) -> MenuDish:
    """临时换菜 on a published menu: the wall tells what it was and why.

    Raises ValidationError without a reason, for a day that is over, a forbidden dish, and one that is there already.
    """
    if not why.strip():
        raise ValidationError({"why": _("请写为什么换：缺货、变质、停气……")}, code="why")
    if line.week.status != WeekStatus.PUBLISHED:
        raise ValidationError(_("还没公示的食谱直接改就行。"), code="draft")
    today = timezone.localdate(now)
    if line.date < today:
        raise ValidationError(_("%(day)s已经过去了，吃过的菜不能改。") % {"day": say.date(line.date)}, code="past")
    refuse_forbidden(dish, on=line.date)
    with records.deed():
        was = line.instead_of or line.dish
        changed = records.amend(
            line, actor=actor, verb="swap", reason=why.strip(), dish=dish, instead_of=was, why=why.strip()[:100],
            swapped_on=today,
        )  # fmt: skip
        nutrition.keep(changed.week, actor=actor)
        tell(DishSwapped(line.date, line.meal, dish.pk, was.pk))
    return changed


def week_copy(week: MenuWeek, *, source: MenuWeek, actor: User) -> tuple[int, list[str]]:
    """Fill the empty meals of a week with those of another, weekday by weekday.

    Returns how many dishes came, and in a sentence each what did not (day without school, dish now forbidden).
    """
    came, left = 0, []
    with records.deed():
        kept = MenuWeek.objects.select_for_update().get(pk=week.pk)
        _refuse_done(kept)
        taken = set(kept.dishes.values_list("date", "meal"))
        days = set(school_days_of(kept))
        shift = week.begins_on - source.begins_on
        for line in source.dishes.select_related("dish").order_by("date", "meal", "sort", "pk"):
            day = line.date + shift
            if (day, line.meal) in taken:
                continue
            if day not in days:
                left.append(_("%(day)s没有课，没有抄。") % {"day": say.date(day)})
                continue
            try:
                with records.attempt():
                    dish_put(kept, day=day, meal=line.meal, dish=line.dish, actor=actor)
                came += 1
            except ValidationError as problem:
                left.extend(problem.messages)
    return came, list(dict.fromkeys(left))


def week_publish(week: MenuWeek, *, now: datetime, actor: User) -> MenuWeek:
    """Put it on the wall. Raises ValidationError naming the meals that are empty and what is forbidden by now."""
    with records.deed():
        kept = MenuWeek.objects.select_for_update().get(pk=week.pk)
        lines = list(kept.dishes.select_related("dish").prefetch_related("dish__ingredients__food"))
        for line in lines:
            refuse_forbidden(line.dish, on=line.date)
        if empty := _empty(kept, {(line.date, line.meal) for line in lines}):
            text = _("还有几餐是空的：%(meals)s。")
            raise ValidationError(text % {"meals": "、".join(empty[:8])}, code="empty")
        done = records.take(kept, "publish", actor=actor, published_at=now, published_by=actor)
        done = nutrition.keep(done, actor=actor)
        tell(MenuPublished(done.pk, done.begins_on, done.ends_on))
    return done


def week_recall(week: MenuWeek, *, why: str, now: datetime, actor: User) -> MenuWeek:
    """Take it back from the wall to change it. Raises ValidationError without a reason, and once it has begun."""
    if not why.strip():
        raise ValidationError({"why": _("请写为什么撤回。")})
    if timezone.localdate(now) >= week.begins_on:
        raise ValidationError(_("这一周已经开始，不能撤回；个别菜用“临时换菜”。"), code="begun")
    return records.take(week, "recall", actor=actor, why=why.strip()[:100], published_at=None, published_by=None)


def week_drop(week: MenuWeek, *, why: str, actor: User) -> MenuWeek:
    """作废. Raises ValidationError without a reason."""
    if not why.strip():
        raise ValidationError({"why": _("请写为什么作废。")})
    return records.take(week, "drop", actor=actor, why=why.strip()[:100])


def _empty(week: MenuWeek, filled: set[tuple[date, str]]) -> list[str]:
    if week.is_event:
        return [] if filled else [_("全部")]
    served = [meal for meal in rules.value("menus.meals") if meal != Meal.SNACK]
    return [
        f"{say.date(day)}{Meal(meal).label}"
        for day in school_days_of(week)
        for meal in served
        if (day, meal) not in filled
    ]


def _refuse_done(week: MenuWeek) -> None:
    if week.status == WeekStatus.PUBLISHED:
        raise ValidationError(_("食谱已经公示，个别菜用“临时换菜”，写明原因。"), code="published")
    if week.status == WeekStatus.DROPPED:
        raise ValidationError(_("食谱已经作废。"), code="dropped")


def _refuse_day(week: MenuWeek, day: date) -> None:
    if not week.begins_on <= day <= week.ends_on:
        raise ValidationError(_("%(day)s不在这份食谱里。") % {"day": say.date(day)}, code="outside")
    refuse_closed(day)
    if not week.is_event and not is_school_day(day):
        name = day_name(day)
        why = _("（%(name)s）") % {"name": name} if name else ""
        text = _("%(day)s%(why)s不上学，不能排菜；活动用餐请编活动食谱。")
        raise ValidationError(text % {"day": say.date(day), "why": why}, code="no_school")


def _refuse_meal(week: MenuWeek, meal: str) -> None:
    if meal not in Meal.values or (not week.is_event and meal not in rules.value("menus.meals")):
        word = Meal(meal).label if meal in Meal.values else meal
        raise ValidationError(_("食堂不供%(meal)s。") % {"meal": word}, code="not_served")
