"""Papers: labels, the inspection card of a device, the sheet of a building by floors, orders, plans, drills."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.duties.api import results_of
from lvye.kernel.papers import api as papers
from lvye.kernel.places.api import within
from lvye.kernel.registers.api import AuthedRequest, needs, registers, school_name
from lvye.kit import say
from lvye.modules.fire import checking
from lvye.modules.fire.models import Device, DeviceStatus, Plan
from lvye.modules.fire.templatetags.fire import clock

MOST_LABELS, MOST_ROWS, CARD_ROWS = 500, 800, 24


def _url(name: str, *args: Any) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=args)}"


def _day(day: date | None) -> str:
    return say.day(day) if day is not None else "—"


@needs("fire.export_device")
@require_safe
def labels(request: AuthedRequest) -> HttpResponseBase:
    """Labels of a building's devices (`?building=`), or of all; `size` as papers names them."""
    rows = registers["fire.device"].rows(request.user).exclude(status=DeviceStatus.SCRAPPED)
    building = request.GET.get("building", "")
    if building.isdecimal():
        rows = rows.filter(building=int(building)) | rows.filter(place=int(building))
    found = list(rows.select_related("place").order_by("place__path", "pk")[:MOST_LABELS])
    if not found:
        messages.warning(request, _("没有可打印标签的器材。"))
        return redirect("fire:board")
    size = request.GET.get("size", "a4-60x40")
    size = size if size in papers.LABEL_SIZES else "a4-60x40"
    made = [
        papers.Label(one.code, _url("fire:scan", one.code), one.what, f"{one.number} {one.where}", school_name())
        for one in found
    ]
    return papers.answer(papers.labels(made, size), f"{_('消防器材标签')}.pdf")


@needs("fire.view_device")
@require_safe
def card(request: AuthedRequest, pk: int) -> HttpResponse:
    """灭火器检查卡: what it is, its dates, and every check with its items, the newest first, empty lines to go on."""
    one: Device = get_object_or_404(
        registers["fire.device"].rows(request.user).select_related("place", "keeper"), pk=pk
    )
    results = list(results_of(checking.TARGET, one.pk)[:CARD_ROWS])
    items = results[0].version.checklist if results else []
    head = [_("日期"), *[item.label for item in items], _("检查人"), _("处理")]
    rows = []
    for result in results:
        said = {answer.item.code: answer for answer in result.read}
        marks = [
            "×" if item.code in said and said[item.code].is_bad else ("✓" if item.code in said else "")
            for item in items
        ]
        faults = "；".join(f"{fault.label} {fault.get_status_display()}" for fault in result.faults.all())
        day = say.date(timezone.localdate(result.done_at)) + (_("（补录）") if result.is_late else "")
        rows.append([day, *marks, result.by_name, faults])
    rows += [["\u3000\n\u3000"] * len(head)] * max(0, 12 - len(rows))
    content = papers.form_pdf(
        title=_("%(kind)s检查卡") % {"kind": one.get_kind_display()}, school=school_name(),
        printed_on=timezone.localdate(), register=_("消防器材"), number=one.number,
        facts=[
            (_("放在哪里"), one.where), (_("型号规格"), one.what), (_("出厂日期"), _day(one.made_on)),
            (_("上次维修、检测"), _day(one.serviced_on)), (_("下次维修、检测"), _day(one.service_due_on)),
            (_("报废日期"), _day(one.scrap_due_on)), (_("负责人"), str(one.keeper or "—")),
            (_("维修合格证号"), one.certificate or "—"),
        ],
        lines=[papers.Table(head, rows, widths=[7.0, *[7.0] * len(items), 6.0, 10.0])],
        url=_url("fire:scan", one.code), code=one.code,
    )  # fmt: skip
    return papers.answer(content, f"{one.number} {_('检查卡')}.pdf")


@needs("fire.view_device")
@require_safe
def sheet(request: AuthedRequest, pk: int) -> HttpResponse:
    """The sheet of a building: floor by floor which device stands where, its dates and its last check."""
    place = get_object_or_404(registers["places.place"].rows(request.user), pk=pk)
    rows = registers["fire.device"].rows(request.user).exclude(status=DeviceStatus.SCRAPPED)
    found = list(rows.filter(within(place)).select_related("place").order_by("place__path", "pk")[:MOST_ROWS])
    head = [
        _("序号"), _("放在哪里"), _("编号"), _("器材"), _("出厂日期"), _("下次维修、检测"), _("报废日期"),
        _("上次检查"), _("情况"),
    ]  # fmt: skip
    stands = checking.standing(found, timezone.now())
    lines = [
        [str(n), one.where, one.number, one.what, _day(one.made_on), _day(one.service_due_on), _day(one.scrap_due_on),
         _day(one.checked_on), stands[one.pk].words]
        for n, one in enumerate(found, 1)
    ]  # fmt: skip
    bad = sum(1 for one in stands.values() if one.kind == "late")
    content = papers.table_pdf(
        title=_("%(place)s消防器材分布表") % {"place": place.full_name}, school=school_name(),
        printed_on=timezone.localdate(), register=_("消防器材"),
        table=papers.Table(head, lines, widths=(4, 18, 8, 15, 10, 10, 10, 10, 12), numeric={0}),
        facts=[(_("合计"), _("%(n)s 件，其中 %(bad)s 件要处理") % {"n": len(found), "bad": bad})],
        signatures=[papers.Signature(who) for who in (_("检查人"), _("消防安全管理人"))],
        url=f"{_url('fire:board')}?building={place.pk}", code=_("分布表"),
    )  # fmt: skip
    return papers.answer(content, f"{place.full_name} {_('消防器材分布表')}.pdf")


