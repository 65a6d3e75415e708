"""The archive: a record is put into a box from its own page; a box shows what lies in it, with a list to print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.papers.api import answer
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, needs, registers
from lvye.modules.plans import documents, services
from lvye.modules.plans.models import ArchiveBox, Filing

from .common import told

FILE, TAKE_OUT = "plans.file_filing", "plans.take_out_filing"
BOXES = 60


def link(reg: Register, record: Any) -> str:
    """Where a record is put into a box; the archive does not lie in itself."""
    if reg.key in ("plans.filing", "plans.archivebox"):
        return ""
    return reverse("plans:file-away", args=[reg.key, record.pk])


@needs(FILE)
def away(request: AuthedRequest, key: str, pk: int) -> HttpResponseBase:
    """Choose the box; where the record lies already, that box is named."""
    reg = registers.get(key)
    if reg is None or not request.user.has_perm(reg.permission("view")):
        raise Http404
    record = get_object_or_404(reg.rows(request.user), pk=pk)
    boxes = list(registers["plans.archivebox"].rows(request.user).order_by("-year", "number")[:BOXES])
    there = Filing.objects.filter(about=key, about_id=pk, out_on=None).select_related("box").first()
    problem = ""
    if request.method == "POST" and there is None:
        try:
            with transaction.atomic():
                made = _filed(request, key, pk, boxes)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("归档了：%(box)s第%(n)s件。") % {"box": made.box.number, "n": made.number})
            return redirect(f"{key}:detail", pk)
    back = reverse(f"{key}:detail", args=[pk])
    context = {"reg": reg, "title": str(record), "back": back, "boxes": boxes, "there": there, "problem": problem}
    return render(request, "plans/file_away.html", context, status=400 if problem else 200)


def _filed(request: AuthedRequest, key: str, pk: int, boxes: list[ArchiveBox]) -> Filing:
    box = next((one for one in boxes if str(one.pk) == request.POST.get("box")), None)
    if box is None:
        raise ValidationError(_("请选一个档案盒。"))
    sheets = request.POST.get("sheets", "").strip()
    if sheets and (not sheets.isdecimal() or not 1 <= int(sheets) <= 9999):
        raise ValidationError(_("页数写成1到9999的数，也可以不填。"))
    today = timezone.localdate()
    return services.file_away(box, key, pk, sheets=int(sheets) if sheets else None, today=today, actor=request.user)


@allowed("view")
def box(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """What lies in a box, each leading to its record; ?as=print is the list that lies on top."""
    found: ArchiveBox = get_object_or_404(reg.rows(request.user).select_related("keeper"), pk=pk)
    rows = list(registers["plans.filing"].rows(request.user).filter(box=found).order_by("number"))
    if request.GET.get("as") == "print":
        return answer(documents.box_list(found, rows, today=timezone.localdate()), f"{found}.pdf")
    hidden = found.filings.count() - len(rows)
    context = detail_context(reg, found, request.user) | {
        "box": found,
        "rows": [(row, _address(request, row)) for row in rows],
        "hidden": hidden,
        "may_take_out": request.user.has_perm(TAKE_OUT),
    }
    return render(request, "plans/box.html", context)


def _address(request: AuthedRequest, filing: Filing) -> str:
    """The record's page where the user may see it; "" where not."""
    reg = registers.get(filing.about)
    if reg is None or not reg.rows(request.user).filter(pk=filing.about_id).exists():
        return ""
    return reverse(f"{filing.about}:detail", args=[filing.about_id])


@needs(TAKE_OUT)
@require_POST
def out(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Take a paper out again, saying why."""
    filing: Filing = get_object_or_404(registers["plans.filing"].rows(request.user), pk=pk)

    def deed() -> str:
        reason = request.POST.get("reason", "")
        services.filing_take_out(filing, reason=reason, today=timezone.localdate(), actor=request.user)
        return _("取出来了。")

    return told(request, reverse("plans.archivebox:detail", args=[filing.box_id]), deed)
