"""Class by class: who does not eat today, what is paid, what is settled and given back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvye.kernel.outbox.api import filled_at, sent_once
from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.kernel.terms.api import Term, current, is_school_day, school_days, terms
from lvye.kit import say
from lvye.modules.meals import services
from lvye.modules.meals.models import Fee, FeeStatus, How, Meal, Serving, Standard
from lvye.modules.meals.queries import days_missing, fees_of, on_leave
from lvye.modules.meals.sight import ALL, COLLECT, COUNT, REPORT, classes_named, classes_of
from lvye.modules.menus import api as menus


@needs(REPORT)
@require_safe
def today(request: AuthedRequest) -> HttpResponse:
    """Today class by class: told, or not yet; a head teacher of one class goes straight to it."""
    day = _day(request)
    classes = list(classes_of(request.user))
    whole = request.user.has_perm(COUNT)
    if len(classes) == 1 and not whole:
        return redirect("meals:class-today", pk=classes[0].pk)
    told: dict[int | None, list[Serving]] = {}
    for one in Serving.objects.filter(day=day):
        told.setdefault(one.school_class_id, []).append(one)
    named = set(classes_named(request.user).values_list("pk", flat=True))
    rows = [{"class": one, "named": one.pk in named, **_told(told.get(one.pk, []))} for one in classes]
    context = {
        "day": day, "is_school": is_school_day(day), "rows": rows, "silent": sum(1 for row in rows if not row["told"]),
        "meals": _announced(day) if whole else [], "whole": whole, "staff": _staff(told.get(None, [])),
        "until": services.report_by(day),
    }  # fmt: skip
    return render(request, "meals/today.html", context)


def _told(servings: list[Serving]) -> dict[str, Any]:
    most = max(servings, key=lambda one: one.due, default=None)
    if most is None:
        return {"told": False}
    return {"told": True, "due": most.due, "eaten": most.eaten, "away": most.due - most.eaten, "late": most.is_late}


def _announced(day: date) -> list[dict[str, Any]]:
    """Of each meal, how many were announced to the kitchen and how many eat."""
    sums = dict(Serving.objects.filter(day=day).order_by().values_list("meal").annotate(n=Sum("eaten")))
    rows = [{"label": meal.label, "said": menus.heads(day, meal), "eaten": sums.get(meal.value)} for meal in Meal]
    return [row for row in rows if row["said"] is not None or row["eaten"] is not None]


def _staff(servings: list[Serving]) -> list[dict[str, Any]]:
    counts = {one.meal: one.eaten for one in servings}
    return [{"meal": meal.value, "label": meal.label, "count": counts.get(meal.value, "")} for meal in Meal]


def _day(request: AuthedRequest) -> date:
    asked = request.POST.get("day") or request.GET.get("day") or ""
    try:
        return parse_date(asked) or timezone.localdate()
    except ValueError as problem:
        raise Http404 from problem


@needs(REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def class_today(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Who of the class does not eat: one tap a pupil, nothing to tap when all are here."""
    school_class = get_object_or_404(classes_named(request.user), pk=pk)
    day, now, problem = _day(request), timezone.now(), ""
    chosen = {int(one) for one in request.POST.getlist("away") if one.isdecimal()}
    if request.method == "POST":
        try:
            with attempt():
                said = _reported(request, school_class, day, chosen, filled_at(request, now) or now)
        except ValidationError as refusal:
            problem = " ".join(refusal.messages)
        else:
            messages.success(request, said)
            return redirect("meals:today" if request.user.has_perm(COUNT) else "home")
    fees = list(fees_of(school_class, day))
    away = {one.pupil_id: one for one in on_leave(school_class, day)}
    told = Serving.objects.filter(school_class=school_class, day=day).exists()
    marked = chosen if problem else set(away)
    context = {
        "class": school_class, "day": day, "told": told, "until": services.report_by(day), "problem": problem,
        "pupils": [
            {"person": fee.pupil, "away": fee.pupil_id in marked, "until": _longer(away.get(fee.pupil_id), day)}
            for fee in fees
        ],
        "count": len(fees), "is_school": is_school_day(day),
        "missing": _missing(school_class, day, bool(fees)),
    }  # fmt: skip
    return render(request, "meals/class_today.html", context, status=400 if problem else 200)


