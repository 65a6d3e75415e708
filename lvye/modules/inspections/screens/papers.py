"""Papers: the ledger as the inspector expects it, the notice to hang up, letters as GB/T 9704 wants, campaigns."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from PIL import Image

from lvye.kernel.files import api as files
from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, registers, school_name
from lvye.kernel.terms.api import Period, current, period_of
from lvye.kit import say
from lvye.modules.inspections.models import Area, AreaStatus, Campaign, Hazard, Letter, LetterStatus, Status, Trace
from lvye.modules.inspections.services import month_numbers, open_at_end
from lvye.modules.inspections.sight import ALL

MOST_ROWS = 2000


def _period(request: AuthedRequest, today: date) -> Period:
    """The days asked for (`?of=2026-03`, a term, a year); else the term that runs, else the year. Raises Http404."""
    asked = request.GET.get("of", "")
    try:
        term = current(today)
        return period_of(asked or term or str(today.year), today)
    except Exception as problem:
        raise Http404 from problem


@needs(ALL)
@require_safe
def ledger(request: AuthedRequest) -> HttpResponse:
    """安全隐患排查台账 of a period, with what lay open before it, the numbers in words at its end."""
    today = timezone.localdate()
    period = _period(request, today)
    rows = registers["inspections.hazard"].rows(request.user).order_by("found_on", "pk")
    found = list(
        rows.filter(found_on__gte=period.begins_on, found_on__lte=period.ends_on).select_related(
            "place", "kind", "responsible", "checked_by", "finder"
        )[:MOST_ROWS]
    )
    valid = [one for one in found if one.status != Status.DROPPED]
    closed = sum(1 for one in valid if one.status == Status.CLOSED)
    words = _("发现 %(n)s 处，销号 %(closed)s 处，整改率 %(rate)s；另有 %(dropped)s 处核实不成立，不在分母里") % {
        "n": len(valid), "closed": closed, "rate": say.share(closed, len(valid)), "dropped": len(found) - len(valid),
    }  # fmt: skip
    head = [
        _("序号"), _("排查时间"), _("排查人"), _("部位"), _("类别"), _("隐患描述"), _("等级"), _("整改措施"), _("方式"),
        _("责任人"),
        _("时限"), _("整改情况"), _("复查人"), _("复查时间"), _("状态"),
    ]  # fmt: skip
    widths = (4, 6, 6, 9, 7, 12, 4, 12, 5, 6, 6, 11, 6, 6, 6)
    table = papers.Table(head, [_row(n, one) for n, one in enumerate(found, 1)], widths=widths, numeric={0})
    content = papers.table_pdf(
        title=_("安全隐患排查台账"), school=school_name(), printed_on=today, table=table, register=_("隐患台账"),
        period=period.label, facts=[(_("合计"), words)],
        signatures=[papers.Signature(who) for who in (_("制表人"), _("总务主任"), _("校长"))],
        url=f"{settings.BASE_URL}{reverse('inspections:board')}", code=_("台账"),
    )  # fmt: skip
    return papers.answer(content, f"{_('安全隐患排查台账')} {period.label}.pdf")


def _row(number: int, one: Hazard) -> list[str]:
    return [
        str(number), say.date(one.found_on), one.finder_name, one.place.full_name, one.kind.name,
        f"{one.what}（{one.number}）", str(one.get_level_display()), one.measure,
        str(one.get_way_display()) if one.due_on else "", str(one.responsible or ""),
        say.date(one.due_on) if one.due_on else "", one.done_note, str(one.checked_by or ""),
        say.date(one.checked_on) if one.checked_on else "", str(one.get_status_display()),
    ]  # fmt: skip


def notice(hazard: Hazard, now: datetime) -> HttpResponse:
    """The warning to hang up: what is dangerous, keep away, who is asked, and the photo."""
    shots = [one for trace in hazard.traces.filter(kind=Trace.Kind.FOUND) for one in files.of(trace) if one.is_picture]
    pictures = [papers.Picture(_png(one), 80) for one in shots[:1] if files.path_of(one).exists()]
    facts = [
        (_("地点"), hazard.place.full_name), (_("危险"), hazard.what),
        (_("什么时候整改好"), say.day(hazard.due_on) if hazard.due_on else _("正在安排")),
        (_("联系"), str(hazard.responsible or _("总务处"))),
    ]  # fmt: skip
    text = _("这里有危险，整改好之前请不要靠近，请提醒学生绕行。")
    content = papers.form_pdf(
        title=_("危险！请绕行"), school=school_name(), printed_on=timezone.localdate(now), register=_("安全警示"),
        number=hazard.number, facts=facts, text=text, pictures=pictures,
        url=f"{settings.BASE_URL}{reverse('inspections.hazard:detail', args=[hazard.pk])}", code=hazard.number,
    )  # fmt: skip
    return papers.answer(content, f"{hazard.number}.pdf")


def _png(attachment: files.Attachment) -> bytes:
    with Image.open(files.path_of(attachment)) as picture:
        picture.thumbnail((900, 900))
        kept = BytesIO()
        picture.convert("RGB").save(kept, "PNG")  # house: bytes in memory, no record
    return kept.getvalue()


@needs("inspections.view_letter")
@require_safe
def letter(request: AuthedRequest, pk: int, form: str) -> HttpResponse:
    """The letter in Word or PDF, in the layout of official papers; unsigned as long as it is a draft."""
    found: Letter = get_object_or_404(
        registers["inspections.letter"].rows(request.user).select_related("hazard"), pk=pk
    )
    given: dict[str, Any] = {
        "title": found.title, "org": school_name(), "blocks": blocks_of(found), "signed_on": found.sent_on,
        "doc_number": found.doc_number,
    }  # fmt: skip
    name = f"{found.title}.{'docx' if form == 'word' else 'pdf'}"
    if form == "word":
        return papers.answer(papers.official_word(**given), name)
    return papers.answer(papers.official_pdf(**given), name)


def blocks_of(found: Letter) -> list[papers.Block]:
    """The body of a letter: to whom, what is told, and of a month its table, with zeros where there is nothing."""
    blocks: list[papers.Block] = [papers.Paragraph(f"{found.to_whom}：")]
    blocks += [papers.Paragraph(line) for line in found.text.splitlines() if line.strip()]
    if found.kind == Letter.Kind.MONTH and found.month is not None:
        return [*blocks, *_month(found)]
    asks = _("特此报告。") if found.kind == Letter.Kind.MAJOR else _("以上隐患学校自己整改不了，请予解决。")
    return [*blocks, papers.Paragraph(asks)]


def _month(found: Letter) -> list[papers.Block]:
    assert found.month is not None  # noqa: S101 - a monthly letter has its month, by a constraint
    numbers = month_numbers(found.month) if found.status == LetterStatus.DRAFT else _frozen(found)
    words = {"year": found.month.year, "month": found.month.month} | numbers
    if not numbers["before"] and not numbers["found"]:
        said = (
            _("%(year)s年%(month)s月，我校按要求对校舍及附属设施进行了检查，没有发现安全隐患，月末没有未销号的隐患。")
            % words
        )
    else:
        said = (
            _(
                "%(year)s年%(month)s月，我校按要求对校舍及附属设施进行了检查。"
                "月初未销号 %(before)s 处，本月发现 %(found)s 处，"
                "销号 %(gone)s 处，核实不成立 %(dropped)s 处，月末未销号 %(left)s 处，其中重大隐患 %(left_major)s 处。"
            )
            % words
        )
    head = [_("月初未销号"), _("本月发现"), _("本月销号"), _("核实不成立"), _("月末未销号"), _("其中重大")]
    names = ("before", "found", "gone", "dropped", "left", "left_major")
    table = papers.Table(
        head, [[str(numbers[name]) for name in names]], numeric=set(range(6)), caption=_("隐患情况（处）")
    )
    return [papers.Paragraph(said), table, *_left(found.month), papers.Paragraph(_("特此报告。"))]


def _frozen(found: Letter) -> dict[str, int]:
    return {name: getattr(found, name) for name in ("before", "found", "gone", "dropped", "left", "left_major")}


def _left(month: date) -> list[papers.Block]:
    """What lay open at the month's end, by name."""
    rows = [
        [str(n), one.place.full_name, one.what, str(one.get_level_display()), one.measure or "—",
         say.date(one.due_on) if one.due_on else "—"]
        for n, one in enumerate(open_at_end(month), start=1)
    ]  # fmt: skip
    if not rows:
        return []
    head = [_("序号"), _("部位"), _("隐患"), _("等级"), _("措施"), _("时限")]
    return [papers.Table(head, rows, widths=(7, 22, 28, 8, 23, 12), numeric={0}, caption=_("月末未销号的隐患"))]


