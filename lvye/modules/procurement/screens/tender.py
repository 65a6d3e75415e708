"""The page of one tender: its steps with their days by rule, the papers of each, the form of the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.files import api as files
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, needs, registers
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.kit.days import read_day
from lvye.modules.procurement import services
from lvye.modules.procurement.models import PaperKind, Quote, Request, Tender, TenderStatus
from lvye.modules.procurement.services import STAGES, Stage, due_of, source

from .common import number_of, seen, whole_of

BUY = "procurement.buy_request"
RELATED = ("request__category", "request__budget_line", "winner__partner", "by")
MOST_SCANS = 8


@dataclass(frozen=True)
class Line:
    """One step as shown. kind: done, late (done after its day, or past it), going, idle; rule: what the law asks."""

    label: str
    kind: str
    day: str
    rule: str
    papers: tuple[dict[str, Any], ...]


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The tender; who buys takes its next step here."""
    record: Tender = seen(request, reg.key, pk, *RELATED)
    return _page(request, reg, record)


def _page(request: AuthedRequest, reg: Register, record: Tender, problem: str = "") -> HttpResponse:
    today = timezone.localdate()
    stage = services.stage_now(record)
    context = detail_context(reg, record, request.user)
    context |= {
        "lines": lines_of(record, today), "stage": stage if request.user.has_perm(BUY) else None, "refused": problem,
        "quotes": services.valid_quotes(record.request), "typed": request.POST, "today": today.isoformat(),
        "kinds": PaperKind.choices, "others": _others(record), "panels": [],
        "may_add": request.user.has_perm(BUY) and record.status != TenderStatus.FAILED,
    }  # fmt: skip
    if stage is not None:
        context |= {
            "stage_label": record.flow[stage.step].label, "rule": rule_of(record, stage),
            "wanted": [(kind, PaperKind(kind).label) for kind in stage.papers],
        }  # fmt: skip
    return render(request, "procurement/tender.html", context, status=400 if problem else 200)


def lines_of(record: Tender, today: date) -> list[Line]:
    """Every step with its day, what the rules ask, and its papers."""
    now = services.stage_now(record)
    return [_line(record, stage, stage == now, today) for stage in STAGES]


def _line(record: Tender, stage: Stage, is_now: bool, today: date) -> Line:
    done: date | None = getattr(record, stage.day)
    due = due_of(record, stage)
    late = due is not None and (done or today) > due and (done is not None or is_now)
    kind = "late" if late else "done" if done else "soon" if is_now and record.status != "failed" else "idle"
    words = say.day(done) if done else _("%(day)s前") % {"day": say.day(due)} if due and is_now else ""
    if done and due and done > due:
        words = _("%(day)s，晚了%(n)s天") % {"day": say.day(done), "n": (done - due).days}
    return Line(str(record.flow[stage.step].label), kind, words, rule_of(record, stage), _papers(record, stage.papers))


def rule_of(record: Tender, stage: Stage) -> str:
    """What the rules ask of a step, in one sentence with its source."""
    on = record.published_on or timezone.localdate()
    said = {
        "publish": ("tender_days", _("发出到投标截止不少于%(n)s天")),
        "judge": ("tender_judges", _("%(n)s人以上单数，专家不少于三分之二")),
        "award": ("tender_award", _("收到报告后%(n)s个工作日内")),
        "notice": ("tender_notice", _("定标后%(n)s个工作日内")),
        "sign": ("tender_sign", _("通知后%(n)s天内")),
        "announce": ("tender_announce", _("签合同后%(n)s个工作日内")),
        "file": ("tender_file", _("签合同后%(n)s个工作日内")),
    }  # fmt: skip
    if stage.step == "open":
        closes = say.day(record.closes_on) if record.closes_on else _("投标截止日")
        return _("%(day)s当天，不足三家废标（政府采购法第三十六条）") % {"day": closes}
    code, words = said[stage.step]
    return f"{words % {'n': rules.value(f'procurement.{code}', on=on)}}（{source(code, on)}）"


def _papers(record: Tender, kinds: tuple[str, ...]) -> tuple[dict[str, Any], ...]:
    rows = [one for one in record.papers.all() if one.kind in kinds]
    return tuple(
        {
            "label": one.get_kind_display(),
            "on": one.on,
            "note": one.note,
            "files": [files.url(f) for f in files.of(one)],
        }
        for one in sorted(rows, key=lambda one: one.pk)
    )


def _others(record: Tender) -> tuple[dict[str, Any], ...]:
    """Papers no step asks for: bids, answers to questions."""
    asked = {kind for stage in STAGES for kind in stage.papers}
    return _papers(record, tuple(kind for kind in PaperKind.values if kind not in asked))


@needs(BUY)
@require_POST
def begin(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """A tender for a request that must be tendered."""
    record: Request = seen(request, "procurement.request", pk)
    try:
        with transaction.atomic():
            made = services.tender_make(record, today=timezone.localdate(), actor=request.user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
        return redirect("procurement.request:detail", pk=pk)
    return redirect("procurement.tender:detail", pk=made.pk)


@needs(BUY)
@require_POST
def step(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The next step, with its day and its papers."""
    record: Tender = seen(request, "procurement.tender", pk, *RELATED)
    now = timezone.now()
    try:
        with transaction.atomic():
            on = read_day(request.POST.get("on"))
            if on is None:
                raise ValidationError(_("请写日期。"))
            if request.POST.get("do") == "paper":
                _paper(request, record, on, now)
            else:
                services.tender_take(
                    record, on=on, scans=_scans(request), now=now, today=timezone.localdate(now), actor=request.user,
                    **_asked(request, record),
                )  # fmt: skip
    except ValidationError as problem:
        record.refresh_from_db()
        return _page(request, registers["procurement.tender"], record, " ".join(problem.messages))
    messages.success(request, _("记下了。"))
    return redirect("procurement.tender:detail", pk=pk)


def _paper(request: AuthedRequest, record: Tender, on: date, now: Any) -> None:
    kind = request.POST.get("kind", "")
    if kind not in PaperKind.values:
        raise ValidationError(_("请选是什么文件。"))
    services.paper_add(
        record, kind=kind, on=on, uploads=files.uploads_of(request, "scan", MOST_SCANS, papers=True),
        note=request.POST.get("note", "")[:120], now=now, actor=request.user,
    )  # fmt: skip


def _scans(request: AuthedRequest) -> dict[str, list[Any]]:
    return {kind: files.uploads_of(request, f"scan-{kind}", MOST_SCANS, papers=True) for kind in PaperKind.values}


def _asked(request: AuthedRequest, record: Tender) -> dict[str, Any]:
    """What the step asks beside its day."""
    given = request.POST.get("winner", "")
    winner = Quote.objects.filter(request=record.request_id, pk=given).first() if given.isdigit() else None
    return {
        "closes_on": read_day(request.POST.get("closes_on")), "agency": request.POST.get("agency", "").strip()[:60],
        "bond": number_of(request.POST.get("bond")) or 0, "panel": whole_of(request.POST.get("panel"), 99),
        "experts": whole_of(request.POST.get("experts"), 99), "winner": winner,
    }  # fmt: skip
