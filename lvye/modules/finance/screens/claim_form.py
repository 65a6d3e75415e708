"""Filling in a claim: row by row, each with its invoice; what the budget line has left stands there all the time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, choose_from, explain, registers
from lvye.kit.days import read_day
from lvye.modules.finance import services
from lvye.modules.finance.models import Claim, PayStatus

from .common import LineField, amount_of, form_page, lines_open, mine_of
from .remaining import standing

NAMES = ("on", "what", "amount", "number", "seller", "issued", "no_invoice")
ROWS, MOST = 2, 60


class ClaimForm(forms.Form):
    """Whose claim, of which line, what for; the rows are read beside it."""

    person = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("报销人"), empty_label="")
    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=Claim.Kind.choices)
    budget_line = LineField(None, label=gettext_lazy("从哪个预算项目出"), empty_label=gettext_lazy("请选择"))
    what = forms.CharField(label=gettext_lazy("事由"), max_length=120)
    reason = forms.CharField(label=gettext_lazy("超预算放行的理由"), max_length=200, required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = person_of(user)
        people = registers["people.person"].rows(user) if user.has_perm("finance.all_claim") else Person.objects.none()
        people = people | Person.objects.filter(pk=own.pk) if own else people
        choose_from(self, person=people.order_by("name"))
        self.fields["person"].initial = own
        lines = lines_open(user, timezone.localdate())
        choose_from(self, budget_line=lines)
        if not user.has_perm(services.EXCEED):
            del self.fields["reason"]


def _typed(data: Mapping[str, str], *, least: int = ROWS) -> list[dict[str, Any]]:
    """The rows as they were typed, and empty ones to begin with."""
    found: list[dict[str, Any]] = [{name: data.get(f"{name}-{n}", "").strip() for name in NAMES} for n in range(MOST)]
    while len(found) > least and not any(found[-1].values()):
        found.pop()
    return [row | {"n": n} for n, row in enumerate(found)]


def _kept(claim: Claim) -> list[dict[str, Any]]:
    rows = []
    for n, line in enumerate(claim.lines.select_related("invoice").order_by("pk")):
        invoice = line.invoice
        rows.append({
            "n": n, "on": line.on.isoformat(), "what": line.what, "amount": str(line.amount),
            "number": invoice.number if invoice else "", "seller": invoice.seller if invoice else "",
            "issued": invoice.issued_on.isoformat() if invoice else "", "no_invoice": line.no_invoice,
        })  # fmt: skip
    return [*rows, {"n": len(rows)}]


def _outlay(row: dict[str, Any]) -> services.Outlay:
    on, amount = read_day(row["on"]), amount_of(row["amount"])
    if on is None or amount is None or amount <= 0 or not row["what"]:
        raise ValidationError(_("第 %(n)s 行：日期、内容、金额都要填。") % {"n": row["n"] + 1})
    invoice = None
    if row["number"]:
        if not row["seller"]:
            raise ValidationError(_("第 %(n)s 行：请填发票的销售方。") % {"n": row["n"] + 1})
        invoice = {
            "number": row["number"], "seller": row["seller"], "amount": amount,
            "issued_on": read_day(row["issued"]) or on,
        }  # fmt: skip
    elif not row["no_invoice"]:
        raise ValidationError(_("第 %(n)s 行：没有发票的，请写明为什么。") % {"n": row["n"] + 1})
    return services.Outlay(on, row["what"], amount, invoice, row["no_invoice"])


def _outlays(rows: list[dict[str, Any]]) -> list[services.Outlay]:
    """The rows that say something; two of one invoice add up to it."""
    made = [_outlay(row) for row in rows if any(row[name] for name in NAMES if name != "on")]
    whole: dict[str, Any] = {}
    for one in made:
        if one.invoice:
            whole[one.invoice["number"]] = whole.get(one.invoice["number"], 0) + one.amount
    return [
        services.Outlay(
            one.on, one.what, one.amount, {**one.invoice, "amount": whole[one.invoice["number"]]}, one.no_invoice
        )
        if one.invoice
        else one
        for one in made
    ]


@allowed("add")
def new(request: AuthedRequest, reg: Register) -> HttpResponseBase:
    """A new claim; handed in at once, or kept as a draft."""
    return _page(request, reg, None)


@allowed("change")
def edit(request: AuthedRequest, reg: Register, pk: int) -> HttpResponseBase:
    """A draft written anew."""
    claim: Claim = mine_of(request, reg.key, pk)
    if claim.status != PayStatus.DRAFT:
        messages.warning(request, _("送审以后不能改；要改请先撤回。"))
        return redirect(f"{reg.key}:detail", pk=pk)
    return _page(request, reg, claim)


def _page(request: AuthedRequest, reg: Register, claim: Claim | None) -> HttpResponseBase:
    given = (
        {"person": claim.person_id, "kind": claim.kind, "budget_line": claim.budget_line_id, "what": claim.what}
        if claim
        else {}
    )
    form = ClaimForm(request.user, request.POST or None, initial=given)
    rows = _typed(request.POST) if request.method == "POST" else _kept(claim) if claim else _typed({})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = _save(request, form.cleaned_data, rows, claim)
        except ValidationError as problem:
            explain(form, problem)
        else:
            words = _("送审了。") if made.status != PayStatus.DRAFT else _("存成草稿了，还没有送审。")
            messages.success(request, words)
            return redirect(f"{reg.key}:detail", pk=made.pk)
    line = form.cleaned_data.get("budget_line") if form.is_bound and hasattr(form, "cleaned_data") else None
    total = sum((amount for row in rows if (amount := amount_of(row.get("amount")))), services.NOTHING)
    context = {
        "reg": reg, "rows": rows, "most": MOST, "more": (), "claim": claim, "today": timezone.localdate(),
        "left": standing(line, total, request.user) if line else None,
        "cancel_url": reverse(f"{reg.key}:detail", args=[claim.pk]) if claim else reverse(f"{reg.key}:list"),
    }  # fmt: skip
    return form_page(request, "finance/claim_form.html", form, context)


def _save(request: AuthedRequest, values: dict[str, Any], rows: list[dict[str, Any]], claim: Claim | None) -> Claim:
    today, actor, outlays = timezone.localdate(), request.user, _outlays(rows)
    line, reason = values["budget_line"], values.get("reason", "")
    told = {"kind": values["kind"], "what": values["what"].strip(), "person": values["person"]}
    if claim is None:
        made = services.claim_make(line=line, outlays=outlays, today=today, actor=actor, **told)
    else:
        made = services.claim_change(claim, outlays=outlays, today=today, actor=actor, budget_line=line, **told)
    if request.POST.get("keep"):
        return made
    return services.claim_send(made, today=today, actor=actor, exception_reason=reason)
