"""Weighing what is left, and adding up a published sheet again."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any
from zipfile import BadZipFile

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from lvye.kernel.outbox.api import sent_once
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.meals import checking, services
from lvye.modules.meals.models import Meal, Waste
from lvye.modules.meals.queries import heads, waste_per_head
from lvye.modules.meals.sight import BOOK

MOST_BYTES = 2_000_000
MOST_ROWS = 400


@needs("meals.add_waste")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def weigh(request: AuthedRequest) -> HttpResponseBase:
    """One number on the scale: which meal, what, how heavy, in 公斤 or 斤."""
    today, problem = timezone.localdate(), ""
    if request.method == "POST":
        try:
            with attempt():
                made = _weighed(request)
        except ValidationError as refusal:
            problem = " ".join(refusal.messages)
        else:
            grams = say.qty((made.kilos * 1000 / made.heads).quantize(Decimal("0.1")))
            messages.success(request, _("记好了：人均 %(grams)s 克。") % {"grams": grams})
            return redirect("meals:weigh")
    limit = int(rules.value("meals.waste_grams", today))
    month = waste_per_head(today.replace(day=1), today)
    context = {
        "meals": [(meal.value, meal.label, heads(today, meal)) for meal in Meal], "kinds": Waste.Kind.choices,
        "given": request.POST, "problem": problem, "limit": limit, "month": month,
        "over": month is not None and month > limit,
        "rows": list(Waste.objects.order_by("-day", "-pk")[:6]),
    }  # fmt: skip
    return render(request, "meals/weigh.html", context, status=400 if problem else 200)


def _weighed(request: AuthedRequest) -> Waste:
    try:
        kilos = Decimal(request.POST.get("kilos", "").strip())
    except InvalidOperation as refusal:
        raise ValidationError(_("请填秤上的数。")) from refusal
    meal, kind = request.POST.get("meal", ""), request.POST.get("kind", "")
    if meal not in Meal.values or kind not in Waste.Kind.values:
        raise ValidationError(_("请点一下是哪一餐、哪一种。"))
    return services.waste_weigh(
        day=timezone.localdate(), meal=meal, kind=kind, kilos=kilos, unit=request.POST.get("unit", ""),
        today=timezone.localdate(), actor=request.user,
    )  # fmt: skip


@needs(BOOK)
@require_http_methods(["GET", "HEAD", "POST"])
def recheck(request: AuthedRequest) -> HttpResponse:
    """A published sheet, ours of earlier years or another canteen's, added up again: where it does not agree."""
    context: dict[str, Any] = {"findings": None}
    if request.method == "POST":
        try:
            findings = _findings(request)
        except ValidationError as problem:
            return render(request, "meals/recheck.html", {"problem": problem.messages[0]}, status=400)
        wrong = sum(1 for one in findings if one.is_right is False)
        context = {
            "findings": [(one, checking.column_name(one.column)) for one in findings], "wrong": wrong,
            "missing": sum(1 for one in findings if one.is_right is None),
            "right": sum(1 for one in findings if one.is_right),
        }  # fmt: skip
    return render(request, "meals/recheck.html", context)


def _findings(request: AuthedRequest) -> list[checking.Finding]:
    upload = request.FILES.get("sheet")
    if upload is None or (upload.size or 0) > MOST_BYTES:
        raise ValidationError(_("请选一个 xlsx 表格，不超过 2 MB。"))
    try:
        book = load_workbook(upload, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as problem:
        raise ValidationError(_("这个文件打不开，请另存为 xlsx 再试。")) from problem
    found: list[checking.Finding] = []
    for sheet in book.worksheets:
        found += checking.check(checking.read(sheet.iter_rows(max_row=MOST_ROWS, max_col=3, values_only=True)))
    if not found:
        raise ValidationError(_("表里没有找到“一、伙食费收入”这样的行，看不出是公示表。"))
    return found
