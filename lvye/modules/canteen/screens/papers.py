"""Papers: labels of samples, the receipt of goods, the three records, one meal, and the inspector's folder."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, registers, school_name
from lvye.kit import say
from lvye.kit.days import read_day
from lvye.modules.canteen.folder import folder_tables, month_of
from lvye.modules.canteen.gathering import Gathered, gather
from lvye.modules.canteen.models import Control, Delivery, Meal, Sample
from lvye.modules.canteen.words import DAILY

from .base import HEALTH, meal_kind

MARKS = {"ok": "√", "bad": "×", "none": "—"}


def _url(name: str, *args: Any) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=args)}"


@needs("canteen.view_sample")
@require_safe
def labels(request: AuthedRequest, serves: str) -> HttpResponse:
    """The labels of a meal's samples of today: food, meal, weight, when, who, until when."""
    meal, day = meal_kind(serves), timezone.localdate()
    rows = registers["canteen.sample"].rows(request.user).filter(day=day, serving__meal__kind=meal)
    found = list(rows.select_related("serving", "put_by__person").order_by("pk"))
    if not found:
        return render(request, "canteen/kept.html", {"meal": meal, "day": day, "rows": []}, status=404)
    return papers.answer(papers.labels([_label(one) for one in found], "60x40"), f"{_('留样标签')} {day}.pdf")


def _label(one: Sample) -> papers.Label:
    put = f"{timezone.localtime(one.put_at):%m-%d %H:%M}"
    words = _("%(meal)s %(g)s克 %(put)s留 %(who)s 留到%(until)s") % {
        "meal": one.serving.meal.get_kind_display(), "g": one.grams, "put": put, "who": one.put_by.person.name,
        "until": f"{timezone.localtime(one.keep_until):%m-%d %H:%M}",
    }  # fmt: skip
    url = _url("canteen.sample:detail", one.pk)
    return papers.Label(code=one.code, url=url, title=one.serving.name, subtitle=words, org=school_name())


@needs("canteen.view_delivery")
@require_safe
def delivery(request: AuthedRequest, pk: int) -> HttpResponse:
    """食材验收单 with both signatures."""
    rows = registers["canteen.delivery"].rows(request.user).select_related("supplier", "first", "second")
    one: Delivery = get_object_or_404(rows, pk=pk)
    head = [
        _("食材"), _("过秤"), _("收下"), _("拒收"), _("批号"), _("生产日期"), _("保质期至"), _("合格证明"), _("温度"),
        _("感官"), _("拒收原因和处理"),
    ]  # fmt: skip
    table = papers.Table(
        head, [_goods(batch) for batch in one.batches.select_related("item").order_by("pk")],
        widths=(9, 7, 6, 6, 8, 8, 8, 11, 5, 5, 11), numeric={2, 3},
    )  # fmt: skip
    supplier = one.supplier
    content = papers.form_pdf(
        title=_("食材验收单"), school=school_name(), printed_on=timezone.localdate(), register=_("收货验收"),
        number=one.number, lines=[table],
        facts=[
            (_("供货单位"), supplier.name), (_("地址"), supplier.address),
            (_("联系人、电话"), f"{supplier.contact} {supplier.phone}"),
            (_("到货时间"), say.moment(one.arrived_at)), (_("送货单号"), one.paper_number),
            (_("到场监督"), one.watchers),
        ],
        signatures=[
            papers.Signature(_("验收人一"), one.first.name, timezone.localdate(one.first_at)),
            papers.Signature(_("验收人二"), one.second.name, timezone.localdate(one.second_at))
            if one.second and one.second_at else papers.Signature(_("验收人二")),
            papers.Signature(_("送货人")),
        ],
        url=_url("canteen:delivery", one.pk), code=one.number,
    )  # fmt: skip
    return papers.answer(content, f"{one.number}.pdf")


def _goods(one: Any) -> list[str]:
    fate = f"{one.why}（{one.get_fate_display()}）" if one.refused else ""
    unit = one.item.unit
    return [
        one.item.name, one.written, f"{say.qty(one.qty)} {unit}",
        f"{say.qty(one.refused)} {unit}" if one.refused else "",
        one.code, say.day(one.made_on) if one.made_on else "", say.day(one.expires_on) if one.expires_on else _("鲜品"),
        f"{one.get_paper_display()} {one.paper_no}".strip(),
        f"{one.temperature}℃" if one.temperature is not None else "",
        _("正常") if one.senses_ok else _("异常"), fate,
    ]  # fmt: skip


@needs("canteen.view_control")
@require_safe
def control(request: AuthedRequest, pk: int) -> HttpResponse:
    """One of the three records, under the name the rule gives it."""
    rows = registers["canteen.control"].rows(request.user).select_related("by")
    one: Control = get_object_or_404(rows, pk=pk)
    period = say.day(one.begins_on) if one.begins_on == one.ends_on else say.period(one.begins_on, one.ends_on)
    tables = []
    if one.marks:
        points = [
            [str(n), str(words), MARKS.get(one.marks.get(code, ""), "")] for n, (code, words) in enumerate(DAILY, 1)
        ]
        tables.append(papers.Table([_("序号"), _("检查内容"), _("结果")], points, widths=(1, 9, 1.6)))
    found = list(one.findings.select_related("responsible").order_by("pk"))
    lines = [
        [one.what, one.measure, str(one.responsible or ""), say.date(one.due_on),
         one.done_note or str(one.get_status_display())]
        for one in found
    ]  # fmt: skip
    if lines:
        head = [_("发现的问题"), _("怎么改"), _("谁改"), _("期限"), _("结果")]
        tables.append(papers.Table(head, lines, widths=(5, 4, 2, 2, 3)))
    text = "\n".join(part for part in (one.text, one.decided, one.gaps) if part)
    if one.is_zero:
        text = f"{text}\n{_('没有发现问题（零风险报告）。')}".strip()
    content = papers.form_pdf(
        title=str(one.get_kind_display()), school=school_name(), printed_on=timezone.localdate(),
        register=_("日管控、周排查、月调度"), period=period, text=text, lines=tables,
        facts=[(_("时间"), period), (_("记录时间"), say.moment(one.written_at)), (_("参加的人"), one.present)],
        signatures=[papers.Signature(_("记录人"), one.by.name, timezone.localdate(one.written_at)),
                    papers.Signature(_("负责人"))],
        url=_url("canteen.control:detail", one.pk), code=str(one.pk),
    )  # fmt: skip
    return papers.answer(content, f"{one}.pdf")


