"""申请采购: what, how many, why; beside it, while one types, what is there, what is left, how it will be bought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import (
    AuthedRequest,
    Register,
    allowed,
    choose_from,
    explain,
    form_class,
    needs,
    registers,
)
from lvye.modules.finance import api as finance
from lvye.modules.partners.api import SupplyCategory
from lvye.modules.procurement import around, services, splitting, ways
from lvye.modules.procurement.models import Into, PlanLine, PlanStatus, Request, RequestStatus, Way

from .common import lines_open, number_of, pointer, seen

MOST_LINES = 20
NAMES = ("name", "spec", "qty", "unit", "price")


@dataclass
class Row:
    """One thing as typed. error: what is wrong with it; is_new: a row just asked for."""

    name: str = ""
    spec: str = ""
    qty: str = ""
    unit: str = ""
    price: str = ""
    error: str = ""
    is_new: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing typed."""
        return not (self.name.strip() or self.spec.strip() or self.price.strip())

    @property
    def amount(self) -> Decimal:
        """What it comes to as far as it can be read, in yuan."""
        qty, price = number_of(self.qty), number_of(self.price)
        return qty * price if qty and price and qty > 0 and price > 0 else Decimal(0)


def rows_of(data: QueryDict) -> list[Row]:
    """The things as they were typed, one row each."""
    typed = [data.getlist(name)[:MOST_LINES] for name in NAMES]
    longest = max((len(one) for one in typed), default=0)
    rows = [[column[n] if n < len(column) else "" for column in typed] for n in range(longest)]
    return [Row(name, spec, qty, unit, price) for name, spec, qty, unit, price in rows] or [Row()]


def new_form(user: User, today: date, data: Any = None, initial: Mapping[str, Any] | None = None) -> Any:
    """The fields beside the things: Register's own, and the answers the rules may ask for."""
    reg = registers["procurement.request"]
    base = form_class(reg, user)
    extra = {
        "is_emergency": forms.BooleanField(label=gettext_lazy("紧急采购，先买后补报告"), required=False),
        "emergency_why": forms.CharField(label=gettext_lazy("紧急的原因"), max_length=200, required=False),
    }
    made: Any = type("AskForm", (base,), extra)(data, initial=dict(initial or {}))
    planned = PlanLine.objects.filter(plan__status=PlanStatus.RUNNING, plan__year=today.year, status="wanted")
    choose_from(
        made,
        budget_line=lines_open(user, today),
        category=SupplyCategory.objects.filter(is_active=True).order_by("sort", "pk"),
        plan_line=planned.select_related("department").order_by("department", "pk"),
    )
    return made


@allowed("add")
def new(request: AuthedRequest, reg: Register) -> HttpResponseBase:
    """A new request; put before those who agree at once, or kept as a draft."""
    return _page(request, reg, None)


@allowed("change")
def edit(request: AuthedRequest, reg: Register, pk: int) -> HttpResponseBase:
    """A draft written anew; what is asked or agreed stays."""
    record: Request = seen(request, reg.key, pk)
    if record.status != RequestStatus.DRAFT or record.requester_id != request.user.pk:
        messages.warning(request, _("提交以后不能改；要改请申请人先撤回。"))
        return redirect(f"{reg.key}:detail", pk=pk)
    return _page(request, reg, record)


def origin_of(request: AuthedRequest) -> Any:
    """The record the address (or the form) says it is for, where this user may see it; None for none."""
    given = request.POST.get("about") or request.GET.get("about", "")
    key, _colon, pk = given.partition(":")
    reg = registers.get(key)
    if reg is None or not pk.isdigit() or not request.user.has_perm(reg.permission("view")):
        return None
    return reg.rows(request.user).filter(pk=pk).first()


def _initial(request: AuthedRequest, record: Request | None, today: date) -> dict[str, Any]:
    if record is not None:
        names = ("category", "budget_line", "why", "place", "wanted_on", "plan_line", "is_emergency", "emergency_why")
        return {name: getattr(record, name) for name in names}
    person = person_of(request.user)
    own = lines_open(request.user, today).filter(department=person.department) if person and person.department else None
    planned = request.GET.get("plan_line", "")
    line = PlanLine.objects.filter(pk=planned).first() if planned.isdigit() else None
    origin = origin_of(request)
    place = getattr(origin, "place", None)
    why = str(getattr(origin, "what", "") or "")[:200]
    found = {
        "place": place,
        "why": why,
        "budget_line": (line.budget_line if line else None) or (own.first() if own is not None else None),
    }
    return found | ({"plan_line": line, "category": line.category, "why": line.why} if line else {})


def _rows(request: AuthedRequest, record: Request | None) -> list[Row]:
    if request.method == "POST":
        return rows_of(request.POST)
    if record is not None:
        return [
            Row(one.name, one.spec, f"{one.qty.normalize():f}", one.unit, str(one.price))
            for one in record.lines.order_by("pk")
        ]
    return [Row(name=request.GET.get("what", "")[:60], unit=_("个"), qty="1")]