@needs("fire.view_upkeep")
@require_safe
def upkeep(request: AuthedRequest, pk: int) -> HttpResponse:
    """The order, to go with the devices or to be signed for their scrapping."""
    one = get_object_or_404(registers["fire.upkeep"].rows(request.user).select_related("asked_by", "done_by"), pk=pk)
    head = [_("序号"), _("编号"), _("器材"), _("放在哪里"), _("出厂日期"), _("出厂编号"), _("结果"), _("合格证号")]
    rows = [
        [str(n), line.device.number, line.device.what, line.device.where, _day(line.device.made_on),
         line.device.serial or "—", str(line.get_result_display()) if line.result else "", line.certificate]
        for n, line in enumerate(one.lines.select_related("device__place").order_by("pk"), 1)
    ]  # fmt: skip
    signs = (
        (_("提出人"), _("同意人"), _("校长"))
        if one.kind == one.Kind.SCRAP
        else (_("送出人"), _("维修单位"), _("取回人"))
    )
    content = papers.form_pdf(
        title=_("消防器材%(kind)s单") % {"kind": one.get_kind_display()}, school=school_name(),
        printed_on=timezone.localdate(), register=_("消防器材"), number=one.number,
        facts=[
            (_("提出日期"), _day(one.asked_on)), (_("提出人"), str(one.asked_by or "—")), (_("原因"), one.why or "—"),
            (_("维修单位"), one.firm or "—"), (_("送出日期"), _day(one.sent_on)), (_("约定取回"), _day(one.due_on)),
            (_("办完日期"), _day(one.done_on)), (_("费用"), say.money(one.cost) if one.cost is not None else "—"),
        ],
        lines=[papers.Table(head, rows, widths=(5, 10, 18, 22, 12, 12, 10, 11), numeric={0})],
        signatures=[papers.Signature(who) for who in signs], url=_url("fire.upkeep:detail", one.pk), code=one.number,
    )  # fmt: skip
    return papers.answer(content, f"{one.number}.pdf")


@needs("fire.view_plan")
@require_safe
def plan(request: AuthedRequest, pk: int) -> HttpResponse:
    """A plan, with its version and the day on which it is looked at again."""
    one: Plan = get_object_or_404(registers["fire.plan"].rows(request.user).select_related("owner"), pk=pk)
    content = papers.form_pdf(
        title=one.title, school=school_name(), printed_on=timezone.localdate(), register=_("应急预案"),
        number=_("第 %(n)s 版") % {"n": one.version},
        facts=[
            (_("谁负责"), str(one.owner or "—")),
            (_("发布日期"), _day(one.issued_on)), (_("下次修订"), _day(one.review_on)),
            (_("每学期演练"), _("%(n)s 次") % {"n": one.drills} if one.drills else "—"),
        ],
        text=one.text, signatures=[papers.Signature(who) for who in (_("拟稿"), _("审核"), _("校长"))],
        url=_url("fire.plan:detail", one.pk), code=_("第 %(n)s 版") % {"n": one.version},
    )  # fmt: skip
    return papers.answer(content, f"{one.title}.pdf")


@needs("fire.view_drill")
@require_safe
def drill(request: AuthedRequest, pk: int) -> HttpResponse:
    """演练记录: the plan, who stood where, each building's time against its limit, the words, what follows."""
    one = get_object_or_404(registers["fire.drill"].rows(request.user).select_related("plan", "lead"), pk=pk)
    times = [
        [time.place.name, str(time.people or ""), clock(time.seconds) if time.seconds else "", clock(time.limit),
         (_("超时") if time.is_over else _("按时")) if time.seconds else ""]
        for time in one.times.select_related("place").order_by("place__sort", "pk")
    ]  # fmt: skip
    tasks = [
        [str(n), task.what, task.measure or task.get_status_display(), str(task.responsible or "—"), _day(task.due_on),
         str(task.get_status_display())]
        for n, task in enumerate(one.findings.select_related("responsible").order_by("pk"), 1)
    ]  # fmt: skip
    lines = [
        papers.Table([_("楼栋"), _("人数"), _("用时"), _("限时"), _("结果")], times, numeric={1}, caption=_("各楼用时"))
    ]
    if tasks:
        head = [_("序号"), _("发现的问题"), _("怎么改进"), _("谁负责"), _("最迟"), _("状态")]
        lines.append(papers.Table(head, tasks, widths=(6, 26, 28, 14, 14, 12), numeric={0}, caption=_("改进")))
    held = timezone.localtime(one.held_at) if one.held_at else None
    content = papers.form_pdf(
        title=_("演练记录"), school=school_name(), printed_on=timezone.localdate(), register=_("演练"),
        number=one.number,
        facts=[
            (_("名称"), one.name), (_("预案"), str(one.plan)),
            (_("警报时间"), say.moment(held) if held else _day(one.planned_on)),
            (_("总指挥"), str(one.lead)), (_("参加人数"), str(one.people or "—")),
            (_("消防部门"), _("到场") if one.with_brigade else _("没有到场")),
        ],
        text="\n".join(part for part in (one.roles, one.summary) if part), lines=lines,
        signatures=[papers.Signature(who) for who in (_("记录人"), _("总指挥"), _("校长"))],
        url=_url("fire.drill:detail", one.pk), code=one.number,
    )  # fmt: skip
    return papers.answer(content, f"{one.number} {_('演练记录')}.pdf")
