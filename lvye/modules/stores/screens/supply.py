"""定期供应: what is to be handed out to whom on which day, one tap each; how it is planned; the year's count."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from lvye.kernel.accounts.api import User
from lvye.kernel.outbox.api import sent_once
from lvye.kernel.people.api import Department
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import AuthedRequest, DayInput, choose_from, needs, registers
from lvye.kernel.terms.api import Period, is_workday
from lvye.modules.stores import services
from lvye.modules.stores.models import Store, Supply, SupplyPer, SupplyTurn, TurnStatus
from lvye.modules.stores.queries import on_hand_many
from lvye.modules.stores.sight import COUNTER

from .basket import BLANK, Row, number, often_taken, outs, rows_of, rows_posted, stores_for
from .receive import grown_people
from .stock import month_of

LOOK, NEW, CHANGE = "stores.view_supplyturn", "stores.add_supply", "stores.change_supply"
SOON = timedelta(days=14)


class SupplyForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """What is said of a supply beside its lines."""

    per = forms.ChoiceField(label=gettext_lazy("多久一次"), choices=SupplyPer.choices, widget=forms.RadioSelect)
    begins_on = forms.DateField(label=gettext_lazy("从哪天起"), widget=DayInput())

    class Meta:
        model = Supply
        fields = ("name", "department", "taken_by", "store", "per", "day", "begins_on", "in_holidays", "is_active")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(
            self,
            taken_by=grown_people(user),
            store=Store.objects.filter(pk__in=[one.pk for one in stores_for(user)]),
            department=Department.objects.filter(is_open=True),
        )
        if self.instance.pk is None:
            del self.fields["is_active"]

    def _post_clean(self) -> None:
        """The record itself is checked by the deed, which says what is wrong with it."""


@needs(LOOK)
@require_safe
def supplies(request: AuthedRequest) -> HttpResponseBase:
    """What waits, with one tap each; a month of it by department; what is planned; which stores are not counted yet."""
    today = timezone.localdate()
    period = month_of(request.GET.get("month", ""))
    turns = registers["stores.supplyturn"].rows(request.user).select_related("supply__department", "supply__store")
    waiting = turns.filter(status=TurnStatus.DUE, due_on__lte=today + SOON).prefetch_related("supply__lines__item")
    year, counted = services.year_count(today)
    context = {
        "waiting": _ready(list(waiting.select_related("supply__taken_by").order_by("due_on", "pk"))), "today": today,
        "ahead": today + timedelta(days=1), "weeks": _weeks(period, turns), "period": period,
        "before": period.begins_on - timedelta(days=1), "after": period.ends_on + timedelta(days=1),
        "planned": registers["stores.supply"].rows(request.user).filter(is_active=True)
        .select_related("department", "store", "taken_by").prefetch_related("lines__item")
        .order_by("department__name", "name"),
        "may": request.user.has_perm(COUNTER), "may_plan": request.user.has_perm(NEW), "year": year, "counted": counted,
    }  # fmt: skip
    return render(request, "stores/supplies.html", context)


@needs(COUNTER)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def turn(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Hand one out: as planned, or less where it is short."""
    found: SupplyTurn = get_object_or_404(registers["stores.supplyturn"].rows(request.user), pk=pk)
    lines = list(found.supply.lines.select_related("item").order_by("pk"))
    there = on_hand_many(found.supply.store)
    problem: list[str] = []
    if request.method == "POST":
        try:
            services.refuse_stranger(found.supply.store, request.user)
            typed = {line.item_id: _typed(request, line) for line in lines if f"qty-{line.pk}" in request.POST}
            with records.attempt():
                done = services.turn_hand(found, amounts=typed, now=timezone.now(), actor=request.user)
        except ValidationError as refused:
            problem = refused.messages
        else:
            messages.success(request, _("已发放 %(number)s：%(who)s") % {
                "number": done.issue.number if done.issue else "", "who": found.supply.department})  # fmt: skip
            return redirect("stores:supplies")
    rows = [(line, there.get(line.item_id, Decimal(0)), _shown(request, line, there)) for line in lines]
    context = {"turn": found, "rows": rows, "problem": problem, "waits": found.status == TurnStatus.DUE}
    return render(request, "stores/turn.html", context, status=400 if problem else 200)


