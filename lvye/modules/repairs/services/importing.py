"""A school's own repair register, brought in from its sheet: all rows or none, and nothing mended.

A row may be a whole job (day, place, fault, what was done) or a line of a tally (更换 灯管 84 个). A row that has
only a source and a number (电话报修 929 项) stands for so many jobs. Rows with the same number, day and place are the
lines of one job.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.exchange.api import Outcome, Table
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import Term, latest_closed, term_on
from lvye.kit import say
from lvye.modules.repairs.models import Job, JobLine, Worker, WorkItem

from .sheet import Reader, Row

TOLD = 12


@dataclass
class Known:
    """What the rows are matched with, read once."""

    root: Place
    workers: dict[str, Worker]
    items: dict[tuple[str, str, str], WorkItem] = field(default_factory=dict)


def jobs_import(table: Table, *, today: date, actor: User) -> Outcome:
    """Bring in a repair register; what cannot be read is refused by row, column, value and reason.

    All rows must lie in one term (which may be closed: this is the one deed that writes into it), or in the holidays,
    and not in the future. A quantity nobody can read (20XX) is kept as it is written and counts for nothing.
    """
    outcome = Outcome("repairs.job", rows=len(table.rows))
    root = Place.objects.filter(parent=None).order_by("sort", "pk").first()
    if root is None:
        outcome.refuse(0, "", None, [_("还没有登记学校的地点，请先导入或登记地点。")])
        return outcome
    reader = Reader(table, outcome, fallback=_fallback(table, today, outcome))
    rows = [row for one in table.rows if (row := reader.read(one)) is not None]
    _refuse_days(rows, table, today, outcome)
    if outcome.problems:
        return outcome
    known = Known(root, {worker.name: worker for worker in Worker.objects.all()})
    with records.deed():
        _learn_items(rows, known, actor)
        outcome.made = _write(_grouped(rows), known, actor)
    _tell(rows, outcome)
    return outcome


def _fallback(table: Table, today: date, outcome: Outcome) -> date | None:
    """For a sheet without any column of days: the last day of the term that was closed last."""
    if "done_on" in table.columns or "reported_on" in table.columns:
        return None
    term = latest_closed()
    if term is None:
        outcome.refuse(0, "", None, [_("表里没有日期这一列，也没有已归档的学期，不知道记在哪一天。请加上日期。")])
        return None
    words = {"term": term.name, "day": say.day(min(term.ends_on, today))}
    outcome.notes.append(_("表里没有日期，全部记在%(term)s的最后一天（%(day)s）。") % words)
    return min(term.ends_on, today)


def _refuse_days(rows: list[Row], table: Table, today: date, outcome: Outcome) -> None:
    """The future, and days of another term than most rows: nearly always a slip of the pen."""
    column = table.label("done_on") if "done_on" in table.columns else table.label("reported_on")
    terms = {row.done_on: term_on(row.done_on) for row in rows}
    usual = Counter(term.code for term in terms.values() if term is not None).most_common(1)
    for row in rows:
        if row.done_on > today:
            outcome.refuse(row.number, column, say.day(row.done_on), [_("日期在将来，只能导入已经完成的维修")])
            continue
        term = terms[row.done_on]
        if term is not None and usual and term.code != usual[0][0]:
            outcome.refuse(row.number, column, say.day(row.done_on), [_other_term(term, usual[0][0])])
    outside = sum(terms[row.done_on] is None for row in rows)
    if outside:
        text = _("有 %(n)s 行的日期不在任何学期内（假期），照样导入，但不计入学期总结。")
        outcome.notes.append(text % {"n": outside})


def _other_term(term: Term, usual: str) -> str:
    words = {"term": term.name, "usual": usual}
    return _("这天属于%(term)s，而表里多数行属于 %(usual)s 学期；一次只能导入一个学期，请分成两个文件") % words


def _learn_items(rows: list[Row], known: Known, actor: User) -> None:
    """Every combination of words the rows use, found or made."""
    wanted = {line.words: line.category for row in rows for line in row.lines}
    objects = {words[1] for words in wanted}
    have = {(item.action, item.object, item.unit): item for item in WorkItem.objects.filter(object__in=list(objects))}
    fresh = [
        {"action": action, "object": thing, "unit": unit, "category": category, "trade": category.trade}
        for (action, thing, unit), category in sorted(wanted.items())
        if (action, thing, unit) not in have
    ]
    made = records.create_many(WorkItem, fresh, actor=actor, reason=_("导入")) if fresh else []
    known.items = have | {(item.action, item.object, item.unit): item for item in made}


def _grouped(rows: list[Row]) -> list[list[Row]]:
    """Rows that are lines of one job: the same number, day, place and fault."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        key = (row.old_number, row.done_on, row.place_text, row.what) if row.old_number else (row.number,)
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _write(groups: list[list[Row]], known: Known, actor: User) -> int:
    reason = _("导入")
    jobs = records.create_many(Job, [_job(group, known) for group in groups], actor=actor, reason=reason, check=False)
    lines = [
        {
            "job": job, "item": known.items[line.words], "action": line.action, "object": line.object,
            "unit": line.unit, "qty": line.qty, "qty_text": line.qty_text, "is_approx": bool(line.sense),
            "approx_sense": line.sense, "done_on": row.done_on, "note": row.note,
        }
        for job, group in zip(jobs, groups, strict=True)
        for row in group
        for line in row.lines
    ]  # fmt: skip
    if lines:
        records.create_many(JobLine, lines, actor=actor, reason=reason, check=False)
    return len(jobs)


