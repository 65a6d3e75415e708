"""How a job stands, in the words of the desk: one pill, and the small line below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kit import say
from lvye.modules.repairs.models import OPEN, Job

SOON = timedelta(hours=2)
DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Standing:
    """A pill: one of the five kinds, and its word."""

    kind: str
    word: str


def standing(job: Job, now: datetime) -> Standing:
    """Until when something has to happen to an open job, or that it waits to be accepted, or its status."""
    status = Job.Status(job.status)
    if status == Job.Status.NEW:
        return _unassigned(job, now)
    if status in {Job.Status.ASSIGNED, Job.Status.DOING}:
        if job.finish_by < now:
            return Standing("late", over(job.finish_by, now))
        kind = "soon" if job.finish_by - now <= SOON else "going"
        return Standing(kind, _("%(when)s前") % {"when": until(job.finish_by, now)})
    if status == Job.Status.HELD:
        return _waiting(job, timezone.localdate(now))
    return Standing(job.tones.get(status, "idle"), str(job.get_status_display()))


def _unassigned(job: Job, now: datetime) -> Standing:
    if job.respond_by < now:
        return Standing("late", over(job.respond_by, now))
    kind = "soon" if job.respond_by - now <= SOON else "idle"
    return Standing(kind, _("%(when)s前要派") % {"when": until(job.respond_by, now)})


def _waiting(job: Job, today: date) -> Standing:
    if job.expected_on is None:
        return Standing("soon", str(job.get_hold_reason_display()))
    if job.expected_on < today:
        return Standing("late", _("说好%(day)s") % {"day": say.date(job.expected_on)})
    return Standing("soon", _("%(day)s继续") % {"day": day_word(job.expected_on, today)})


def over(due: datetime, now: datetime) -> str:
    """How far past its time: 超 18分钟 the same day, 超 2 天 from the next day on."""
    days = (timezone.localdate(now) - timezone.localdate(due)).days
    if days > 0:
        return _("超 %(n)s 天") % {"n": days}
    return _("超 %(time)s") % {"time": say.minutes(max(int((now - due).total_seconds() // 60), 1))}


def until(at: datetime, now: datetime) -> str:
    """A moment ahead, as short as it can be said: 16:00, 明天 10:00, 周一 10:00, then the date."""
    here, today = timezone.localtime(at), timezone.localdate(now)
    if here.date() == today:
        return f"{here:%H:%M}"
    return f"{day_word(here.date(), today)} {here:%H:%M}"


def day_word(day: date, today: date) -> str:
    """今天, 明天, 周一 … within a week; the date beyond it and before today."""
    ahead = (day - today).days
    if ahead == 0:
        return _("今天")
    if ahead == 1:
        return _("明天")
    if 1 < ahead < 7:
        return weekday_names()[day.weekday()]
    return say.date(day)


def weekday_names() -> tuple[str, ...]:
    """Monday first."""
    return (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))


def left_words(job: Job, now: datetime) -> str:
    """How long there is still, by the clock; empty when it is done or past."""
    if job.status not in OPEN or job.finish_by <= now:
        return ""
    minutes = int((job.finish_by - now).total_seconds() // 60)
    if minutes >= DAY_MINUTES:
        return _("还有 %(n)s 天") % {"n": minutes // DAY_MINUTES}
    return _("还有 %(time)s") % {"time": say.minutes(minutes)}


def since_words(at: datetime, now: datetime) -> str:
    """Since when: the hour today, the day before that."""
    here = timezone.localtime(at)
    if here.date() == timezone.localdate(now):
        return f"{here:%H:%M}"
    return say.moment(at)


def what_of(job: Job) -> str:
    """What is broken: the reporter's words, else the kind of fault."""
    return job.what or job.category.name


def reporter_of(job: Job) -> str:
    """Who reported, by name; somebody who scanned a code has perhaps none."""
    return job.reporter_name or (str(_("扫码报修的人")) if job.source == Job.Source.SCAN else "")