def _page(request: AuthedRequest, reg: Register, record: Request | None) -> HttpResponseBase:
    today = timezone.localdate()
    rows = _rows(request, record)
    again = request.method == "POST" and "more" in request.POST
    if again:
        rows.append(Row(unit=_("个"), qty="1", is_new=True))
    answers = {name: request.POST.get(name, getattr(record, name, "")) for name in ("despite", "split_why")}
    data = request.POST if request.method == "POST" and not again else None
    initial = request.POST.dict() if again else _initial(request, record, today)
    form = new_form(request.user, today, data, initial)
    origin = record.origin if record else origin_of(request)
    status = 200
    if data is not None:
        lines = _wanted(rows, form)
        if form.is_valid() and lines and not any(row.error for row in rows):
            try:
                with transaction.atomic():
                    made = _kept(request, form.cleaned_data | answers | {"about": origin}, lines, record, today)
            except ValidationError as problem:
                _explain(form, problem, answers)
            else:
                messages.success(request, _said(made))
                return redirect(f"{reg.key}:detail", pk=made.pk)
        status = 400
    look = _look(
        request, rows, form.data if form.is_bound else form.initial, answers, but=record.pk if record else None
    )
    context = {
        "reg": reg, "record": record, "origin": pointer(origin, request.user), "rows": rows, "form": form,
        "more": ("place", "wanted_on", "plan_line", "is_emergency", "emergency_why"), "refused": status != 200,
        "units": UNITS,
        "cancel_url": reverse(f"{reg.key}:detail", args=[record.pk]) if record else reverse(f"{reg.key}:list"),
    }  # fmt: skip
    return render(request, "procurement/ask.html", context | look, status=status)


UNITS = [gettext_lazy("个"), gettext_lazy("盒"), gettext_lazy("箱"), gettext_lazy("台"), gettext_lazy("套"),
         gettext_lazy("件"), gettext_lazy("张"), gettext_lazy("次")]  # fmt: skip


def _explain(form: Any, problem: ValidationError, answers: dict[str, Any]) -> None:
    """A missing answer stands at its box in the panel, the rest at the form's fields."""
    if hasattr(problem, "error_dict"):
        for name in ("despite", "split_why"):
            if name in problem.error_dict:
                answers[f"{name}_error"] = " ".join(problem.message_dict[name])
                problem.error_dict.pop(name)
        if not problem.error_dict:
            return
    explain(form, problem)


def _wanted(rows: list[Row], form: Any) -> list[services.Wanted]:
    """The rows as lines; what cannot be read says so at its row."""
    category = form.cleaned_data.get("category") if form.is_valid() else None
    into = Into.STORE if category is None or category.kind == "goods" else Into.NONE
    made = []
    for row in rows:
        if row.is_empty:
            continue
        qty, price = number_of(row.qty), number_of(row.price)
        if not row.name.strip():
            row.error = _("请写品名。")
        elif qty is None or qty <= 0:
            row.error = _("请写数量。")
        elif price is None or price <= 0:
            row.error = _("请写大概的单价，不清楚就估一个。")
        else:
            unit = row.unit.strip()[:10] or _("个")
            made.append(
                services.Wanted(
                    name=row.name.strip()[:60], spec=row.spec.strip()[:80], qty=qty, unit=unit, price=price, into=into
                )
            )
    if not made and not any(row.error for row in rows):
        rows[0].error = _("请写要买什么。")
    return made


def _kept(
    request: AuthedRequest, values: dict[str, Any], lines: list[services.Wanted], record: Request | None, today: date
) -> Request:
    wish = services.Wish(
        lines=lines, category=values["category"], budget_line=values["budget_line"], why=values["why"],
        place=values["place"], wanted_on=values["wanted_on"], plan_line=values["plan_line"],
        despite=values["despite"][:200], split_why=values["split_why"][:200], is_emergency=values["is_emergency"],
        emergency_why=values["emergency_why"], about=values["about"],
    )  # fmt: skip
    if record is None:
        made = services.request_make(wish, today=today, actor=request.user)
    else:
        made = services.request_change(record, wish, today=today, actor=request.user)
    if "keep" in request.POST:
        return made
    return services.request_send(made, today=today, actor=request.user)


def _said(made: Request) -> str:
    if made.status == RequestStatus.DRAFT:
        return _("%(number)s 存成草稿了，还没有提交。") % {"number": made.number}
    if made.status == RequestStatus.AGREED:
        return _("%(number)s 已经批准，采购员会去办。") % {"number": made.number}
    return _("%(number)s 提交了，批下来采购员会去办，有进展会告诉您。") % {"number": made.number}


@needs("procurement.add_request")
@require_POST
def look(request: AuthedRequest) -> HttpResponse:
    """What there is to say about it, while it is typed."""
    but = request.POST.get("record", "")
    answers = {name: request.POST.get(name, "") for name in ("despite", "split_why")}
    rows = rows_of(request.POST)
    context = _look(request, rows, request.POST, answers, but=int(but) if but.isdigit() else None)
    return render(request, "procurement/_look.html", context)


def _look(
    request: AuthedRequest, rows: list[Row], data: Any, answers: Mapping[str, Any], *, but: int | None
) -> dict[str, Any]:
    today = timezone.localdate()
    amount = sum((row.amount for row in rows), Decimal(0))
    category = _chosen(SupplyCategory.objects.all(), data.get("category"))
    line = _chosen(lines_open(request.user, today), data.get("budget_line"))
    found: dict[str, Any] = {
        "amount": amount, "around": around.around([row.name for row in rows if row.name], on=today, but=but),
        "answers": answers,
    }  # fmt: skip
    if line is not None:
        left = finance.left(line)
        found |= {"line": line, "left": left, "after": left.left - amount}
    if category is not None and amount > 0:
        choice = ways.choose(amount, category, on=today)
        found |= {"choice": choice, "way": Way(choice.way).label}
        if line is not None:
            found["watch"] = splitting.watch(amount, line, category, way=choice.way, on=today, but=but)
    return found


def _chosen(rows: Any, given: Any) -> Any:
    pk = getattr(given, "pk", given)
    return rows.filter(pk=pk).first() if str(pk or "").isdigit() else None
