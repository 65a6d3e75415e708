"""报餐: classes announce how many eat; the office also for the staff, and after the hour."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, PersonKind, PersonStatus, SchoolClass, person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import is_school_day
from lvye.kit import say
from lvye.modules.menus.models import HeadCount
from lvye.modules.menus.words import Meal

OFFICE = "menus.office_headcount"
STAFF_MOST = 5000
LOOK_BACK = 30


def last_moment(day: date) -> datetime:
    """Until when a class may announce for a day: so many school days before, at the hour of the rules."""
    left, at = int(rules.value("menus.count_before")), day
    for _n in range(LOOK_BACK):
        if left == 0:
            break
        at -= timedelta(days=1)
        left -= is_school_day(at)
    return timezone.make_aware(datetime.combine(at, rules.value("menus.count_until")))


def heads_say(
    *, date: date, meal: str, count: int, school_class: SchoolClass | None, note: str = "", now: datetime, actor: User
) -> HeadCount:
    """Announce (or change) how many eat. school_class None: the staff.

    Raises ValidationError for a day without school, a meal that is not served, more heads than the class has, by
    somebody whose class it is not, and after the hour; the office may after the hour, and it is marked.
    """
    office = actor.has_perm(OFFICE)
    person = person_of(actor)
    if not is_school_day(date):
        raise ValidationError(_("%(day)s不上学，不用报餐。") % {"day": say.date(date)}, code="no_school")
    if meal not in rules.value("menus.meals"):
        raise ValidationError(_("食堂不供%(meal)s。") % {"meal": Meal(meal).label}, code="not_served")
    if not office and (school_class is None or person is None or school_class.head_id != person.pk):
        raise ValidationError(_("只能给自己当班主任的班报餐，别的请找食堂管理员。"), code="not_yours")
    late = now > last_moment(date)
    if late and not office:
        text = _("%(day)s的报餐在%(until)s截止了，请打电话给食堂管理员改。")
        raise ValidationError(text % {"day": say.date(date), "until": say.moment(last_moment(date))}, code="too_late")
    _refuse_too_many(count, school_class)
    values: dict[str, Any] = {
        "count": count,
        "note": note.strip()[:60],
        "said_by": person,
        "said_at": now,
        "is_late": late,
    }
    with records.deed():
        found = HeadCount.objects.select_for_update().filter(date=date, meal=meal, school_class=school_class).first()
        if found is None:
            return records.create(HeadCount, actor=actor, date=date, meal=meal, school_class=school_class, **values)
        if found.count == count and found.note == values["note"]:
            return found
        return records.amend(found, actor=actor, **values)


def _refuse_too_many(count: int, school_class: SchoolClass | None) -> None:
    most = STAFF_MOST
    if school_class is not None:
        roll = roll_of(school_class)
        most = roll if roll else most
    if count > most:
        text = _("%(who)s在册 %(most)s 人，报 %(count)s 人太多了。")
        raise ValidationError(
            {"count": text % {"who": school_class or _("教职工"), "most": most, "count": count}}, code="too_many"
        )


def roll_of(school_class: SchoolClass) -> int:
    """How many pupils a class has; 0 where none are entered."""
    pupils = Person.objects.filter(school_class=school_class, kind=PersonKind.STUDENT, status=PersonStatus.HERE)
    return pupils.count()
