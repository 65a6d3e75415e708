"""Deeds on meetings: plan, ask, hold, write down, decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Department, Person, PersonKind, PersonStatus, Post, held_on, person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import Term, is_workday, refuse_closed
from lvye.kit import say
from lvye.modules.plans.models import Attendance, Meeting, MeetingStatus, Presence

from .telling import tell_cancelled, tell_invited, tell_minutes

M = MeetingStatus
ALIVE = (M.PLANNED, M.CALLED, M.HELD)
DAY = timedelta(days=1)


def people_of(
    *,
    departments: Iterable[Department] = (),
    posts: Iterable[Post] = (),
    people: Iterable[Person] = (),
    on: date,
) -> list[Person]:
    """Everybody meant by departments, posts held on a day, and names; each once, nobody who left, no pupils."""
    wanted = Q(pk__in=[person.pk for person in people]) | Q(department__in=list(departments))
    if chosen := list(posts):
        in_force = held_on(on, "appointments__") & Q(appointments__post__in=chosen)
        wanted |= Q(pk__in=Person.objects.filter(in_force).values("pk"))
    rows = Person.objects.filter(wanted, status=PersonStatus.HERE).exclude(kind=PersonKind.STUDENT)
    return list(rows.order_by("pk"))


def meeting_plan(*, invited: Iterable[Person] = (), actor: User, **values: Any) -> Meeting:
    """Put a meeting into the calendar with those who are to come. Raises ValidationError for a day of a closed term."""
    refuse_closed(timezone.localdate(values["starts_at"]))
    with records.deed():
        made = records.create(Meeting, actor=actor, **values)
        _invite(made, invited, actor=actor)
    return made


@dataclass(frozen=True)
class Series:
    """What became of a series: the meetings, and the days left out with why."""

    meetings: list[Meeting]
    skipped: list[tuple[date, str]]


def meeting_series(
    *, term: Term, weekday: int, at: time, since: date, invited: Iterable[Person] = (), title: str, actor: User,
    **values: Any,
) -> Series:  # fmt: skip
    """A meeting each week of a term from a day on, on this weekday (0 is Monday); days off and days that have one of
    the kind already are left out. `title` may hold # for the teaching week's number."""
    people, made = list(invited), []
    skipped: list[tuple[date, str]] = []
    first = max(since, term.begins_on)
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    monday = term.begins_on - timedelta(days=term.begins_on.weekday())
    kind = values.get("kind", Meeting.Kind.WEEKLY)
    with records.deed():
        while day <= term.ends_on:
            begins = timezone.make_aware(datetime.combine(day, at))
            if not is_workday(day):
                skipped.append((day, _("放假")))
            elif _has_one(kind, begins):
                skipped.append((day, _("已经安排了")))
            else:
                name = title.replace("#", str((day - monday).days // 7 + 1))
                made.append(meeting_plan(invited=people, title=name, starts_at=begins, actor=actor, **values))
            day += 7 * DAY
        if not made:
            raise ValidationError(_("这学期剩下的日子里排不出这样的会。"))
    return Series(made, skipped)


def _has_one(kind: str, begins: datetime) -> bool:
    midnight = timezone.localtime(begins).replace(hour=0, minute=0)
    rows = Meeting.objects.filter(kind=kind, starts_at__gte=midnight, starts_at__lt=midnight + DAY)
    return rows.exclude(status=M.CANCELLED).exists()


def meeting_change(meeting: Meeting, *, now: datetime, actor: User, **values: Any) -> Meeting:
    """Change what is known of a meeting; those who had the notice are told of another time or place."""
    if meeting.status == M.HELD:
        values = {name: value for name, value in values.items() if name not in ("starts_at", "kind")}
    if "starts_at" in values:
        refuse_closed(timezone.localdate(values["starts_at"]))
    moved = any(name in values and values[name] != getattr(meeting, name) for name in ("starts_at", "where"))
    with records.deed():
        changed = records.amend(meeting, actor=actor, **values)
        if moved and meeting.status == M.CALLED:
            tell_invited(changed, _invited(changed), now=now)
    return changed


def meeting_invite(meeting: Meeting, people: Iterable[Person], *, now: datetime, actor: User) -> int:
    """Ask more people; they are told at once where the notice is out. Returns how many were not asked before."""
    _refuse_over(meeting)
    with records.deed():
        added = _invite(meeting, people, actor=actor)
        if added and meeting.status == M.CALLED:
            tell_invited(meeting, added, now=now)
    return len(added)


def meeting_uninvite(attendance: Attendance, *, actor: User) -> None:
    """Somebody was asked by mistake. Raises ValidationError once he has said anything or the meeting was held."""
    if attendance.meeting.status not in (M.PLANNED, M.CALLED) or attendance.status != Presence.INVITED:
        raise ValidationError(_("已经签到、请假，或会已经开过的，不能再去掉。"))
    records.remove(attendance, actor=actor, reason=_("不用参加"))


def meeting_call(meeting: Meeting, *, now: datetime, actor: User) -> Meeting:
    """Send the notice. Raises ValidationError without anybody to send it to, or when its time has passed."""
    people = _invited(meeting)
    if not people:
        raise ValidationError(_("还没有请任何人，先选参加的处室、岗位或人。"))
    if meeting.starts_at < now:
        raise ValidationError(_("开会时间已经过了，请先改时间；开过的会直接点“会开完了”。"))
    with records.deed():
        taken = records.take(meeting, "call", actor=actor)
        tell_invited(taken, people, now=now)
    return taken


def meeting_hold(meeting: Meeting, *, now: datetime, actor: User) -> Meeting:
    """It took place. Raises ValidationError before its day."""
    if timezone.localdate(meeting.starts_at) > timezone.localdate(now):
        raise ValidationError(_("还没到开会的日子。"))
    return records.take(meeting, "hold", actor=actor)


def meeting_cancel(meeting: Meeting, *, why: str, now: datetime, actor: User) -> Meeting:
    """It does not take place; who had the notice is told."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么不开了。")})
    with records.deed():
        was_called = meeting.status == M.CALLED
        taken = records.take(meeting, "cancel", actor=actor, reason=why.strip(), why=why.strip())
        if was_called:
            tell_cancelled(taken, _invited(taken), now=now)
    return taken


def minutes_write(meeting: Meeting, minutes: str, *, actor: User) -> Meeting:
    """Keep the minutes as they are now written; while the meeting goes on and until they are filed."""
    _refuse_over(meeting)
    return records.amend(meeting, actor=actor, verb="write", minutes=minutes.strip())


def meeting_file(meeting: Meeting, *, now: datetime, actor: User) -> Meeting:
    """The minutes are final. Who was asked and neither came nor was excused stands as absent; all are told."""
    if not meeting.minutes.strip():
        raise ValidationError(_("还没有写纪要，不能定稿。"))
    with records.deed():
        taken = records.take(meeting, "file", actor=actor)
        for one in meeting.attendances.filter(status=Presence.INVITED):
            records.take(one, "miss", actor=actor)
        tell_minutes(taken, _invited(taken), now=now)
    return taken


def sign_opens(meeting: Meeting) -> datetime:
    """From when those who are asked may sign in themselves."""
    return meeting.starts_at - timedelta(minutes=int(rules.value("plans.sign_minutes")))


def may_sign_now(meeting: Meeting, now: datetime) -> bool:
    """Whether they may now: from then until the end of its day, while it is neither filed nor cancelled."""
    same_day = timezone.localdate(now) <= timezone.localdate(meeting.starts_at)
    return meeting.status in ALIVE and sign_opens(meeting) <= now and same_day


def attendance_sign(attendance: Attendance, *, now: datetime, actor: User) -> Attendance:
    """Sign in. Oneself from half an hour before until the end of the day; who keeps the list until it is filed."""
    meeting = attendance.meeting
    _refuse_over(meeting)
    person = person_of(actor)
    own = person is not None and person.pk == attendance.person_id
    if own:
        if now < (opens := sign_opens(meeting)):
            raise ValidationError(_("%(when)s以后可以签到。") % {"when": say.moment(opens)})
        if not may_sign_now(meeting, now):
            raise ValidationError(_("会已经过了，请会议记录人补签。"))
    elif timezone.localdate(meeting.starts_at) > timezone.localdate(now):
        raise ValidationError(_("还没到开会的日子，不能代签。"))
    return records.take(attendance, "sign", actor=actor, signed_at=now, is_by_desk=not own, why="")


def attendance_excuse(attendance: Attendance, *, why: str, actor: User) -> Attendance:
    """On leave, with the reason."""
    _refuse_over(attendance.meeting)
    if not why.strip():
        raise ValidationError({"why": _("请写请假事由。")})
    return records.take(attendance, "excuse", actor=actor, why=why.strip())


def attendance_miss(attendance: Attendance, *, actor: User) -> Attendance:
    """Did not come, and did not say why."""
    _refuse_over(attendance.meeting)
    return records.take(attendance, "miss", actor=actor)


def _invite(meeting: Meeting, people: Iterable[Person], *, actor: User) -> list[Person]:
    known = set(meeting.attendances.values_list("person", flat=True))
    added = [person for person in dict.fromkeys(people) if person.pk not in known]
    records.create_many(Attendance, [{"meeting": meeting, "person": person} for person in added], actor=actor)
    return added


def _invited(meeting: Meeting) -> list[Person]:
    return [one.person for one in meeting.attendances.select_related("person").order_by("pk")]


def _refuse_over(meeting: Meeting) -> None:
    if meeting.status not in ALIVE:
        raise ValidationError(_("会议现在是“%(now)s”，不能再改。") % {"now": meeting.get_status_display()})
