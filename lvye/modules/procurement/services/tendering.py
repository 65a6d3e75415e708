"""The tender step by step: each with its day, the papers it makes, and what the law asks of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import add_workdays
from lvye.kit import say
from lvye.modules.procurement.models import (
    ORDERABLE,
    PaperKind,
    Quote,
    Request,
    RequestStatus,
    Tender,
    TenderPaper,
    Way,
)

from .quotes import running_tender, valid_quotes

LEAST_BIDS = 3
P = PaperKind


@dataclass(frozen=True)
class Stage:
    """One step. day: the field with its day; papers: what must be there before it is taken; rule: the code that says
    within how many days after the field `after` it is due (workdays unless `calendar`).
    """

    step: str
    day: str
    papers: tuple[str, ...] = ()
    rule: str = ""
    after: str = ""
    calendar: bool = False
    asks: tuple[str, ...] = ()


STAGES = (
    Stage("publish", "published_on", (P.DOCUMENT, P.CALL), asks=("closes_on", "agency", "bond")),
    Stage("open", "opened_on", (P.OPENING,)),
    Stage("judge", "judged_on", (P.REPORT,), asks=("panel", "experts")),
    Stage("award", "awarded_on", (P.AWARD,), "tender_award", "judged_on", asks=("winner",)),
    Stage("notice", "noticed_on", (P.NOTICE,), "tender_notice", "awarded_on"),
    Stage("sign", "signed_on", (P.CONTRACT,), "tender_sign", "noticed_on", calendar=True),
    Stage("announce", "announced_on", (), "tender_announce", "signed_on"),
    Stage("file", "filed_on", (), "tender_file", "signed_on"),
)


def stage_now(tender: Tender) -> Stage | None:
    """The step that comes next; None where there is none."""
    return next((one for one in STAGES if tender.status in tender.flow[one.step].source), None)


def due_of(tender: Tender, stage: Stage) -> date | None:
    """Until when a step is due by rule; None while its start is not known, or no rule names a day."""
    if stage.step == "open":
        return tender.closes_on
    start: date | None = getattr(tender, stage.after) if stage.after else None
    if start is None:
        return None
    days = int(rules.value(f"procurement.{stage.rule}", on=start))
    return start + timedelta(days=days) if stage.calendar else add_workdays(start, days)


def tender_make(request: Request, *, today: date, actor: User) -> Tender:
    """Begin a tender for a request that must be tendered. Raises ValidationError for any other, or a second one."""
    if request.status != RequestStatus.AGREED or request.way != Way.TENDER:
        text = _("%(number)s现在是“%(now)s”、%(way)s，不用招标。")
        told = {"number": request.number, "now": request.get_status_display(), "way": request.get_way_display()}
        raise ValidationError(text % told)
    number = f"ZB-{today.year}-{rules.next_number(f'procurement.tender:{today.year}', 4)}"
    return records.create(Tender, actor=actor, number=number, request=request, by=actor)


def tender_take(
    tender: Tender, *, on: date, scans: Mapping[str, Sequence[Any]] | None = None, now: datetime, today: date,
    actor: User, **values: Any,
) -> Tender:  # fmt: skip
    """Take the next step on a day, with its papers (kind → files) and what it asks.

    Raises ValidationError: a day to come or before the step ahead of it, a paper that is missing, fewer days for bids
    than the law gives, too large a bond, fewer than three bids, a panel that is even, too small or short of experts, a
    winner who did not bid. A step taken late is kept as it was; `due_of` tells that it was late.
    """
    stage = stage_now(tender)
    if stage is None:
        raise ValidationError(_("这次招标已经办完了。"))
    _refuse_day(tender, stage, on, today)
    with records.deed():
        for kind, uploads in (scans or {}).items():
            if uploads:
                paper_add(tender, kind=kind, on=on, uploads=uploads, now=now, actor=actor)
        _refuse_missing(tender, stage)
        asked = {name: values[name] for name in stage.asks if name in values}
        CHECKS[stage.step](tender, on, asked)
        told: dict[str, Any] = {stage.day: on} | asked
        return records.take(tender, stage.step, actor=actor, next_due_on=_next_due(tender, stage, told), **told)


def _next_due(tender: Tender, stage: Stage, told: Mapping[str, Any]) -> date | None:
    """Until when the step after this one is due, once this one is taken as told."""
    following = STAGES[STAGES.index(stage) + 1 :][:1]
    after = copy(tender)
    for name, value in told.items():
        setattr(after, name, value)
    return due_of(after, following[0]) if following else None


def paper_add(
    tender: Tender, *, kind: str, on: date, uploads: Sequence[Any], note: str = "", now: datetime, actor: User
) -> TenderPaper:
    """Put a paper with its scan into the file of the tender. Raises ValidationError without a scan."""
    if not uploads:
        raise ValidationError(_("请放上文件（照片、PDF 或 Word）。"))
    with records.deed():
        made = records.create(TenderPaper, actor=actor, tender=tender, kind=kind, on=on, note=note.strip())
        files.attach_all(made, list(uploads), kind=files.Attachment.Kind.PAPER, actor=actor, now=now)
    return made


def tender_fail(tender: Tender, *, why: str, actor: User) -> Tender:
    """It failed (废标): its bids do not count any more, a new one may begin. Raises ValidationError without reason."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么废标。")})
    with records.deed():
        for one in valid_quotes(tender.request):
            records.take(one, "withdraw", actor=actor, reason=why.strip(), why=why.strip()[:120])
        return records.take(tender, "fail", actor=actor, reason=why.strip(), why=why.strip(), next_due_on=None)