@needs(NEW)
@require_http_methods(["GET", "POST"])
def plan(request: AuthedRequest) -> HttpResponseBase:
    """A new supply."""
    return _planned(request, None)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def change(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Another day, other goods, or no more of it."""
    return _planned(request, get_object_or_404(registers["stores.supply"].rows(request.user), pk=pk))


def _planned(request: AuthedRequest, supply: Supply | None) -> HttpResponseBase:
    stores = stores_for(request.user)
    usual = {"begins_on": timezone.localdate(), "per": SupplyPer.MONTH, "day": 1, "store": next(iter(stores), None)}
    form = SupplyForm(request.POST or None, instance=supply, user=request.user, initial={} if supply else usual)
    problem: list[str] = []
    rows = rows_posted(request.POST, None) if request.method == "POST" else _kept(supply)
    if request.method == "POST" and form.is_valid():
        try:
            with records.attempt():
                _written(supply, form.cleaned_data, rows, request.user)
        except ValidationError as refused:
            problem = refused.messages
        else:
            messages.success(request, _("排好了，到日子会提醒。"))
            return redirect("stores:supplies")
    context = {
        "form": form, "rows": rows, "problem": problem, "blank": BLANK, "supply": supply, "store": None, "more": (),
        "often": often_taken(stores[0] if stores else None),
    }  # fmt: skip
    return render(request, "stores/supply.html", context, status=400 if problem or form.errors else 200)


def _written(supply: Supply | None, values: dict[str, Any], rows: list[Row], user: User) -> Supply:
    now = timezone.now()
    if supply is None:
        return services.supply_add(lines=outs(rows), now=now, actor=user, **values)
    fresh = Supply.objects.get(pk=supply.pk)  # the form has written into the other one
    return services.supply_change(fresh, lines=outs(rows), now=now, actor=user, **values)


def _kept(supply: Supply | None) -> list[Row]:
    lines = supply.lines.select_related("item").prefetch_related("item__units").order_by("pk") if supply else ()
    return rows_of([(line.item, line.qty) for line in lines], None)


def _ready(turns: list[SupplyTurn]) -> list[tuple[SupplyTurn, bool]]:
    """Each with whether its store has enough for it."""
    there = {pk: on_hand_many(store) for pk, store in {one.supply.store_id: one.supply.store for one in turns}.items()}
    return [
        (one, all(there[one.supply.store_id].get(line.item_id, 0) >= line.qty for line in one.supply.lines.all()))
        for one in turns
    ]


def _weeks(period: Period, turns: QuerySet[SupplyTurn]) -> list[list[tuple[date, bool, bool, list[SupplyTurn]]]]:
    """The month in weeks: (day, of this month, worked on, what is handed out)."""
    weeks = Calendar().monthdatescalendar(period.begins_on.year, period.begins_on.month)
    found: dict[date, list[SupplyTurn]] = {}
    for one in turns.filter(due_on__range=(weeks[0][0], weeks[-1][-1])).order_by("due_on", "pk"):
        found.setdefault(one.due_on, []).append(one)
    return [
        [(day, day.month == period.begins_on.month, is_workday(day), found.get(day, [])) for day in week]
        for week in weeks
    ]


def _typed(request: AuthedRequest, line: Any) -> Decimal:
    return number(request.POST.get(f"qty-{line.pk}", "") or "0", line.item)


def _shown(request: AuthedRequest, line: Any, there: dict[int, Decimal]) -> str:
    proposed = min(line.qty, there.get(line.item_id, Decimal(0)))
    return request.POST.get(f"qty-{line.pk}", f"{proposed.normalize():f}")