def _longer(leave: Any, day: date) -> date | None:
    return leave.ends_on if leave is not None and leave.ends_on > day else None


def _missing(school_class: SchoolClass, day: date, wanted: bool) -> list[date]:
    term = current(day)
    if term is None or not wanted or day != timezone.localdate():
        return []
    first = Fee.objects.filter(school_class=school_class, term=term, status=FeeStatus.PAID).order_by("from_on").first()
    missing = days_missing(school_class, first.from_on, day) if first else []
    return [one for one in missing if one != day][-10:]


def _reported(request: AuthedRequest, school_class: SchoolClass, day: date, chosen: set[int], now: Any) -> str:
    if request.POST.get("do") == "none":
        services.no_meals(school_class, day, now=now, actor=request.user)
        return _("%(name)s%(day)s没有开餐，记下了。") % {"name": school_class.name, "day": say.date(day)}
    away = list(Person.objects.filter(pk__in=chosen, school_class=school_class))
    made = services.class_report(school_class, day, away=away, now=now, actor=request.user)
    return _("%(name)s报好了：%(eaten)s 人吃，%(away)s 人不吃。") % {
        "name": school_class.name, "eaten": max(one.eaten for one in made),
        "away": max(one.due - one.eaten for one in made),
    }  # fmt: skip


@needs(COUNT)
@require_POST
def staff_today(request: AuthedRequest) -> HttpResponse:
    """The staff's numbers, or the announced heads for the classes that have not spoken."""
    day, now = _day(request), timezone.now()
    try:
        with attempt():
            if request.POST.get("do") == "announced":
                n = services.counts_from_menus(day, now=now, actor=request.user)
                said = _("按报餐人数记了 %(n)s 个班次。") % {"n": n}
            else:
                counts = {m: int(v) for m in Meal.values if (v := request.POST.get(m, "").strip()).isdecimal()}
                services.staff_report(day, counts, now=now, actor=request.user)
                said = _("教职工就餐人数记好了。")
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, said)
    return redirect(f"{request.path.rsplit('/', 2)[0]}/?day={day:%Y-%m-%d}")


@needs(ALL)
@require_safe
def board(request: AuthedRequest) -> HttpResponse:
    """All classes in a term: who has paid, what is settled, what is still to be given back or asked for."""
    term = _term(request)
    if term is None:
        return render(request, "meals/classes.html", {"rows": []})
    fees = Fee.objects.filter(term=term).exclude(status=FeeStatus.VOID).order_by()
    sums: dict[int, Any] = {
        row["school_class"]: row
        for row in fees.values("school_class").annotate(
            n=Count("pk"), settled=Count("pk", filter=Q(status=FeeStatus.SETTLED)), paid=Sum("paid"),
            added=Sum("added"), charge=Sum("charge"), aid=Sum("aid"),
        )
    }  # fmt: skip
    back = dict(fees.values_list("school_class").annotate(n=Sum("refunds__amount", filter=Q(refunds__status="good"))))
    pupils = dict(
        Person.objects.filter(kind="student", status="here")
        .order_by()
        .values_list("school_class")
        .annotate(n=Count("pk"))
    )
    rows = [
        _class_row(one, sums.get(one.pk), back.get(one.pk) or Decimal(0), pupils.get(one.pk, 0))
        for one in SchoolClass.objects.filter(is_open=True).order_by("sort", "pk")
    ]
    standards = list(Standard.objects.filter(term=term, is_active=True))
    last = min(timezone.localdate(), term.ends_on)
    context = {
        "rows": rows, "term": term, "terms": terms(), "standards": standards, "how": How.choices,
        "today": timezone.localdate(), "days": len(school_days(term.begins_on, term.ends_on)),
        "may_collect": request.user.has_perm(COLLECT), "may_settle": request.user.has_perm("meals.settle_fee"),
        "may_refund": request.user.has_perm("meals.add_refund"), "is_over": last >= term.ends_on,
        "total": _total(rows), "suggested": [_suggested(one, term) for one in standards],
    }  # fmt: skip
    return render(request, "meals/classes.html", context)


