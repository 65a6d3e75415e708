"""Vouchers: one written by hand, the page of one, setting one right in red."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lvye.kernel.registers.api import AuthedRequest, DayInput, Register, allowed, detail_context, explain, needs
from lvye.modules.finance import services
from lvye.modules.finance.models import Account, Book, BudgetLine, Voucher, VoucherStatus

from .common import amount_of, form_page, lines_open, mine_of, open_books, told
from .papers import voucher_paper

ROWS, MOST = 4, 60
NAMES = ("account", "debit", "credit", "line")


class VoucherForm(forms.Form):
    """Which books, when, what happened."""

    book = forms.ModelChoiceField(Book.objects.filter(is_active=True).order_by("pk"), label=gettext_lazy("账套"))
    on = forms.DateField(label=gettext_lazy("日期"), widget=DayInput())
    summary = forms.CharField(label=gettext_lazy("摘要"), max_length=120)
    papers = forms.IntegerField(label=gettext_lazy("附单据（张）"), min_value=0, max_value=999, initial=0)
    opening = forms.BooleanField(
        label=gettext_lazy("这是期初余额（只在账套刚启用时）"), required=False, widget=forms.CheckboxInput
    )


def _rows(request: AuthedRequest) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [
        {name: request.POST.get(f"{name}-{n}", "").strip() for name in NAMES} | {"n": n} for n in range(MOST)
    ]
    while len(made) > ROWS and not any(made[-1][name] for name in NAMES):
        made.pop()
    return made


def _sides(rows: list[dict[str, Any]], accounts: list[Account], lines: list[BudgetLine]) -> list[services.Side]:
    by_number = {str(account.pk): account for account in accounts}
    by_line = {str(line.pk): line for line in lines}
    made = []
    for row in rows:
        if not any(row[name] for name in NAMES):
            continue
        account = by_number.get(row["account"])
        debit, credit = amount_of(row["debit"] or "0"), amount_of(row["credit"] or "0")
        if account is None or debit is None or credit is None:
            raise ValidationError(_("第 %(n)s 行：请选科目，金额写成数字。") % {"n": row["n"] + 1})
        made.append(services.Side(account, debit, credit, by_line.get(row["line"])))
    return made


@allowed("add")
def new(request: AuthedRequest, reg: Register) -> HttpResponseBase:
    """A voucher by hand: what is no payment and no receipt."""
    today = timezone.localdate()
    books = open_books()
    form = VoucherForm(request.POST or None, initial={"on": today, "book": books[0] if books else None})
    accounts = list(Account.objects.filter(is_active=True).order_by("code"))
    lines, rows = list(lines_open(request.user, today)), _rows(request)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            with transaction.atomic():
                made = _save(request, values, _sides(rows, accounts, lines))
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("凭证编好了，审核后记账。"))
            return redirect(f"{reg.key}:detail", pk=made.pk)
    context = {
        "reg": reg, "rows": rows, "most": MOST, "accounts": _leaves(accounts), "lines": lines, "more": ("opening",),
        "cancel_url": reverse(f"{reg.key}:list"),
    }  # fmt: skip
    return form_page(request, "finance/voucher_form.html", form, context)


def _leaves(accounts: list[Account]) -> list[Account]:
    """Those that take entries: no other account lies below them."""
    codes = [account.code for account in accounts]
    sums = {code for code in codes for other in codes if other != code and other.startswith(code)}
    return [account for account in accounts if account.code not in sums]


def _save(request: AuthedRequest, values: dict[str, Any], sides: list[services.Side]) -> Voucher:
    if values["opening"]:
        return services.books_open(book=values["book"], on=values["on"], sides=sides, actor=request.user)
    return services.voucher_write(
        book=values["book"], on=values["on"], summary=values["summary"], papers=values["papers"], sides=sides,
        actor=request.user,
    )  # fmt: skip


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """A voucher with its lines; ?as=print is the paper."""
    voucher: Voucher = mine_of(request, reg.key, pk)
    if request.GET.get("as") == "print":
        return voucher_paper(voucher)
    context = detail_context(reg, voucher, request.user)
    context["panels"] = []
    posted = voucher.status == VoucherStatus.POSTED and voucher.source != Voucher.Source.REVERSAL
    reversal = Voucher.objects.filter(reverses=voucher).first()
    context |= {
        "voucher": voucher, "entries": services.entries_of(voucher), "reversal": reversal,
        "may_reverse": posted and reversal is None and request.user.has_perm("finance.reverse_voucher"),
    }  # fmt: skip
    return render(request, "finance/voucher.html", context)


@needs("finance.reverse_voucher")
@require_POST
def reverse_it(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Set it right by one in red."""
    voucher: Voucher = mine_of(request, "finance.voucher", pk)

    def deed() -> str:
        made = services.voucher_reverse(
            voucher, reason=request.POST.get("reason", ""), today=timezone.localdate(), actor=request.user
        )
        return _("冲销了，红字凭证是 %(number)s。") % {"number": made.number}

    return told(request, reverse("finance.voucher:detail", args=[pk]), deed)
