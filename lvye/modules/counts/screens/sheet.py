"""盘点表 and 盘点报告: on paper, with boxes to sign. Their code opens the record; it is nobody's presence."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.papers import api as papers
from lvye.kernel.places.api import Place, within
from lvye.kernel.registers.api import AuthedRequest, needs, school_name
from lvye.kit import say
from lvye.modules.counts import queries
from lvye.modules.counts.models import SEEN, Count, Line, Result, Scan, Seen
from lvye.modules.counts.sight import ALL

from .phone import count_of

MOST_LINES = 1500
MOST_NAMED = 300


@needs(ALL)
@require_safe
def sheet(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The sheet of the count, or of `?place=` (a room, floor or building): what the book says, and what was found."""
    count = count_of(request, pk)
    lines = count.lines.all()
    place = _place(request.GET.get("place", ""))
    if place is not None:
        lines = lines.filter(within(place))
    if lines.count() > MOST_LINES:
        messages.warning(request, _("一次最多印 %(n)s 行，请按楼或房间印。") % {"n": say.number(MOST_LINES)})
        return redirect("counts:watch", pk=count.pk)
    rows = lines.select_related("place", "keeper", "seen_place").order_by("place__path", "number")
    head = [
        _("序号"), _("资产编号"), _("名称"), _("账上地点"), _("保管人"), _("账面数"), _("实盘数"), _("结果"),
        _("状况和备注"),
    ]  # fmt: skip
    table = papers.Table(
        head, [_row(n, line) for n, line in enumerate(rows, start=1)],
        widths=(4, 16, 13, 15, 8, 6, 6, 8, 14), numeric={0, 5, 6},
    )  # fmt: skip
    facts = [*facts_of(count), (_("地点"), place.full_name)] if place else facts_of(count)
    signs = [papers.Signature(who) for who in (_("盘点人"), _("保管人"), _("监盘人"), _("总务处"))]
    return paper_of(count, _("固定资产盘点表"), facts, [table], signs)


@needs(ALL)
@require_safe
def report(request: AuthedRequest, pk: int) -> HttpResponse:
    """The result with its rate, what it is of, and every difference with its value."""
    count = count_of(request, pk)
    signs = [papers.Signature(who) for who in (_("盘点组长"), _("会计"), _("总务处"), _("分管校长"))]
    return paper_of(count, _("资产盘点报告"), facts_of(count), _differences(count), signs, text=_sentence(count))


def facts_of(count: Count) -> list[tuple[str, str]]:
    """What heads every paper of a count."""
    book = say.number(count.book_count)
    people = "、".join(str(part.what) for part in queries.counters(count))
    return [
        (_("盘点"), count.name), (_("范围"), scope_of(count)), (_("状态"), str(count.get_status_display())),
        (_("账面"), _("%(n)s 件，%(money)s") % {"n": book, "money": say.money(count.book_value)}),
        (_("账面时间"), say.moment(timezone.localtime(count.begun_at)) if count.begun_at else ""),
        (_("盘点人"), people),
    ]  # fmt: skip


def scope_of(count: Count) -> str:
    """What is counted, in words."""
    what = count.place or count.department or count.asset_class
    return str(what.full_name if isinstance(what, Place) else what or count.get_scope_display())


def _sentence(count: Count) -> str:
    """The result in words; a rate never without what it is of."""
    rate, told = queries.rate(count), queries.totals(count)
    words = _("应盘 %(of)s 件，盘到 %(seen)s 件，盘点率 %(share)s；其中扫标签确认的 %(scanned)s 件。") % {
        "of": say.number(rate.of), "seen": say.number(rate.seen), "share": rate.share,
        "scanned": say.number(told.scanned),
    }  # fmt: skip
    words += _("不在原处 %(wrong)s 件，盘亏 %(missing)s 件、原值 %(money)s，") % {
        "wrong": told.wrong, "missing": told.missing, "money": say.money(told.missing_value),
    }  # fmt: skip
    words += _("不认识的 %(unknown)s 件，重复扫到 %(twice)s 次。") % {"unknown": told.unknown, "twice": told.twice}
    if told.away:
        words += _("借出、送修没有盘到的 %(n)s 件不在应盘数里。") % {"n": told.away}
    if told.fewer:
        money = say.money(told.fewer_value)
        words += _("一卡多件而件数不足的 %(n)s 张，按均价折合 %(money)s。") % {"n": told.fewer, "money": money}
    return words


def _differences(count: Count) -> list[papers.Table]:
    made = []
    lines = count.lines.select_related("place", "keeper", "seen_place").order_by("number")
    missing = lines.filter(result=Result.MISSING)
    if n := missing.count():
        rows = [[one.number, one.name, _str(one.place), _str(one.keeper), say.money(one.value)]
                for one in missing[:MOST_NAMED]]  # fmt: skip
        head = [_("资产编号"), _("名称"), _("账上地点"), _("保管人"), _("原值")]
        made.append(papers.Table(head, rows, numeric={4}, caption=_named(_("盘亏"), n)))
    wrong = lines.filter(result=Result.WRONG)
    if n := wrong.count():
        rows = [[one.number, one.name, _str(one.place), _str(one.seen_place)] for one in wrong[:MOST_NAMED]]
        head = [_("资产编号"), _("名称"), _("账上地点"), _("盘到的地点")]
        made.append(papers.Table(head, rows, caption=_named(_("不在原处"), n)))
    unknown = Scan.objects.filter(count=count, result=Seen.UNKNOWN).select_related("place", "person").order_by("pk")
    if n := unknown.count():
        rows = [[one.code or "—", one.words, _str(one.place), str(one.person)] for one in unknown[:MOST_NAMED]]
        head = [_("读到的码"), _("说明"), _("地点"), _("盘点人")]
        made.append(papers.Table(head, rows, caption=_named(_("不认识的"), n)))
    return made


def _named(label: str, n: int) -> str:
    words = _("%(label)s %(n)s 件") % {"label": label, "n": n}
    return words if n <= MOST_NAMED else words + _("（列前 %(most)s 件，其余见系统）") % {"most": MOST_NAMED}


def _row(number: int, line: Line) -> list[str]:
    seen = line.result in SEEN
    result = "" if line.result == Result.WAITING else str(line.get_result_display())
    words = " ".join(
        part for part in (
            str(line.get_condition_display()) if line.condition else "", line.note,
            _("盘到在%(place)s") % {"place": line.seen_place} if line.result == Result.WRONG else "",
        ) if part
    )  # fmt: skip
    return [
        str(number), line.number, line.name, _str(line.place), _str(line.keeper), str(line.qty),
        str(line.seen_qty) if seen else "", result, words,
    ]  # fmt: skip


def _str(value: Any) -> str:
    return str(value) if value is not None else ""


def _place(text: str) -> Place | None:
    return get_object_or_404(Place, pk=int(text)) if text.isdecimal() and len(text) < 18 else None


def paper_of(
    count: Count, title: str, facts: list[tuple[str, str]], lines: list[papers.Table],
    signatures: list[papers.Signature], *, text: str = "",
) -> HttpResponse:  # fmt: skip
    """A paper of a count: the code in its corner opens the record and is nobody's presence."""
    content = papers.form_pdf(
        title=title, school=school_name(), printed_on=timezone.localdate(), register=_("资产盘点"), number=count.number,
        facts=[(label, value) for label, value in facts if value], text=text, lines=lines, signatures=signatures,
        url=f"{settings.BASE_URL}{reverse('counts.count:detail', args=[count.pk])}", code=count.number,
    )  # fmt: skip
    return papers.answer(content, f"{count.number} {title}.pdf")
