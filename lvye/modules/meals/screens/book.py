"""The canteen's book at a glance, one month of it, its sheet on paper and its page for everybody."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lvye.kernel.papers import api as papers
from lvye.kernel.places.api import school
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import (
    AuthedRequest,
    Register,
    allowed,
    detail_context,
    needs,
    registers,
    school_name,
)
from lvye.kit import say
from lvye.modules.meals import public, services
from lvye.modules.meals.matching import match
from lvye.modules.meals.models import Month, MonthStatus, Section, Survey, SurveyStatus
from lvye.modules.meals.queries import Balance, SheetRow, balance, next_month, numbers, sheet, waste_per_head
from lvye.modules.meals.sight import BOOK

MONTHS = 12
HALF = Decimal(50)  # percent of the bar


@needs(BOOK)
@require_safe
def desk(request: AuthedRequest) -> HttpResponse:
    """The month that runs, what stands out, and the months so far."""
    today = timezone.localdate()
    kept = list(Month.objects.filter(is_opening=False).order_by("-first")[:MONTHS])
    if not kept:
        may = request.user.has_perm("meals.add_line")
        return render(request, "meals/begin.html", {"may_begin": may, "first": today.replace(day=1)})
    now = kept[0]
    found = numbers(now.first, now.first)
    judged = next((one for one in kept if one.status != MonthStatus.OPEN), None)
    context = {
        "month": now, "numbers": found,
        "spent": found.part(Section.INCOME) - found.result,
        "judged": judged, "balance": _shown(balance(judged.first)) if judged else None,
        "waste": waste_per_head(now.first, min(today, next_month(now.first))),
        "months": [_line(one) for one in kept], "may_add": request.user.has_perm("meals.add_line"),
        "chart": _chart(list(reversed(kept))), "todo": [one for one in reversed(kept) if _waits(one, today)],
    }  # fmt: skip
    return render(request, "meals/desk.html", context)


def _waits(month: Month, today: date) -> bool:
    return month.status != MonthStatus.PUBLISHED and today >= next_month(month.first)


def _line(month: Month) -> dict[str, Any]:
    found = numbers(month.first, month.first)
    return {"month": month, "numbers": found, "tone": month.tones[month.status]}


def _chart(months: list[Month]) -> str:
    """What the ingredients of one meal cost, month by month: whether what is paid reaches the plate."""
    rows = [(f"{one.first.month}月", numbers(one.first, one.first).per_meal) for one in months]  # house: an axis
    shown = [(label, value) for label, value in rows if value is not None]
    return papers.bar_svg(shown, unit=_("元"), label=_("每人每餐的食材")) if len(shown) > 1 else ""


def _shown(found: Balance) -> dict[str, Any]:
    """The balance as a bar: the limit both ways, and where this month stands."""
    rate = found.rate or Decimal(0)
    span = max(found.limit * 2, abs(rate), Decimal(1))
    at, reach = HALF + rate / span * HALF, found.limit / span * HALF
    return {
        "found": found, "at": f"{at:.1f}", "low": f"{HALF - reach:.1f}", "width": f"{reach * 2:.1f}",
        "tone": "late" if found.is_beyond else "done",
    }  # fmt: skip


class BeginForm(forms.Form):
    """From when, and with what in store."""

    first = forms.DateField()
    stock = forms.DecimalField(required=False, min_value=0, max_digits=12, decimal_places=2)


@needs("meals.add_line")
@require_POST
def begin(request: AuthedRequest) -> HttpResponse:
    """Open the book."""
    form = BeginForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填开账的月份；库存写金额，没有就空着。"))
        return redirect("meals:desk")
    try:
        with attempt():
            services.book_begin(
                form.cleaned_data["first"], stock=form.cleaned_data["stock"], today=timezone.localdate(),
                actor=request.user,
            )  # fmt: skip
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return redirect("meals:desk")


@allowed("view")
def month(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """One month: the sheet as it is published, how it stands against the rules, what is to be done."""
    record = get_object_or_404(reg.rows(request.user), pk=pk)
    today = timezone.localdate()
    if request.GET.get("as") == "print":
        return _pdf(record)
    context = detail_context(reg, record, request.user)
    context |= {
        "title": _("%(year)s年%(month)s月膳食账") % {"year": record.first.year, "month": record.first.month},
        "cells": _cells(record), "numbers": numbers(record.first, record.first),
        "balance": _shown(balance(record.first)), "is_over": today >= next_month(record.first),
        "lines_url": f"{reverse('meals.line:list')}?month={record.first:%Y-%m-%d}",
        "public": public.address_of(record) if record.status == MonthStatus.PUBLISHED else "",
        "may_book": request.user.has_perm("meals.add_line") and record.status == MonthStatus.OPEN,
    }  # fmt: skip
    context["sides"] = match(record.first)
    if context["public"]:
        context["qr"] = papers.qr_svg(context["public"])
    return render(request, "meals/month.html", context)


@needs("meals.add_line")
@require_POST
def income(request: AuthedRequest, pk: int) -> HttpResponse:
    """Book what the pupils ate in the month."""
    record = get_object_or_404(registers["meals.month"].rows(request.user), pk=pk)
    try:
        with attempt():
            lines = services.income_book(record.first, today=timezone.localdate(), actor=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        booked = "；".join(f"{one.words} {say.money(one.amount)}" for one in lines)
        messages.success(request, _("记好了：%(words)s。") % {"words": booked})
    return redirect("meals.month:detail", pk=pk)


def _title(found: Month) -> str:
    return _("%(school)s食堂经营情况公示表（%(year)s年%(month)s月）") % {
        "school": school_name(), "year": found.first.year, "month": found.first.month,
    }  # fmt: skip


def _cell(row: SheetRow, value: Decimal | None) -> str:
    if value is None:
        return "—"
    return f"{value}%" if row.unit else f"{value:,.2f}"


def _cells(found: Month) -> list[tuple[SheetRow, str, str]]:
    return [(row, _cell(row, row.month), _cell(row, row.year)) for row in sheet(found.first)]


def _blocks(found: Month) -> list[papers.Block]:
    rows = [[row.label, this, year] for row, this, year in _cells(found)]
    table = papers.Table([_("项目"), _("本月金额（元）"), _("本年累计（元）")], rows, widths=(10, 6, 6), numeric={1, 2})
    blocks: list[papers.Block] = [table, papers.Paragraph(_rule_words(balance(found.first)))]
    if found.words:
        blocks.append(papers.Paragraph(_("说明：%(words)s") % {"words": found.words}))
    return blocks


def _rule_words(found: Balance) -> str:
    rate = "—" if found.rate is None else f"{found.rate}%"
    stands = _("超过规定") if found.is_beyond else _("在规定以内")
    return _("结余率按“%(base)s”计算：%(rate)s，规定不超过 ±%(limit)s%%，%(stands)s。") % {
        "base": found.base, "rate": rate, "limit": say.qty(found.limit), "stands": stands,
    }  # fmt: skip


@needs(BOOK)
@require_safe
def month_word(request: AuthedRequest, pk: int) -> HttpResponse:
    """The sheet as a Word document."""
    found = get_object_or_404(registers["meals.month"].rows(request.user), pk=pk)
    content = papers.official_word(
        title=_title(found), org=school_name(), blocks=_blocks(found), signed_on=found.published_on
    )
    return papers.answer(content, f"{_('食堂公示表')}{found.code}.docx")


def _pdf(found: Month) -> HttpResponse:
    content = papers.official_pdf(
        title=_title(found), org=school_name(), blocks=_blocks(found), signed_on=found.published_on
    )
    return papers.answer(content, f"{_('食堂公示表')}{found.code}.pdf")


@require_safe
def published(request: HttpRequest, token: str) -> HttpResponse:
    """What everybody may see of a month, by its signed address: the sheet, the survey with its rate; nobody's name."""
    found = public.month_by(token)
    if found is None:
        return render(request, "meals/no_page.html", {"school": school()}, status=404)
    others = Month.objects.filter(status=MonthStatus.PUBLISHED).exclude(pk=found.pk).order_by("-first")[:MONTHS]
    surveys = Survey.objects.filter(status=SurveyStatus.CLOSED, closes_on__lt=next_month(found.first)).exclude(reply="")
    context = {
        "month": found, "rows": _cells(found),
        "rule": _rule_words(balance(found.first)), "numbers": numbers(found.first, found.first),
        "others": [(one, public.token_of(one)) for one in others],
        "surveys": [(one, services.result(one)) for one in surveys.order_by("-closes_on")[:3]], "school": school(),
    }  # fmt: skip
    return render(request, "meals/public.html", context)