@needs("canteen.view_incident")
@require_safe
def meal(request: AuthedRequest, pk: int) -> HttpResponse:
    """All of one meal on paper, for who investigates."""
    one: Meal = get_object_or_404(registers["canteen.meal"].rows(request.user), pk=pk)
    found = gather(one)
    sees = request.user.has_perm(HEALTH)
    title = f"{say.day(one.day)} {one.get_kind_display()}"
    content = papers.form_pdf(
        title=_("一餐全部记录"), school=school_name(), printed_on=timezone.localdate(), register=_("食堂应急"),
        period=title, facts=_meal_facts(one, found), lines=_meal_tables(found, sees=sees),
        signatures=[papers.Signature(_("食品安全员")), papers.Signature(_("校长"))],
        url=_url("canteen:emergency", one.pk), code=str(one.pk),
    )  # fmt: skip
    return papers.answer(content, f"{_('一餐全部记录')} {title}.pdf")


def _meal_facts(one: Meal, found: Gathered) -> list[tuple[str, str]]:
    total = one.diners if one.diners is not None else sum(count for _class, count in found.diners) or None
    return [
        (_("用餐人数"), str(total) if total is not None else _("没有登记")),
        (_("陪餐"), "、".join(str(who) for who in found.company) or _("没有记录")),
        (_("供货单位"), "、".join(found.suppliers) or _("没有记录")),
    ]


def _meal_tables(found: Gathered, *, sees: bool) -> list[papers.Table]:
    dishes = [
        [
            row["serving"].name, f"{row['serving'].core}℃" if row["serving"].core is not None else "",
            "；".join(_use(use) for use in row["uses"]),
            _kept(row["sample"]),
        ]
        for row in found.dishes
    ]  # fmt: skip
    if found.whole:
        dishes.append([_("整餐用料"), "", "；".join(_use(use) for use in found.whole), ""])
    tables = [papers.Table([_("菜"), _("中心温度"), _("用料和批次"), _("留样")], dishes, widths=(3, 2, 8, 4))]
    staff = [
        [one.worker.person.name, str(one.worker.get_job_display()), str(one.get_status_display()),
         one.symptom_words if sees else "", say.moment(one.checked_at)]
        for one in found.staff
    ]  # fmt: skip
    tables.append(papers.Table([_("人员"), _("岗位"), _("晨检"), _("症状"), _("时间")], staff, caption=_("当天人员")))
    diners = [[str(who) if who else _("教职工"), str(count)] for who, count in found.diners]
    if diners:
        tables.append(papers.Table([_("班级"), _("人数")], diners, numeric={1}, caption=_("报餐人数")))
    clean = [
        [str(one.get_what_display()), str(one.get_method_display()), _("合格") if one.is_good else _("不合格"),
         one.by.person.name]
        for one in found.disinfections
    ]  # fmt: skip
    if clean:
        tables.append(papers.Table([_("消毒"), _("方法"), _("结果"), _("谁做的")], clean, caption=_("消毒")))
    return tables


def _kept(sample: Sample | None) -> str:
    return f"{sample.code} {sample.grams}g {sample.get_status_display()}" if sample else _("没有留样")


def _use(use: Any) -> str:
    batch = use.batch
    words = {
        "item": batch.item.name, "qty": say.qty(use.qty), "unit": batch.item.unit, "code": batch.code or "",
        "who": batch.supplier.name, "day": say.date(batch.arrived_on),
    }  # fmt: skip
    return _("%(item)s %(qty)s%(unit)s 批%(code)s %(who)s %(day)s到货") % words


@needs("canteen.view_control")
@require_safe
def folder(request: AuthedRequest) -> HttpResponse:
    """The inspector's folder: choose the month; one button prints all of it."""
    today = timezone.localdate()
    begins, ends = month_of(read_day(f"{request.GET.get('month', '')}-01") or today)
    tables = folder_tables(begins, min(ends, today), sees=request.user.has_perm(HEALTH))
    if "print" not in request.GET:
        parts = [{"title": table.caption, "count": len(table.rows)} for table in tables]
        context = {"begins": begins, "ends": ends, "parts": parts, "month": f"{begins:%Y-%m}"}
        return render(request, "canteen/folder.html", context)
    content = papers.form_pdf(
        title=_("食堂食品安全检查资料"), school=school_name(), printed_on=today, register=_("食堂"),
        period=say.period(begins, ends), lines=[table for table in tables if table.rows],
        text=_("按检查的次序：人员、进货、制作留样、消毒、测温、三种检查、陪餐、处置、上级检查。"),
        signatures=[papers.Signature(who) for who in (_("食品安全员"), _("食品安全总监"), _("校长"))],
        url=_url("canteen:folder"), code=f"{begins:%Y%m}",
    )  # fmt: skip
    return papers.answer(content, f"{_('食堂食品安全检查资料')} {begins:%Y-%m}.pdf")