def refuse_untendered(request: Request, quote: Quote) -> str:
    """Why a bid was chosen, "" without a tender. Raises ValidationError unless it won and the notice is out."""
    if request.way != Way.TENDER:
        return ""
    tender = running_tender(request)
    if tender is None or tender.status not in ORDERABLE:
        raise ValidationError(_("要公开招标：发了中标通知才能下单。"), code="tender")
    if tender.winner_id != quote.pk:
        raise ValidationError(_("中标的是%(who)s，只能向它下单。") % {"who": tender.winner}, code="tender")
    return _("评标结果（%(number)s）") % {"number": tender.number}


# --- what each step asks ------------------------------------------------------------------------------------------


def _refuse_day(tender: Tender, stage: Stage, on: date, today: date) -> None:
    before = STAGES[: STAGES.index(stage)]
    last = max((day for one in before if (day := getattr(tender, one.day))), default=None)
    if on > today:
        raise ValidationError({stage.day: _("这一步的日期不能在将来。")})
    if last and on < last:
        raise ValidationError({stage.day: _("不能早于上一步的%(day)s。") % {"day": say.day(last)}})


def _refuse_missing(tender: Tender, stage: Stage) -> None:
    there = set(tender.papers.values_list("kind", flat=True))
    missing = "、".join(str(PaperKind(kind).label) for kind in stage.papers if kind not in there)
    if missing:
        raise ValidationError(_("还缺%(papers)s：先放上，再办这一步。") % {"papers": missing}, code="paper")


def _publish(tender: Tender, on: date, asked: dict[str, Any]) -> None:
    closes, days = asked.get("closes_on"), int(rules.value("procurement.tender_days", on=on))
    if closes is None:
        raise ValidationError({"closes_on": _("请写投标截止日。")})
    if closes < on + timedelta(days=days):
        text = _("招标文件发出到投标截止不少于%(days)s天，最早%(day)s（%(source)s）。")
        told = {"days": days, "day": say.day(on + timedelta(days=days)), "source": source("tender_days", on)}
        raise ValidationError({"closes_on": text % told}, code="days")
    share = int(rules.value("procurement.tender_bond", on=on))
    most = tender.request.estimate * share / 100
    if (asked.get("bond") or Decimal(0)) > most:
        text = _("保证金最多%(most)s（预算的%(share)s%%，%(source)s）。")
        told = {"most": say.money(most), "share": share, "source": source("tender_bond", on)}
        raise ValidationError({"bond": text % told}, code="bond")


def _open(tender: Tender, on: date, asked: dict[str, Any]) -> None:
    if tender.closes_on and on != tender.closes_on:
        text = _("开标在投标截止的同一天：%(day)s。")
        raise ValidationError({"opened_on": text % {"day": say.day(tender.closes_on)}}, code="same")
    in_time = [one for one in valid_quotes(tender.request) if one.quoted_on <= on]
    if len(in_time) < LEAST_BIDS:
        text = _("投标的只有%(n)s家，不足%(least)s家要废标（政府采购法第三十六条）。")
        raise ValidationError(text % {"n": len(in_time), "least": LEAST_BIDS}, code="few")


def _judge(tender: Tender, on: date, asked: dict[str, Any]) -> None:
    panel, experts = asked.get("panel") or 0, asked.get("experts") or 0
    least = int(rules.value("procurement.tender_judges", on=on))
    if panel < least or panel % 2 == 0:
        text = _("评标委员会要%(least)s人以上单数（%(source)s）。")
        raise ValidationError({"panel": text % {"least": least, "source": source("tender_judges", on)}}, code="panel")
    if experts * 3 < panel * 2 or experts > panel:
        text = _("%(panel)s人的评标委员会至少要%(least)s位专家（三分之二）。")
        raise ValidationError({"experts": text % {"panel": panel, "least": -(-panel * 2 // 3)}}, code="experts")


def _award(tender: Tender, on: date, asked: dict[str, Any]) -> None:
    winner = asked.get("winner")
    if winner is None or winner not in valid_quotes(tender.request):
        raise ValidationError({"winner": _("请选中标的单位。")})


def _nothing(tender: Tender, on: date, asked: dict[str, Any]) -> None:
    """The day and the papers are all."""


CHECKS = {
    "publish": _publish, "open": _open, "judge": _judge, "award": _award, "notice": _nothing, "sign": _nothing,
    "announce": _nothing, "file": _nothing,
}  # fmt: skip


def source(code: str, on: date) -> str:
    """Where a rule of the tender is written."""
    known = rules.present(f"procurement.{code}", on)
    return f"{known.document}{known.article}"
