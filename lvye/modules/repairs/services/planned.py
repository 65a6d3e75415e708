"""Works with a day: lists before the term and for the holidays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import refuse_closed
from lvye.modules.repairs.models import Category, Job, PlannedLine, PlannedWork

from .catalogue import work_item
from .reporting import job_report
from .work import MOST_LINES, Line


def planned_add(*, actor: User, **values: Any) -> PlannedWork:
    """Put a work on a list. Who is responsible cannot supervise himself; the due day lies before the opening."""
    _refuse_impossible(values)
    return records.create(PlannedWork, actor=actor, **values)


def planned_change(work: PlannedWork, *, actor: User, **values: Any) -> PlannedWork:
    """Change a work of a list, by the same rules."""
    names = ("responsible", "supervisor", "due_on", "opening_on", "place", "outside")
    _refuse_impossible({name: values.get(name, getattr(work, name)) for name in names})
    return records.amend(work, actor=actor, **values)


def planned_start(work: PlannedWork, *, actor: User) -> PlannedWork:
    """Begun."""
    return records.take(work, "start", actor=actor)


def planned_finish(
    work: PlannedWork,
    *,
    done_on: date | None,
    done_qty: Decimal | None = None,
    result: str = "",
    lines: Sequence[Line] = (),
    now: datetime,
    actor: User,
) -> PlannedWork:
    """Done, on a day that is not in the future; less than planned needs a word why.

    lines: what was done and given out within it (配发 铁锁 30 把), where the work's own quantity does not say it.
    """
    day = done_on or timezone.localdate(now)
    if day > timezone.localdate(now):
        raise ValidationError({"done_on": _("完成日期不能是将来的日期。")})
    if day < work.begins_on:
        raise ValidationError({"done_on": _("完成日期不能早于开始日期。")})
    if work.target_qty and done_qty is not None and done_qty < work.target_qty and not result.strip():
        raise ValidationError({"result": _("完成数量少于计划，请写明原因和剩下的怎么办。")})
    with records.deed():
        done = records.take(work, "finish", actor=actor, done_on=day, done_qty=done_qty, result=result.strip())
        _lines(done, lines, done_on=day, actor=actor)
    return done


def _lines(work: PlannedWork, lines: Sequence[Line], *, done_on: date, actor: User) -> None:
    if len(lines) > MOST_LINES:
        raise ValidationError(_("一项计划最多记 %(n)s 行，请合并相同的。") % {"n": MOST_LINES})
    rows = []
    for line in lines:
        item = work_item(line.action, line.object, line.unit, actor=actor)
        rows.append(
            {
                "work": work, "item": item, "action": item.action, "object": item.object, "unit": item.unit,
                "qty": line.qty, "is_approx": line.approx, "done_on": done_on,
            }
        )  # fmt: skip
    if rows:
        records.create_many(PlannedLine, rows, actor=actor)


def planned_line_change(line: PlannedLine, *, actor: User, **values: Any) -> PlannedLine:
    """Put a slip of the pen in a line right; its trail keeps what stood there. Raises as `line_change`."""
    refuse_closed(line.done_on)
    said = {name: values.get(name, getattr(line, name)) for name in ("action", "object", "unit")}
    item = work_item(said["action"], said["object"], said["unit"], actor=actor)
    own = {"item": item, "action": item.action, "object": item.object, "unit": item.unit}
    return records.amend(line, actor=actor, **(values | own))


def planned_drop(work: PlannedWork, *, result: str, actor: User) -> PlannedWork:
    """Struck off the list, with the reason."""
    if not result.strip():
        raise ValidationError({"result": _("请写明为什么取消。")})
    return records.take(work, "drop", actor=actor, result=result.strip())


def planned_spawn_job(
    work: PlannedWork, *, place: Place | None = None, category: Category, what: str = "", now: datetime, actor: User
) -> Job:
    """Give out a job for a part of a planned work; it is counted as 计划维修 and hangs on the work."""
    where = place or work.place
    if where is None:
        raise ValidationError({"place": _("请选择地点。")})
    if work.status not in {PlannedWork.Status.PLANNED, PlannedWork.Status.DOING}:
        raise ValidationError(_("这项计划已经是“%(now)s”，不能再开维修单。") % {"now": work.get_status_display()})
    with records.deed():
        if work.status == PlannedWork.Status.PLANNED:
            planned_start(work, actor=actor)
        return job_report(
            place=where, category=category, what=what or work.name, source=Job.Source.PLANNED,
            urgency=Job.Urgency.LOW, planned=work, now=now, actor=actor,
        )  # fmt: skip


def _refuse_impossible(values: dict[str, Any]) -> None:
    responsible, supervisor = values.get("responsible"), values.get("supervisor")
    if responsible is not None and responsible == supervisor:
        raise ValidationError({"supervisor": _("监督人不能是负责人自己。")})
    if values.get("place") is not None and (values.get("outside") or "").strip():
        raise ValidationError({"outside": _("本校地点和校外地点只填一个。")})
    due, opening = values.get("due_on"), values.get("opening_on")
    if due and opening and due >= opening:
        raise ValidationError({"due_on": _("完成期限要早于开学日期。")})