def _job(group: list[Row], known: Known) -> dict[str, Any]:
    """The values of one closed job. Its times are not known: noon stands for the day, and no figure reads it."""
    first = group[0]
    place = first.place or known.root
    noon = _noon(first.done_on)
    day = f"{first.done_on:%y%m%d}"
    worker = known.workers.get(first.worker_name)
    return {
        "number": f"{day}-{rules.next_number(f'repairs.job:{day}', 2)}",
        "old_number": first.old_number, "place": place, "place_text": "" if first.place else first.place_text,
        "building": place if place.kind == "building" else place.building,
        "category": first.category, "top": first.category.parent or first.category, "what": first.what,
        "source": first.source, "reporter_name": first.reporter_name, "worker": worker,
        "reported_at": _noon(first.reported_on), "reported_on": first.reported_on, "respond_by": noon,
        "finish_by": noon, "started_at": noon, "finished_at": noon, "closed_at": noon, "done_on": first.done_on,
        "status": Job.Status.CLOSED, "confirmed_how": Job.How.IMPORTED,
        "case_count": sum(row.case_count for row in group) if first.is_tally else 1,
        "is_approx": any(row.is_approx for row in group), "minutes": first.minutes,
        "material_cost": _total(row.material_cost for row in group),
        "saved_amount": _total(row.saved_amount for row in group), "done_note": _note(first, worker),
    }  # fmt: skip


def _note(row: Row, worker: Worker | None) -> str:
    """What was done, who did it where he is not among the repairers, and what else the sheet says."""
    who = _("维修人：%(name)s") % {"name": row.worker_name} if row.worker_name and worker is None else ""
    return "；".join(word for word in (row.done_note, who, row.note) if word)[:300]


def _total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _tell(rows: list[Row], outcome: Outcome) -> None:
    """What the person should know of rows that were taken with a doubt."""
    for row in rows:
        for text in row.unread:
            words = {"row": row.number, "text": text}
            outcome.notes.append(
                _("第 %(row)s 行的数量写的是“%(text)s”，看不出是多少：照原样记下，不计入合计。") % words
            )
    strange = list(dict.fromkeys(row.place_text for row in rows if row.place_text and row.place is None))
    if strange:
        words = {"names": "、".join(strange[:TOLD]), "n": len(strange)}
        text = _("有 %(n)s 个地点名称在地点里没有找到，照原文记下：%(names)s。")
        outcome.notes.append(text % words)
    unknown = Counter(row.category_text for row in rows if row.category_text and not row.category_found)
    if unknown:
        names = "、".join(name for name, _count in unknown.most_common(TOLD))
        outcome.notes.append(_("有些类别名称没有找到，按内容归类：%(names)s。") % {"names": names})
