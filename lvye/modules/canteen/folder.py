"""The month's records in the order an inspector asks for them, as tables."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.duties.api import Reading
from lvye.kernel.papers.api import Table
from lvye.kit import say

from .models import (
    Accompany,
    Batch,
    Certificate,
    CheckStatus,
    Control,
    Discard,
    Disinfection,
    Finding,
    Licence,
    MorningCheck,
    Sample,
    Visit,
    Worker,
)


def month_of(day: date) -> tuple[date, date]:
    """The first and last day of a day's month."""
    begins = day.replace(day=1)
    return begins, (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def folder_tables(begins: date, ends: date, *, sees: bool) -> list[Table]:
    """Licence, staff, goods, samples, disinfection, readings, the three records, findings, company, discards, visits.

    sees: whether symptoms may stand on it. A subject without a record keeps its place with an empty table.
    """
    days = (begins, ends)
    return [
        _licences(ends), _certificates(begins, ends), _checks(days, sees=sees), _goods(days), _samples(days),
        _clean(days), _readings(days), _controls(days), _findings(days), _company(days), _discards(days), _visits(ends),
    ]  # fmt: skip


def _table(caption: str, head: list[str], rows: list[list[str]], widths: tuple[float, ...] = ()) -> Table:
    return Table(head, rows, widths=widths, caption=caption)


def _licences(ends: date) -> Table:
    """The newest paper of each kind."""
    newest: dict[str, Licence] = {}
    for one in Licence.objects.filter(issued_on__lte=ends).order_by("ends_on", "pk"):
        newest[one.kind] = one
    found = [
        [
            str(one.get_kind_display()),
            one.number,
            one.scope,
            one.issued_by,
            say.day(one.issued_on),
            say.day(one.ends_on),
        ]
        for one in newest.values()
    ]
    head = [_("证照"), _("证号"), _("许可项目"), _("发证机关"), _("发证"), _("有效期至")]
    return _table(_("食堂证照"), head, found, (4, 5, 4, 4, 3, 3))


def _certificates(begins: date, ends: date) -> Table:
    here = Worker.objects.filter(Q(left_on=None) | Q(left_on__gte=begins), begun_on__lte=ends)
    rows = Certificate.objects.filter(worker__in=here, issued_on__lte=ends, ends_on__gte=begins)
    found = [
        [one.worker.person.name, str(one.worker.get_job_display()), str(one.get_kind_display()), one.number,
         say.day(one.issued_on), say.day(one.ends_on)]
        for one in rows.select_related("worker__person").order_by("worker__job", "worker_id", "kind", "ends_on")
    ]  # fmt: skip
    return _table(_("一、从业人员证件"), [_("姓名"), _("岗位"), _("证件"), _("证号"), _("发证"), _("有效期至")], found)


def _checks(days: tuple[date, date], *, sees: bool) -> Table:
    """One row a day: how many were checked; those off duty by name."""
    by_day: dict[date, list[MorningCheck]] = {}
    rows = MorningCheck.objects.filter(day__range=days).select_related("worker__person", "checked_by")
    for one in rows.order_by("day", "pk"):
        by_day.setdefault(one.day, []).append(one)
    found = []
    for day, checks in by_day.items():
        off = [one for one in checks if one.status == CheckStatus.OFF]
        words = "；".join(
            f"{one.worker.person.name} {one.symptom_words if sees else ''} {one.note}".strip() for one in off
        )
        seen = [one for one in checks if one.status != CheckStatus.AWAY]
        found.append([say.date(day), str(len(seen)), str(len(off)), words, checks[0].checked_by.name])
    head = [_("日期"), _("检了几人"), _("离岗"), _("离岗的人和处理"), _("检查人")]
    return _table(_("二、晨检"), head, found, (2, 2, 1.4, 8, 2))


def _goods(days: tuple[date, date]) -> Table:
    rows = Batch.objects.filter(arrived_on__range=days, delivery__status="done").select_related(
        "item", "supplier", "delivery__first", "delivery__second"
    )
    found = [
        [say.date(one.arrived_on), one.item.name, f"{say.qty(one.qty)}{one.item.unit}", one.code,
         say.date(one.expires_on) if one.expires_on else _("鲜品"), one.supplier.name,
         f"{one.get_paper_display()} {one.paper_no}".strip(), f"{one.delivery.first}、{one.delivery.second}",
         f"{say.qty(one.refused)} {one.why}（{one.get_fate_display()}）" if one.refused else ""]
        for one in rows.order_by("arrived_on", "pk")
    ]  # fmt: skip
    head = [_("到货"), _("食材"), _("收下"), _("批号"), _("保质期至"), _("供货单位"), _("证明"), _("验收人"), _("拒收")]
    return _table(_("三、进货查验"), head, found, (2, 3, 2.4, 3, 2.4, 4, 4, 3.4, 4))


def _samples(days: tuple[date, date]) -> Table:
    rows = Sample.objects.filter(day__range=days).select_related(
        "serving__meal", "put_by__person", "emptied_by__person", "cabinet"
    )
    found = [
        [one.code, str(one.serving.meal.get_kind_display()), one.serving.name, str(one.grams), _short(one.put_at),
         one.put_by.person.name, one.cabinet.name, _short(one.emptied_at), str(one.emptied_by or "")]
        for one in rows.order_by("put_at", "pk")
    ]  # fmt: skip
    head = [
        _("编号"),
        _("餐次"),
        _("食品"),
        _("克"),
        _("留样时间"),
        _("留样人"),
        _("留样柜"),
        _("销样时间"),
        _("销样人"),
    ]
    return _table(_("四、食品留样"), head, found, (4, 1.8, 4, 1.4, 3, 2.2, 2.4, 3, 2.2))


def _short(moment: Any) -> str:
    return f"{timezone.localtime(moment):%m-%d %H:%M}" if moment else ""


def _clean(days: tuple[date, date]) -> Table:
    rows = Disinfection.objects.filter(day__range=days).select_related("by__person", "meal")
    found = [
        [_short(one.done_at), str(one.get_what_display()), str(one.get_method_display()),
         f"{one.degrees}℃" if one.degrees is not None else "", say.qty(one.minutes) if one.minutes is not None else "",
         str(one.strength or ""), _("合格") if one.is_good else f"{_('不合格')} {one.note}", one.by.person.name]
        for one in rows.order_by("done_at", "pk")
    ]  # fmt: skip
    head = [_("时间"), _("消毒什么"), _("方法"), _("温度"), _("分钟"), _("毫克/升"), _("结果"), _("谁做的")]
    return _table(_("五、清洗消毒"), head, found, (3, 2.4, 3.4, 2, 1.6, 2, 4, 2.2))


def _readings(days: tuple[date, date]) -> Table:
    """One row a fridge: how often it was read, from … to, how often it was wrong."""
    found: dict[str, list[Any]] = {}
    rows = Reading.objects.filter(spot__target="canteen.fridge", at__date__range=days).select_related("spot")
    for one in rows.order_by("spot__sort", "at"):
        found.setdefault(str(one.spot), []).append(one)
    lines = [
        [name, str(len(rows)), f"{say.qty(min(one.value for one in rows))}～{say.qty(max(one.value for one in rows))}℃",
         str(sum(one.is_bad for one in rows))]
        for name, rows in found.items()
    ]  # fmt: skip
    return _table(_("六、冷藏冷冻测温"), [_("哪一台"), _("测了几次"), _("最低～最高"), _("超限几次")], lines)


def _controls(days: tuple[date, date]) -> Table:
    rows = Control.objects.filter(begins_on__lte=days[1], ends_on__gte=days[0]).select_related("by")
    found = [
        [str(one.get_kind_display()), say.date(one.begins_on), _("没有发现问题") if one.is_zero else one.text[:60],
         one.by.name, _("补记") if one.is_late else ""]
        for one in rows.order_by("kind", "begins_on")
    ]  # fmt: skip
    head = [_("记录"), _("日期"), _("情况"), _("记录人"), ""]
    return _table(_("七、日管控、周排查、月调度"), head, found, (5, 2, 6, 2, 1.4))


def _findings(days: tuple[date, date]) -> Table:
    rows = Finding.objects.filter(found_on__range=days).select_related("responsible").order_by("found_on", "pk")
    found = [
        [say.date(one.found_on), one.what, one.measure, str(one.responsible or ""), say.date(one.due_on),
         one.done_note or str(one.get_status_display())]
        for one in rows
    ]  # fmt: skip
    head = [_("发现"), _("问题"), _("怎么改"), _("谁改"), _("期限"), _("结果")]
    return _table(_("八、问题和整改"), head, found, (2, 5, 4, 2, 2, 4))


def _company(days: tuple[date, date]) -> Table:
    rows = Accompany.objects.filter(day__range=days).select_related("person", "meal").order_by("day", "pk")
    found = [
        [say.date(one.day), str(one.meal.get_kind_display()), str(one.get_who_display()), str(one),
         "".join(str(mark) for mark in (one.get_quality_display(), one.get_hygiene_display(), one.get_order_display(),
                                        one.get_service_display())), one.words or one.pupils]
        for one in rows
    ]  # fmt: skip
    head = [_("日期"), _("餐次"), _("身份"), _("姓名"), _("质量卫生秩序服务"), _("意见")]
    return _table(_("九、陪餐"), head, found, (2, 1.6, 2.4, 2.2, 3, 6))


def _discards(days: tuple[date, date]) -> Table:
    rows = Discard.objects.filter(day__range=days).select_related("batch__item", "serving", "by", "witness__person")
    found = [
        [say.date(one.day), str(one.batch or one.serving), f"{say.qty(one.qty)}{one.unit}", one.why,
         str(one.get_how_display()), f"{one.by}、{one.witness}"]
        for one in rows.order_by("day", "pk")
    ]  # fmt: skip
    head = [_("日期"), _("食品"), _("数量"), _("什么异常"), _("怎么处理"), _("经手人、见证人")]
    return _table(_("十、可疑食品处置"), head, found)


def _visits(ends: date) -> Table:
    """The year behind, the last one first: the inspector asks for what was found last time."""
    rows = Visit.objects.filter(visited_on__range=(ends - timedelta(days=365), ends)).order_by("-visited_on", "-pk")
    found = [
        [say.day(one.visited_on), one.authority, str(one.get_kind_display()), one.grade, one.words] for one in rows
    ]
    return _table(
        _("十一、上级检查"), [_("日期"), _("单位"), _("哪种"), _("等级"), _("结论")], found, (3, 4, 3, 1.4, 8)
    )