def _suggested(standard: Standard, term: Term) -> dict[str, Any]:
    days = len(school_days(term.begins_on, term.ends_on))
    return {"standard": standard, "days": days, "amount": standard.per_day * days}


def _class_row(school_class: SchoolClass, sums: dict[str, Any] | None, back: Decimal, pupils: int) -> dict[str, Any]:
    if sums is None:
        nothing = {"n": 0, "paid": Decimal(0), "back": Decimal(0)}
        return {"class": school_class, "pupils": pupils, "unpaid": pupils, **nothing}
    paid = sums["paid"] + sums["added"]
    borne = (sums["charge"] or Decimal(0)) - (sums["aid"] or Decimal(0))
    done = sums["settled"] == sums["n"]
    return {
        "class": school_class, "pupils": pupils, "n": sums["n"], "paid": paid, "settled": sums["settled"], "done": done,
        "unpaid": max(pupils - sums["n"], 0), "borne": borne if sums["settled"] else None, "back": back,
        "left": paid - borne - back if done else None,
    }  # fmt: skip


def _total(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "n": sum(row["n"] for row in rows), "paid": sum((row["paid"] for row in rows), Decimal(0)),
        "back": sum((row["back"] for row in rows), Decimal(0)),
        "unpaid": sum(row["unpaid"] for row in rows if row["n"]),
    }  # fmt: skip


def _term(request: AuthedRequest) -> Term | None:
    asked = request.POST.get("term") or request.GET.get("term") or ""
    if asked:
        return get_object_or_404(Term, code=asked)
    return current(timezone.localdate())


@needs(ALL)
@require_POST
def class_deed(request: AuthedRequest, pk: int) -> HttpResponse:
    """Collect from a whole class, settle it, or give back what is left to all of it."""
    school_class = get_object_or_404(SchoolClass, pk=pk)
    term = _term(request)
    do = request.POST.get("do", "")
    right = {"collect": COLLECT, "settle": "meals.settle_fee", "refund": "meals.add_refund"}.get(do)
    if term is None or right is None or not request.user.has_perm(right):
        raise Http404
    try:
        with attempt():
            said = _done(request, school_class, term, do)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, said)
    return redirect(f"{request.path.rsplit('/', 2)[0]}/?term={term.code}")


def _done(request: AuthedRequest, school_class: SchoolClass, term: Term, do: str) -> str:
    today_on, words = timezone.localdate(), {"name": school_class.name}
    how = request.POST.get("how", How.BANK)
    if do == "collect":
        standard = get_object_or_404(Standard, pk=request.POST.get("standard") or 0, term=term)
        try:
            amount = Decimal(request.POST.get("paid", ""))
        except InvalidOperation as problem:
            raise ValidationError(_("请填每人收多少元。")) from problem
        made = services.class_collect(
            school_class, standard=standard, paid=amount, paid_on=_day(request), how=how, today=today_on,
            actor=request.user,
        )  # fmt: skip
        return _("%(name)s收了 %(n)s 人，开了收据 %(first)s 到 %(last)s。") % (
            words | {"n": len(made), "first": made[0].number, "last": made[-1].number}
        )
    if do == "settle":
        done = services.class_settle(school_class, term, today=today_on, actor=request.user)
        return _("%(name)s %(n)s 人结算好了。") % (words | {"n": len(done)})
    given = services.class_refund(
        school_class, term, paid_on=_day(request), how=how, today=today_on, actor=request.user
    )
    total = sum((one.amount for one in given), Decimal(0))
    return _("%(name)s退了 %(n)s 人，一共%(total)s。") % (words | {"n": len(given), "total": say.money(total)})
