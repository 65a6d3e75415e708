"""What 今日 shows of the repairs, to each post its own; and the desk's places in the menu and the bottom bar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.figures import api as figures
from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import Block, MenuLink, TabLink, menu_link, registers, tab_link, workbench
from lvye.kernel.terms.api import Period, before, current, term_period
from lvye.kit import say

from .models import Job, Rating, Referral, Visit
from .queries import RANK, late_jobs
from .screens.board import DISPATCH, owner
from .screens.planned import standing as planned_standing
from .screens.standing import reporter_of, since_words, standing, what_of
from .services.dispatch import worker_of
from .sight import ALL

ANSWER = "repairs.answer_referral"
SHOWN = 5
LOW, RECENT = 2, timedelta(days=7)
S = Job.Status
Context = Mapping[str, Any] | None
RELATED = ("place", "category", "worker", "contractor")


def _jobs(user: User) -> Any:
    return registers["repairs.job"].rows(user).select_related(*RELATED)


def _row(job: Job, now: datetime, *, url: str = "", small: str = "") -> dict[str, Any]:
    state = standing(job, now)
    place = job.place.full_name
    return {
        "title": what_of(job),
        "small": f"{place} · {small}" if small else place,
        "kind": state.kind,
        "word": state.word,
        "url": url or reverse("repairs.job:detail", args=[job.pk]),
    }


# --- the office --------------------------------------------------------------------------------------------------


def today_block(user: User, now: datetime) -> Context:
    """今天要办: what nobody has yet, the visits that are due, the planned works of the day."""
    if not user.has_perm(DISPATCH):
        return None
    today = timezone.localdate(now)
    new = _jobs(user).filter(status=S.NEW).annotate(rank=RANK).order_by("rank", "respond_by", "pk")
    waiting = list(new[: SHOWN + 1])
    count = new.count() if len(waiting) > SHOWN else len(waiting)
    rows = [_row(job, now, small=f"{reporter_of(job)} {since_words(job.reported_at, now)}") for job in waiting[:SHOWN]]
    more = _("还有 %(n)s 件没派") % {"n": count - SHOWN} if count > SHOWN else ""
    due = Visit.objects.filter(status=Visit.Status.DUE, due_on__lte=today + timedelta(days=1)).count()
    if due:
        word = _("%(n)s 件要打电话回访") % {"n": due}
        rows.append(_line(word, _("今明两天到期"), "soon", _("回访"), reverse("repairs:visits")))
    rows += _planned_rows(user, today)
    context = {"rows": rows, "more": more, "more_url": reverse("repairs:board"), "count": count + bool(due)}
    return context | {"url": reverse("repairs:board"), "none": _("报修都派出去了，没有到期的回访和计划。")}


def _line(title: str, small: str, kind: str, word: str, url: str) -> dict[str, Any]:
    return {"title": title, "small": small, "kind": kind, "word": word, "url": url}


def _planned_rows(user: User, today: Any) -> list[dict[str, Any]]:
    rows = registers["repairs.plannedwork"].rows(user).filter(status__in=["planned", "doing"])
    found = rows.filter(due_on__lte=today + timedelta(days=3)).select_related("responsible").order_by("due_on", "pk")
    made = []
    for work in found[:3]:
        state = planned_standing(work, today)
        url = reverse("repairs.plannedwork:detail", args=[work.pk])
        made.append(_line(work.name, f"{work.responsible.name} · {say.date(work.due_on)}", state.kind, state.word, url))
    return made


def trouble_block(user: User, now: datetime) -> Context:
    """出问题的: what is late, bad ratings and visits of the last days that nobody has put right."""
    if not user.has_perm(DISPATCH):
        return None
    rows, count, url = _trouble(user, now)
    return {"rows": rows, "count": count, "kind": "late", "url": url, "none": ""} if rows else None


def _trouble(user: User, now: datetime) -> tuple[list[dict[str, Any]], int, str]:
    late = late_jobs(_jobs(user), now=now).exclude(status=S.NEW)  # those nobody has stand under 今天要办
    found = list(late[: SHOWN + 1])
    count = late.count() if len(found) > SHOWN else len(found)
    rows = [_row(job, now, small=_held_by(job)) for job in found[:SHOWN]]
    since = timezone.localdate(now) - RECENT
    bad = Rating.objects.filter(score__lte=LOW, rated_on__gte=since, job__status__in=[S.FINISHED, S.CLOSED])
    rows += [
        _said_row(one.job, one.words or one.tags, _("%(n)s 分") % {"n": one.score})
        for one in bad.select_related("job__place", "job__category").order_by("-pk")[:3]
    ]
    unhappy = Visit.objects.filter(outcome=Visit.Outcome.NOT, done_on__gte=since, job__status=S.CLOSED)
    rows += [
        _said_row(one.job, one.words, _("回访不满意"))
        for one in unhappy.select_related("job__place", "job__category").order_by("-pk")[:3]
    ]
    return rows, count + len(rows) - len(found[:SHOWN]), f"{reverse('repairs.job:list')}?is_open=True&sort=finish_by"


def _held_by(job: Job) -> str:
    who = owner(job)
    words = [_("在%(who)s手里") % {"who": who} if who else _("没有派")]
    if job.urged_count:
        words.append(_("催过 %(n)s 次") % {"n": job.urged_count})
    return "，".join(words)


def _said_row(job: Job, words: str, word: str) -> dict[str, Any]:
    url = reverse("repairs.job:detail", args=[job.pk])
    small = f"{job.place.full_name} · “{words}”" if words else job.place.full_name
    return _line(what_of(job), small, "late", word, url)


def waiting_block(user: User, now: datetime) -> Context:
    """我在等谁: questions without an answer, parts that should come by tomorrow, firms that have a job."""
    if not user.has_perm(DISPATCH):
        return None
    today = timezone.localdate(now)
    asked = registers["repairs.referral"].rows(user).filter(status=Referral.Status.ASKED)
    rows = [
        _line(
            _("校领导：%(question)s") % {"question": one.question},
            _("%(number)s · 报上去 %(ago)s") % {"number": one.job.number, "ago": say.ago(one.asked_at, now)},
            "soon", _("等答复"), reverse("repairs.job:detail", args=[one.job_id]),
        )
        for one in asked.select_related("job").order_by("asked_at")[:SHOWN]
    ]  # fmt: skip
    parts = _jobs(user).filter(status=S.HELD, expected_on__lte=today + timedelta(days=1)).order_by("expected_on", "pk")
    rows += [_row(job, now, small=job.hold_note or str(job.get_hold_reason_display())) for job in parts[:SHOWN]]
    return {"rows": rows, "count": len(rows), "none": ""} if rows else None


# --- principal and vice-principal: three answers -----------------------------------------------------------------


def danger_block(user: User, now: datetime) -> Context:
    """有没有危险: open jobs of the urgent kind, what came up through the levels; or that there is none."""
    if not user.has_perm(ANSWER):
        return None
    grave = Q(urgency=Job.Urgency.URGENT) | Q(escalated_level__gte=3)
    rows = _jobs(user).filter(grave, is_open=True).annotate(rank=RANK).order_by("rank", "finish_by", "pk")
    found = list(rows[:SHOWN])
    overdue = late_jobs(registers["repairs.job"].rows(user), now=now).count()
    calm = _("没有漏水、冒烟这样的急修没办完。") if not found else ""
    more = _("另有 %(n)s 件修得超时，总务处在催。") % {"n": overdue} if overdue else ""
    return {
        "rows": [_row(job, now, small=_held_by(job)) for job in found],
        "calm": calm,
        "more": more,
        "more_url": f"{reverse('repairs.job:list')}?is_open=True&sort=finish_by",
        "count": len(found) or None,
        "kind": "late" if found else "",
    }


def answer_block(user: User, now: datetime) -> Context:
    """等我办: questions of the office that wait for this person's answer."""
    if not user.has_perm(ANSWER):
        return None
    asked = registers["repairs.referral"].rows(user).filter(status=Referral.Status.ASKED)
    found = list(asked.select_related("job__place", "asked_by").order_by("asked_at")[: SHOWN + 1])
    rows = [
        _line(
            one.question,
            f"{one.asked_by.name if one.asked_by else ''} · {one.job.place.full_name} · {say.ago(one.asked_at, now)}",
            "soon", _("等答复"), f"{reverse('repairs.job:detail', args=[one.job_id])}#answer",
        )
        for one in found[:SHOWN]
    ]  # fmt: skip
    url = f"{reverse('repairs.referral:list')}?status=asked"
    return {"rows": rows, "count": len(rows), "kind": "soon" if rows else "", "url": url if rows else "",
            "none": _("总务处没有要您定的事。")}  # fmt: skip


