"""The screens every register gets from here: import (upload, dry run, bring in) and export."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.registers.api import AuthedRequest, Listing, Register, allowed, registers
from lvye.kit.sheets import letter

from .background import LARGE, Doing, Work, begin, problems_of, stop, unfinished, work_of
from .columns import expected_for
from .exporting import export_rows, problems_xlsx, template_xlsx
from .keeping import drop, keep, open_kept, with_sheet
from .matching import remember
from .models import ImportBatch
from .outcome import summary
from .running import bring_in, dry_run

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
GONE = gettext_lazy("这个文件放得太久了，请再选一次。")


class SheetForm(forms.Form):
    """Which file, and the year of days that are written without one."""

    file = forms.FileField(
        label=gettext_lazy("Excel 或 CSV 文件"),
        error_messages={
            "required": gettext_lazy("请先选一个表格文件。"),
            "empty": gettext_lazy("这个文件是空的，请重新选一个。"),
        },
    )
    year = forms.IntegerField(
        label=gettext_lazy("日期没写年份时，算哪一年"), required=False, min_value=1990, max_value=2100
    )


@allowed("export")
def export(request: AuthedRequest, reg: Register) -> HttpResponseBase:
    """The list as it is narrowed and sorted in the address, as a sheet."""
    kind: Literal["xlsx", "csv"] = "csv" if request.GET.get("as") == "csv" else "xlsx"
    listing = Listing(reg, request.user, request.GET.dict())
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    export_rows(reg, listing.sorted_rows(), file, kind)
    file.seek(0)
    name = f"{reg.title}{_day(timezone.now())}.{kind}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=CSV if kind == "csv" else SHEET)


@allowed("import")
def import_(request: AuthedRequest, reg: Register) -> HttpResponseBase:
    """Choose a sheet, see what would come of it, bring it in."""
    asked = request.GET.get("as", "")
    if asked == "template":
        return _sheet(template_xlsx(reg), _("%(title)s导入模板") % {"title": reg.title})
    if asked == "problems":
        return _problems(request, reg)
    if request.method != "POST":
        return _watched(request, reg) if "work" in request.GET else _page(request, reg, SheetForm())
    if "stop" in request.POST:
        return _stopped(request, reg)
    if token := request.POST.get("token", ""):
        return _matched(request, reg, token) if "match" in request.POST else _confirmed(request, reg, token)
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, reg, form, status=400)
    upload, year = form.cleaned_data["file"], form.cleaned_data["year"]
    token = keep(upload.chunks(), upload.name, reg.key, request.user.pk, year)
    return _tried(request, reg, token, form)


def _tried(request: AuthedRequest, reg: Register, token: str, form: SheetForm) -> HttpResponseBase:
    """The first step: what would come of the kept sheet."""
    kept = open_kept(token, reg.key, request.user.pk)
    if kept is None:
        return _page(request, reg, SheetForm(), problem=GONE, status=400)
    with kept.file:
        if kept.is_larger_than(LARGE):
            return _at_its_pace(request, reg, token, "try", kept.filename)
        outcome = dry_run(reg, kept.file, kept.filename, actor=request.user, year=kept.year, sheet=kept.sheet)
    seen = summary(outcome, kept.filename) | {"token": token}
    return _page(request, reg, form, seen=seen, status=200 if outcome.sound else 400, token=token)


def _confirmed(request: AuthedRequest, reg: Register, token: str) -> HttpResponseBase:
    """The second step: the same file, now in earnest."""
    kept = open_kept(token, reg.key, request.user.pk)
    if kept is None:
        return _page(request, reg, SheetForm(), problem=GONE, status=400)
    with kept.file:
        if kept.is_larger_than(LARGE):
            return _at_its_pace(request, reg, token, "import", kept.filename)
        outcome = bring_in(reg, kept.file, kept.filename, actor=request.user, year=kept.year, sheet=kept.sheet)
    if not outcome.sound:
        seen = summary(outcome, kept.filename) | {"token": token}
        return _page(request, reg, SheetForm(), seen=seen, status=400, token=token)
    drop(token)
    words = {"rows": outcome.rows, "file": kept.filename}
    messages.success(request, _("已从“%(file)s”导入 %(rows)s 行。不对的话，在“导入记录”里可以撤销。") % words)
    return redirect(reverse(f"{reg.key}:list"))


def _matched(request: AuthedRequest, reg: Register, token: str) -> HttpResponseBase:
    """A person has said which column is what, or which sheet is meant: remembered, and the sheet looked at anew."""
    kept = open_kept(token, reg.key, request.user.pk)
    if kept is None:
        return _page(request, reg, SheetForm(), problem=GONE, status=400)
    kept.file.close()
    was = request.POST.get("sheet_was", kept.sheet)
    sheet = request.POST.get("sheet", was)
    names = request.POST.getlist("name")
    if sheet == was:  # another sheet has columns of its own
        pairs = [pair for pair in zip(request.POST.getlist("field"), names, strict=False) if pair[0] in reg.imports]
        said = dict(pairs)
        if not said or len(said) < len(pairs):
            messages.error(request, _("每一列只能读作一样，每一样只能有一列，至少要有一列：请再对一遍。"))
        else:
            remember(reg.key, names, dict.fromkeys(reg.imports, "") | said, by=request.user)
    return _tried(request, reg, with_sheet(token, sheet), SheetForm())


def _at_its_pace(request: AuthedRequest, reg: Register, token: str, doing: Doing, filename: str) -> HttpResponse:
    return redirect(begin(token, reg.key, request.user, doing, filename).address)


def _stopped(request: AuthedRequest, reg: Register) -> HttpResponse:
    """A person wants a large sheet to end."""
    work = work_of(request.POST["stop"], reg.key, request.user)
    if work is None:
        return _page(request, reg, SheetForm(), problem=GONE, status=404)
    stop(work)
    return redirect(work.address)


def _watched(request: AuthedRequest, reg: Register) -> HttpResponse:
    """How far a large sheet is, and in the end what came of it."""
    work = work_of(request.GET.get("work", ""), reg.key, request.user)
    if work is None:
        return _page(request, reg, SheetForm(), problem=GONE, status=404)
    if work.state == "broken":
        return _page(request, reg, SheetForm(), problem=work.seen["reason"])
    if work.state == "stopped":
        return _page(request, reg, SheetForm(), problem=_("停下来了，什么也没有写进去。"))
    if work.state != "done":
        return _page(request, reg, SheetForm(), work=work)
    return _page(request, reg, SheetForm(), seen=work.seen, token=work.ticket, work=work)


def _problems(request: AuthedRequest, reg: Register) -> HttpResponse:
    """What must be mended, to work through beside the sheet."""
    work = work_of(request.GET.get("work", ""), reg.key, request.user)
    if work is not None and (content := problems_of(work)) is not None:
        return _sheet(content, _("要改的地方"))
    kept = open_kept(request.GET.get("token", ""), reg.key, request.user.pk)
    if kept is None:
        return _page(request, reg, SheetForm(), problem=GONE, status=400)
    with kept.file:
        outcome = dry_run(reg, kept.file, kept.filename, actor=request.user, year=kept.year, sheet=kept.sheet)
    return _sheet(problems_xlsx(outcome), _("要改的地方"))


def _page(
    request: AuthedRequest,
    reg: Register,
    form: SheetForm,
    *,
    seen: dict[str, Any] | None = None,
    token: str = "",
    problem: str | Promise = "",
    work: Work | None = None,
    status: int = 200,
) -> HttpResponse:
    here = reverse(f"{reg.key}:import")
    expected = expected_for(reg)
    taken = {"as": "problems", "token": token} | ({"work": work.key} if work else {})
    context: dict[str, Any] = {
        "work": work,
        "other": unfinished(reg.key, request.user) if work is None else None,
        "matches": _matches(expected.labels, seen) if seen else [],
        "reg": reg,
        "form": form,
        "outcome": seen,
        "problem": problem,
        "columns": [
            {"label": labels[0], "required": name in expected.required, "help": "、".join(labels[1:])}
            for name, labels in expected.labels.items()
        ],
        "template_url": f"{here}?as=template",
        "problems_url": f"{here}?{urlencode(taken)}" if token else "",
        "batch_url": _batch_address(request, seen),
        "list_url": reverse(f"{reg.key}:list"),
    }
    return render(request, "registers/import.html", context, status=status)


def _batch_address(request: AuthedRequest, seen: dict[str, Any] | None) -> str:
    """Where what was brought in can be taken back, for who may look there."""
    batch = seen.get("batch") if seen else None
    key = ImportBatch._meta.label_lower
    if batch is None or not request.user.has_perm(registers[key].permission("view")):
        return ""
    return reverse(f"{key}:detail", args=[batch])


def _matches(labels: Mapping[str, Sequence[str]], seen: dict[str, Any]) -> list[dict[str, Any]]:
    """Each column of the sheet, and the field it was read as; columns with neither head nor content are left out."""
    read = {label: name for name, label in seen.get("read", {}).items()}
    return [
        {
            "name": name,
            "samples": samples,
            "options": [(field, words[0], field == read.get(name)) for field, words in labels.items()],
        }
        for at, (name, samples) in enumerate(zip(seen.get("names", []), seen.get("samples", []), strict=False))
        if samples or name != letter(at)
    ]


def _sheet(content: bytes, title: str) -> HttpResponse:
    name = f"{title}.xlsx"
    return HttpResponse(content, content_type=SHEET, headers={"Content-Disposition": _attachment(name)})


def _attachment(name: str) -> str:
    return content_disposition_header(True, name) or "attachment"


def _day(now: datetime) -> str:
    return f"{timezone.localtime(now):%Y%m%d}"