@needs("inspections.view_campaign")
@require_safe
def campaign(request: AuthedRequest, pk: int) -> HttpResponse:
    """A campaign's summary: every area with its answer, zeros included."""
    found: Campaign = get_object_or_404(registers["inspections.campaign"].rows(request.user), pk=pk)
    areas = list(found.areas.select_related("place", "person").order_by("place__sort", "pk"))
    rows = [[str(n), one.place.full_name, str(one.person), *_said(one)] for n, one in enumerate(areas, start=1)]
    head = [_("序号"), _("区域"), _("谁查"), _("结果"), _("日期"), _("说明")]
    table = papers.Table(head, rows, widths=(7, 28, 14, 14, 12, 25), numeric={0})
    content = papers.form_pdf(
        title=found.name, school=school_name(), printed_on=timezone.localdate(), register=_("大排查"),
        period=say.period(found.begins_on, found.ends_on), number=found.number,
        facts=[(_("牵头人"), str(found.lead)), (_("起因"), found.why or "—"),
               (_("区域"), _("%(n)s 个，已报 %(done)s 个") % {
                   "n": len(areas), "done": sum(1 for one in areas if one.status == AreaStatus.REPORTED)}),
               (_("发现"), _("%(n)s 处") % {"n": sum(one.found_count or 0 for one in areas)})],
        text="\n".join(found.item_list), lines=[table] if rows else [],
        signatures=[papers.Signature(who) for who in (_("牵头人"), _("校长"))],
        url=f"{settings.BASE_URL}{reverse('inspections:campaign', args=[found.pk])}", code=found.number,
    )  # fmt: skip
    return papers.answer(content, f"{found.number} {found.name}.pdf")


def _said(area: Area) -> list[str]:
    if area.status == AreaStatus.REPORTED:
        result = _("%(n)s 处") % {"n": area.found_count} if area.found_count else _("没有发现")
    else:
        result = str(area.get_status_display())
    return [result, say.date(area.reported_on) if area.reported_on else "", area.words]