THREE = ("repairs.done", "repairs.on_time", "repairs.rating")


def going_block(user: User, now: datetime) -> Context:
    """这学期怎么样: three figures beside the last term's, and the work month by month."""
    term = current(timezone.localdate(now))
    if not user.has_perm(ANSWER) or term is None:
        return None
    period = term_period(term)
    former = before(period)
    months: dict[tuple[int, int], Any] = {}
    for day, value in sorted(figures.by_day("repairs.done", period).items()):
        months[day.year, day.month] = months.get((day.year, day.month), 0) + value
    rows = [(_("%(n)s月") % {"n": month}, value) for (_year, month), value in months.items()]
    chart = papers.line_svg(rows, unit=_("件"), label=_("每月完成维修")) if len(rows) > 1 else ""
    return {
        "term": term.name,
        "three": [_figure(name, period, former) for name in THREE],
        "chart": chart,
        "title": _chart_title(rows),
        "url": reverse("repairs:watch") if user.has_perm(ALL) else "",
    }


def _figure(name: str, period: Period, former: Period | None) -> dict[str, Any]:
    value = figures.one(name, period)
    earlier = figures.one(name, former) if former else None
    compared = earlier is not None and earlier.rows > 0 and value.rows > 0 and name != "repairs.done"
    against = figures.against(value, earlier) if compared and earlier else ""
    good = figures.good(value, earlier) if compared and earlier else None
    return {
        "label": value.figure.label,
        "text": figures.text(value) if value.rows else "—",
        "against": _("比上学期%(change)s") % {"change": against} if against else "",
        "kind": "" if good is None else "done" if good else "late",
        "url": figures.address(name, period),
    }


