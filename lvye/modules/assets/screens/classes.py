"""班级财产考核: a month's marks of all classes, who is praised and who must mend, and what each owes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from lvye.kernel.people.api import SchoolClass
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import Period, month_period
from lvye.modules.assets.models import ClassMark, Damage, DamageStatus


@dataclass(frozen=True)
class Place:
    """A class in the month's table. owed: yuan not paid yet."""

    school_class: SchoolClass
    score: int
    marks: int
    owed: Decimal
    kind: str
    word: str


def table(period: Period) -> list[Place]:
    """Every open class with its score of the month, best first."""
    base, good, poor = (int(rules.value(f"assets.class_{name}", period.ends_on)) for name in ("points", "good", "poor"))
    within = {"checked_on__range": (period.begins_on, period.ends_on)}
    sums = ClassMark.objects.filter(**within).order_by().values("school_class")
    marks = {row["school_class"]: (row["all"], row["n"]) for row in sums.annotate(all=Sum("points"), n=Count("pk"))}
    debts = Damage.objects.filter(status=DamageStatus.JUDGED, school_class__isnull=False).order_by()
    owed = dict(debts.values("school_class").annotate(all=Sum("due")).values_list("school_class", "all"))
    found = []
    for one in SchoolClass.objects.filter(is_open=True):
        points, count = marks.get(one.pk, (0, 0))
        score, debt = base + points, owed.get(one.pk) or Decimal(0)
        kind, word = "idle", ""
        if count and score >= good and not debt:
            kind, word = "done", _("表扬")
        elif score < poor:
            kind, word = "late", _("通报整改")
        elif debt:
            kind, word = "soon", _("赔偿未交")
        found.append(Place(one, score, count, debt, kind, word))
    return sorted(found, key=lambda place: (-place.score, place.school_class.sort, place.school_class.name))


@needs("assets.view_classmark")
def board(request: AuthedRequest) -> HttpResponse:
    """The month's table; `?month=2026-03`."""
    today = timezone.localdate()
    asked = _month(request.GET.get("month", "")) or today
    period = month_period(asked.year, asked.month)
    before = period.begins_on - timedelta(days=1)
    after = period.ends_on + timedelta(days=1)
    context = {
        "places": table(period), "period": period, "before": f"{before:%Y-%m}",
        "after": f"{after:%Y-%m}" if after <= today else "",
        "may_add": request.user.has_perm("assets.add_classmark"),
    }  # fmt: skip
    return render(request, "assets/classes.html", context)


def _month(text: str) -> date | None:
    try:
        return parse_date(f"{text[:7]}-01")
    except ValueError:
        return None
