"""How a job is said on a phone: when, how pressing, how far it has come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.terms.api import working_minutes
from lvye.kit import say
from lvye.modules.repairs.models import Job

SOON = timedelta(hours=2)  # a job due within this is shown as pressing
DAY = 24 * 60
LONG = 24  # characters: more is no heading
Status = Job.Status


def when(at: datetime, now: datetime) -> str:
    """A moment to come as one says it: 今天 14:00, 明天 08:00, 3月2日 14:00."""
    here = timezone.localtime(at)
    days = (here.date() - timezone.localdate(now)).days
    words = {"clock": f"{here:%H:%M}"}
    if days == 0:
        return _("今天 %(clock)s") % words
    return _("明天 %(clock)s") % words if days == 1 else say.moment(at)


def due(job: Job, now: datetime) -> tuple[str, str]:
    """The pill of a job on the repairer's list: its kind (late, soon, going, idle) and its words."""
    if job.is_late(now):
        over = int((now - job.finish_by).total_seconds() // 60)
        if over < DAY:
            return "late", _("超时%(time)s") % {"time": say.minutes(max(over, 1))}
        return "late", _("超时%(n)s天") % {"n": over // DAY}
    if job.status == Status.HELD:
        day = say.date(job.expected_on) if job.expected_on else str(job.get_hold_reason_display())
        return "soon", _("等到%(day)s") % {"day": day} if job.expected_on else day
    here = timezone.localtime(job.finish_by)
    if here.date() == timezone.localdate(now):
        word = _("%(clock)s 前") % {"clock": f"{here:%H:%M}"}
    else:
        word = _("%(day)s前") % {"day": say.date(here.date())}
    if job.finish_by - now < SOON:
        return "soon", word
    return ("going" if job.status == Status.DOING else "idle"), word


def expected(job: Job, now: datetime) -> tuple[str, str]:
    """What the reporter may expect, as a sentence with its kind; empty when there is nothing more to expect."""
    if not job.is_open:
        return "", ""
    if job.is_late(now):
        return "late", _("已经超过了预计的时间，总务处正在催办。")
    if job.promised_on is not None:
        return "going", _("说好%(day)s修好") % {"day": say.date(job.promised_on)}
    if job.status == Status.HELD:
        if job.expected_on is None:
            return "soon", _("还说不准哪天，有消息这里马上看得到。")
        return "soon", _("预计%(day)s接着修") % {"day": say.date(job.expected_on)}
    return "going", _("预计%(when)s 以前修好") % {"when": when(job.finish_by, now)}


def since(job: Job, now: datetime) -> str:
    """Since when it stands where it stands."""
    moments = {
        Status.NEW: job.reported_at,
        Status.ASSIGNED: job.assigned_at,
        Status.DOING: job.started_at,
        Status.HELD: job.held_at,
        Status.FINISHED: job.finished_at,
        Status.CLOSED: job.closed_at,
    }
    at = moments.get(Status(job.status))
    return say.ago(at, now) if at else ""


# How far each of the four steps has come, by status.
WAY: dict[str, tuple[str, str, str, str]] = {
    Status.NEW: ("done", "going", "idle", "idle"),
    Status.ASSIGNED: ("done", "done", "going", "idle"),
    Status.DOING: ("done", "done", "going", "idle"),
    Status.HELD: ("done", "done", "soon", "idle"),
    Status.FINISHED: ("done", "done", "done", "going"),
    Status.CLOSED: ("done", "done", "done", "done"),
}


def stepper(job: Job, now: datetime) -> list[dict[str, Any]]:
    """已报 → 派工 → 处理 → 您确认, with the moment of each; empty for a job that goes no further."""
    kinds = WAY.get(job.status)
    if kinds is None:
        return []
    waits = _("等一等") if job.status == Status.HELD else _("马上来") if job.status == Status.ASSIGNED else _("正在修")
    labels = (
        _("已报"),
        _("正在派") if kinds[1] == "going" else _("已派工"),
        _("修好了") if kinds[2] == "done" else waits if kinds[2] != "idle" else _("处理"),
        _("已办结") if kinds[3] == "done" else _("您确认"),
    )
    moments = (job.reported_at, job.assigned_at, job.finished_at or job.started_at, job.closed_at)
    return [
        {"label": label, "kind": kind, "small": short(at, now) if at and kind != "idle" else []}
        for label, kind, at in zip(labels, kinds, moments, strict=True)
    ]


def short(at: datetime, now: datetime) -> list[str]:
    """A moment in the least room, as lines: the time alone for today, else the day above it."""
    here = timezone.localtime(at)
    clock = f"{here:%H:%M}"
    return [clock] if here.date() == timezone.localdate(now) else [say.date(here.date()), clock]


def heading(job: Job) -> tuple[str, str]:
    """A job in one line, and the reporter's words where they are too long to be that line."""
    kind = job.category.name
    return (kind, job.what) if len(job.what) > LONG else (job.what or kind, "")


def waiting(job: Job) -> str:
    """What it waits for, and what was said about it; empty when it does not wait."""
    if job.status != Status.HELD:
        return ""
    return "：".join(word for word in (str(job.get_hold_reason_display()), job.hold_note) if word)


def lines(job: Job) -> list[str]:
    """What was done, as the tally counts it: 更换 灯管 3 根; and what could not be repaired: 风扇 2 台 入库留存."""
    done = [f"{one.action} {one.object} {say.qty(one.qty)} {one.unit}" for one in job.lines.order_by("pk")]
    return done + [
        _("修不了：%(what)s %(qty)s %(unit)s，%(fate)s")
        % {"what": one.object, "qty": say.qty(one.qty), "unit": one.unit, "fate": one.get_fate_display()}
        for one in job.leftovers.order_by("pk")
    ]


def spent(job: Job, now: datetime) -> int | None:
    """Minutes since it was begun, as a first guess; working time, without what was waited."""
    if job.started_at is None:
        return None
    by_clock = int((now - job.started_at).total_seconds() // 60)
    return max(min(by_clock, working_minutes(job.started_at, now) or by_clock) - job.held_minutes, 1)