def _chart_title(rows: list[tuple[str, Any]]) -> str:
    if len(rows) < 2:
        return ""
    label, most = max(rows, key=lambda row: row[1])
    return _("%(month)s修得最多：%(n)s 件") % {"month": label, "n": say.number(int(most))}


# --- repairers, and everybody who reports ------------------------------------------------------------------------


def mine_block(user: User, now: datetime) -> Context:
    """我今天的活: a repairer's open jobs, the most pressing first."""
    worker = worker_of(user)
    if worker is None:
        return None
    rows = Job.objects.filter(worker=worker, is_open=True).exclude(status=S.HELD).select_related(*RELATED)
    found = list(rows.annotate(rank=RANK).order_by("rank", "finish_by", "pk")[: SHOWN + 1])
    count = rows.count() if len(found) > SHOWN else len(found)
    shown = [
        _row(job, now, url=reverse("repairs:mine-job", args=[job.pk]), small=str(job.get_urgency_display()))
        for job in found[:SHOWN]
    ]
    none = _("手上没有活。没人接的报修在“我的活”里。")
    return {"rows": shown, "count": count, "url": reverse("repairs:mine"), "none": none}


def reported_block(user: User, now: datetime) -> Context:
    """我报的: one's own reports on their way; first those that wait for one's word."""
    if user.has_perm(DISPATCH) or worker_of(user) is not None:
        return None
    rows = Job.objects.filter(reporter__user=user.pk, status__in=[*_on_the_way()]).select_related(*RELATED)
    found = sorted(rows.order_by("-pk")[:20], key=lambda job: job.status != S.FINISHED)[:SHOWN]
    if not found:
        return None
    shown = []
    for job in found:
        url = reverse("repairs:status", args=[job.token])
        row = _row(job, now, url=url, small=owner(job))
        shown.append(row | ({"kind": "soon", "word": _("修好了，请看一看")} if job.status == S.FINISHED else {}))
    return {"rows": shown, "count": len(found), "url": reverse("repairs:my-reports"), "none": ""}


def _on_the_way() -> tuple[str, ...]:
    return (S.NEW, S.ASSIGNED, S.DOING, S.HELD, S.FINISHED)


def new_count(user: User) -> int:
    """How many jobs nobody has yet: the number at 待派 in the bottom bar."""
    found: int = registers["repairs.job"].rows(user).filter(status=S.NEW).order_by().count()
    return found


LIST = "repairs/blocks/rows.html"
REPORT, WORK = "repairs.report_job", "repairs.work_job"

for name, title, template, context, right, order in (
    ("repairs-danger", gettext_lazy("有没有危险"), "repairs/blocks/danger.html", danger_block, ANSWER, 5),
    ("repairs-mine", gettext_lazy("我今天的活"), LIST, mine_block, WORK, 10),
    ("repairs-today", gettext_lazy("今天要办"), LIST, today_block, DISPATCH, 10),
    ("repairs-answer", gettext_lazy("等我办"), LIST, answer_block, ANSWER, 15),
    ("repairs-trouble", gettext_lazy("出问题的"), LIST, trouble_block, DISPATCH, 20),
    ("repairs-waiting", gettext_lazy("我在等谁"), LIST, waiting_block, DISPATCH, 40),
    ("repairs-going", gettext_lazy("这学期怎么样"), "repairs/blocks/going.html", going_block, ANSWER, 30),
    ("repairs-reported", gettext_lazy("我报的"), LIST, reported_block, REPORT, 20),
):
    workbench(Block(name=name, title=title, template=template, context=context, right=right, order=order))

for label, url_name, icon, right, order in (
    (gettext_lazy("派工板"), "repairs:board", "grid", DISPATCH, 1),
    (gettext_lazy("电话登记"), "repairs:phone-in", "phone", DISPATCH, 2),
    (gettext_lazy("计划维修表"), "repairs:planned", "calendar", "repairs.view_plannedwork", 30),
    (gettext_lazy("打电话回访"), "repairs:visits", "phone", "repairs.record_visit", 31),
    (gettext_lazy("关注清单"), "repairs:watch", "eye", ALL, 32),
):
    menu_link(MenuLink(group="service", label=label, url_name=url_name, icon=icon, right=right, order=order))

tab_link(
    TabLink(
        slot="todo",
        label=gettext_lazy("派工"),
        url_name="repairs:board",
        icon="grid",
        right=DISPATCH,
        count=new_count,
        order=5,
    )
)
