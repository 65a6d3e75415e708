"""The page of one job: where it stands and who holds it, what may be done, its story, what was done and used."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, panels, registers
from lvye.kernel.terms.api import current, span_period
from lvye.kit import say
from lvye.modules.repairs import services
from lvye.modules.repairs.models import OPEN, ContractorLink, Job, Rating, Referral, Urging, Visit, Worker
from lvye.modules.repairs.queries import holder_of, similar_open
from lvye.modules.repairs.services.dispatch import worker_of
from lvye.modules.repairs.watch import Costly, repair_cost, watch_costly

from .board import DISPATCH, job_of, line_words, owner
from .hand_over import may_hand_over
from .job_paper import printed
from .remarks import MOST_PHOTOS
from .remarks import entries as remark_entries
from .standing import left_words, reporter_of, since_words, standing, until, what_of
from .supplying import waiting_for
from .thing import card
from .words import short

S = Job.Status
# Panels of the register that this page draws by hand.
OWN_PANELS = {
    "repairs.jobline", "repairs.material", "repairs.rating", "repairs.urging", "repairs.visit", "repairs.referral",
    "repairs.contractorlink", "repairs.remark", "repairs.leftover",
}  # fmt: skip
# What of a change is said in the story; the rest follows from it.
TOLD = (
    "worker", "contractor", "hold_reason", "hold_note", "expected_on", "promised_on", "promise_note", "why", "place",
    "category", "urgency", "what", "joined_to", "done_note", "first_asked", "reporter_name", "reporter_phone", "asset",
)  # fmt: skip
NEAR = timedelta(minutes=3)  # photos added within this belong to the step
YEAR = timedelta(days=365)
BUTTONS = 3
OFFICE_FIRST = ("confirm", "assign", "reassign", "hold")
HINT = re.compile(r"\s*[（(].*?[）)]")  # the part of a label that says who reads the field


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The page, or with ?as=print the form as PDF."""
    job = job_of(request, pk)
    if request.GET.get("as") == "print":
        return printed(job, timezone.now())
    return page(request, job)


def page(request: AuthedRequest, job: Job, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page as it stands now; `more` brings a refusal and what was typed."""
    return render(request, "repairs/job.html", context_of(request, job, timezone.now()) | more, status=status)


def context_of(request: AuthedRequest, job: Job, now: datetime) -> dict[str, Any]:
    """Everything job.html reads."""
    user, reg = request.user, registers["repairs.job"]
    found = detail_context(reg, job, user)
    mine = worker_of(user)
    is_holder = mine is not None and mine.pk == job.worker_id
    hand_drawn = {str(panel.title) for panel in panels.get(reg.key, []) if panel.register in OWN_PANELS}
    place_url = reverse("places.place:detail", args=[job.place_id])
    return found | {
        "job": job,
        "title": what_of(job),
        "number": job.number,
        "subtitle": _subtitle(job),
        "place_url": place_url if user.has_perm("places.view_place") else "",
        "stepper": _stepper(job, found["story"], now),
        "holder": _holder(job, now),
        "standing": standing(job, now),
        **_acts(_own_steps(found["steps"], job, request, mine), job, is_holder=is_holder),
        "why_not": _why_not(job, request),
        "story": _begun(_story(found["story"], found.get("files", []), job), job),
        "most": MOST_PHOTOS,
        "papers": [one for one in found.get("files", []) if not one["thumb"]],
        "panels": [panel for panel in found["panels"] if str(panel["title"]) not in hand_drawn and not panel["empty"]],
        "print_url": "?as=print",
        "today": timezone.localdate(now),
        **waiting_for(job, user),
        "thing": card(job.asset, user, timezone.localdate(now)),
        "may": _may(request, job, now, is_holder=is_holder),
        **_hanging(request, job, now),
    }


def _subtitle(job: Job) -> str:
    kind = job.category.name if job.category_id == job.top_id else f"{job.top.name} · {job.category.name}"
    who = reporter_of(job)
    reported = _("%(who)s %(when)s 报") % {"who": who, "when": say.moment(job.reported_at)}
    return " · ".join([kind, reported.strip()])


# --- where it stands ---------------------------------------------------------------------------------------------


def _stepper(job: Job, story: list[dict[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """报修 派工 处理 验收 办结, with when and who; empty for what was struck off or joined."""
    if job.status in {S.CANCELLED, S.JOINED}:
        return []
    at = 1 if job.status == S.NEW else 4 if job.status == S.CLOSED else 3 if job.status == S.FINISHED else 2
    by = {entry["text"]: entry["who"] for entry in reversed(story)}
    given = by.get(str(Job.flow["reassign"].label)) or by.get(str(Job.flow["assign"].label), "")
    rows = (
        (_("报修"), job.reported_at, reporter_of(job)),
        (_("派工"), job.assigned_at, given),
        (_("处理"), job.finished_at or job.started_at, owner(job)),
        (_("验收"), job.closed_at if job.status == S.CLOSED else None, _accepter(job)),
        (_("办结"), job.closed_at, ""),
    )
    made = []
    for number, (label, moment, who) in enumerate(rows):
        done = number < at or job.status == S.CLOSED
        kind = "done" if done else "going" if number == at else "idle"
        if number == at and standing(job, now).kind == "late":
            kind = "late"
        if number == 2 and job.status == S.HELD:
            kind = "soon"
        when = short(moment, now) if moment and kind != "idle" and number < 4 else []
        made.append({"label": label, "kind": kind, "small": [*when, who] if who else when})
    return made


def _accepter(job: Job) -> str:
    if job.confirmed_how:
        return str(job.get_confirmed_how_display())
    return job.reporter_name


def _holder(job: Job, now: datetime) -> dict[str, str] | None:
    """Who holds it, until when, since when, and how to reach him."""
    if job.status == S.CLOSED:
        words = _("办结了：%(how)s") % {"how": _accepter(job)} if _accepter(job) else _("办结了")
        small = _("%(when)s 办结") % {"when": say.moment(job.closed_at)} if job.closed_at else ""
        return {"name": owner(job), "words": words, "small": small}
    if job.status not in {*OPEN, S.FINISHED}:
        return None
    name = holder_of(job)
    if job.status == S.FINISHED:
        words = _("修好了，%(who)s") % {"who": name}
        small = _("%(when)s 修好") % {"when": say.moment(job.finished_at)} if job.finished_at else ""
        return {"name": job.reporter_name or name, "words": words, "small": small}
    due = {"who": name, "when": until(job.finish_by, now)}
    words = (_("在%(who)s手里，%(when)s前修好") if job.finish_by > now else _("在%(who)s手里，已经超时")) % due
    if job.status == S.NEW:
        words = _("还没派，%(when)s前要有人到场") % {"when": until(job.respond_by, now)}
    elif job.promised_on is not None:
        words = _("在%(who)s手里，答应%(day)s修好") % {"who": name, "day": say.date(job.promised_on)}
    if job.status == S.HELD:
        reason = "，".join(word for word in (str(job.get_hold_reason_display()), job.hold_note) if word)
        words = _("在%(who)s手里，%(why)s") % {"who": name, "why": reason}
    return {"name": name, "words": words, "small": _holder_small(job, now)}


def _holder_small(job: Job, now: datetime) -> str:
    since = job.held_at if job.status == S.HELD else job.started_at or job.assigned_at
    phone = job.worker.person.phone if job.worker else job.contractor.phone if job.contractor else ""
    parts = [
        _("从 %(when)s") % {"when": since_words(since, now)} if since else "",
        _("电话 %(phone)s") % {"phone": phone} if phone else "",
        left_words(job, now),
        _("%(day)s继续") % {"day": say.date(job.expected_on)} if job.status == S.HELD and job.expected_on else "",
    ]
    return " · ".join(part for part in parts if part)


def _own_steps(
    steps: list[dict[str, Any]], job: Job, request: AuthedRequest, mine: Worker | None
) -> list[dict[str, Any]]:
    """None where another repairer holds it: he would be refused (one owner at any moment)."""
    strange = mine is not None and job.worker_id not in {None, mine.pk}
    return [] if strange and not request.user.has_perm(DISPATCH) else steps


def _steps(steps: list[dict[str, Any]], job: Job, *, is_holder: bool) -> list[dict[str, Any]]:
    """The steps as buttons; giving it to somebody and what was done have their own pages."""
    made = []
    here = reverse("repairs.job:detail", args=[job.pk])
    for step in steps:
        own = {}
        if step["name"] in {"assign", "reassign"}:
            own = {"url": f"{reverse('repairs:who', args=[job.pk])}?next={here}", "asks": True}
        elif step["name"] == "finish":
            own = {"url": reverse("repairs:mine-finish" if is_holder else "repairs:finish", args=[job.pk])}
        made.append(step | own)
    return sorted(made, key=lambda one: one["tone"] != "main")


def _acts(steps: list[dict[str, Any]], job: Job, *, is_holder: bool) -> dict[str, Any]:
    """The first steps as buttons, one of them filled; the rest, and what is grave, behind 更多."""
    rows = _steps(steps, job, is_holder=is_holder)
    if not is_holder:  # what the holder does himself comes after what the office does
        rows.sort(key=lambda step: (*OFFICE_FIRST, step["name"]).index(step["name"]))
    first = [step for step in rows if step["tone"] != "no" and step["name"] != "join"][:BUTTONS]
    filled = first[0]["tone"] == "main" and (is_holder or first[0]["name"] in OFFICE_FIRST) if first else False
    plain = [step | {"tone": "main" if filled and number == 0 else ""} for number, step in enumerate(first)]
    others = [step for step in rows if step not in first]
    return {"main_steps": plain, "other_steps": others, "urge_tone": "" if filled else "main"}


def _why_not(job: Job, request: AuthedRequest) -> list[dict[str, str]]:
    if job.status not in OPEN or not request.user.has_perm("repairs.confirm_job"):
        return []
    who = owner(job)
    why = _("%(who)s修好以后才行。") % {"who": who} if who else _("还没有派人，修好以后才行。")
    return [{"label": str(Job.flow["confirm"].label), "why": why}]


def _may(request: AuthedRequest, job: Job, now: datetime, *, is_holder: bool) -> dict[str, bool]:
    """What else this user may do with it now; the page leaves out the rest."""
    user, is_open = request.user, job.status in OPEN
    return {
        "dispatch": user.has_perm(DISPATCH),
        "urge": is_open and not is_holder and user.has_perm("repairs.urge_job"),
        "promise": is_open and user.has_perm("repairs.promise_job"),
        "refer": is_open and user.has_perm("repairs.refer_job"),
        "answer": user.has_perm("repairs.answer_referral"),
        "visit": job.status not in {S.CANCELLED, S.JOINED} and user.has_perm("repairs.record_visit") and not is_holder,
        "phone": is_holder or user.has_perm(DISPATCH),
        "hand_over": may_hand_over(job, user),
        "say": services.may_remark(job, now) and bool(services.side_of(job, user)),
        "about": is_open and (is_holder or user.has_perm(DISPATCH)),
        "link": user.has_perm(DISPATCH) and is_open and job.contractor_id is not None,
    }


# --- story and what hangs on it ----------------------------------------------------------------------------------


def _story(entries: list[dict[str, Any]], found: list[dict[str, Any]], job: Job) -> list[dict[str, Any]]:
    """The trail in the words that matter, and the sentences added; each with the photos that came with it."""
    told = {str(field.verbose_name) for field in Job._meta.fields if field.name in TOLD}
    made = []
    said, pictures = remark_entries(job, [one for one in found if one["thumb"]])
    for number, entry in enumerate(entries):
        changes = [HINT.sub("", line, count=1) for line in entry["changes"] if line.split("：", 1)[0] in told]
        near = [one for one in pictures if abs(one["attachment"].added_at - entry["at"]) <= NEAR]
        pictures = [one for one in pictures if one not in near]
        past = number > 0 and entry["kind"] in {"going", "idle"}  # what is behind is done, whatever it was then
        made.append(entry | {"changes": changes, "photos": near, "kind": "done" if past else entry["kind"]})
    for one in pictures:
        attachment = one["attachment"]
        made.append(
            {
                "at": attachment.added_at, "when": say.moment(attachment.added_at), "who": attachment.by.name,
                "text": _("加了照片"), "kind": "idle", "photos": [one],
            }
        )  # fmt: skip
    return sorted(made + said, key=lambda entry: entry["at"], reverse=True)


def _begun(story: list[dict[str, Any]], job: Job) -> list[dict[str, Any]]:
    """The first step says how the report came, and in which words."""
    if story and "reason" in story[-1] and not story[-1]["reason"]:
        story[-1] |= {"text": f"{story[-1]['text']} · {job.get_source_display()}", "reason": job.what}
    return story


def _hanging(request: AuthedRequest, job: Job, now: datetime) -> dict[str, Any]:
    lines = list(job.lines.order_by("pk"))
    parts = list(job.materials.select_related("issue").order_by("pk"))
    amounts = [part.amount for part in parts if part.amount is not None]
    return {
        "lines": [{"line": line, "words": line_words(line)} for line in lines],
        "leftovers": list(job.leftovers.order_by("pk")),
        "parts": parts,
        "parts_total": say.money(sum(amounts, Decimal(0))) if amounts else "",
        "rating": Rating.objects.filter(job=job).first(),
        "urgings": list(Urging.objects.filter(job=job).order_by("-at")[:10]),
        "visits": list(Visit.objects.filter(job=job).select_related("by").order_by("-pk")[:10]),
        "referrals": list(Referral.objects.filter(job=job).select_related("asked_by").order_by("-pk")[:10]),
        "link": _link(request, job, now),
        "again": _again(job, now),
        "same": _same(request, job, now),
        "status_url": f"{settings.BASE_URL}{reverse('repairs:status', args=[job.token])}",
    }


def _link(request: AuthedRequest, job: Job, now: datetime) -> dict[str, Any] | None:
    """The living link of an outside firm, with the address to send."""
    if job.contractor_id is None or not request.user.has_perm(DISPATCH):
        return None
    rows = ContractorLink.objects.filter(job=job, status=ContractorLink.Status.LIVE, contractor=job.contractor_id)
    link = rows.order_by("-pk").first()
    if link is None or link.expires_on < timezone.localdate(now):
        return {"link": None}
    url = f"{settings.BASE_URL}{reverse('repairs:contractor', args=[link.token])}"
    return {"link": link, "url": url, "qr": papers.qr_svg(url)}


def _again(job: Job, now: datetime) -> dict[str, Any] | None:
    """The same fault at the same place this term, what it cost, and what a new one costs."""
    term = current(timezone.localdate(now))
    since = term.begins_on if term else timezone.localdate(now) - YEAR
    rows = Job.objects.filter(
        ~Q(status__in=[S.CANCELLED, S.JOINED]), place=job.place_id, category=job.category_id, reported_on__gte=since
    )
    others = list(rows.exclude(pk=job.pk).order_by("-pk")[:5])
    if not others:
        return None
    today = timezone.localdate(now)
    period = span_period(today - YEAR, today)
    return {
        "times": rows.count(),
        "in_term": term is not None,
        "jobs": [{"job": one, "title": what_of(one), "cost": _cost(one, period)} for one in others],
        "hint": _hint(job, period),
    }


def _cost(job: Job, period: Any) -> str:
    cost = repair_cost(job.material_cost, job.minutes, period)
    return say.money(cost) if cost else ""


def _hint(job: Job, period: Any) -> Costly | None:
    """Repair against replacement, where the repairs of a year cost more than the rule's share of a new one."""
    found = watch_costly(Job.objects.filter(place=job.place_id, category=job.category_id), period)
    return found[0] if found else None


def _same(request: AuthedRequest, job: Job, now: datetime) -> list[dict[str, Any]]:
    """Other open reports of perhaps the same fault, into which this one may be joined."""
    if job.status not in {S.NEW, S.ASSIGNED} or not request.user.has_perm("repairs.join_job"):
        return []
    found = [one for one in similar_open(job.place, job.category, now=now) if one.pk != job.pk]
    return [{"job": one, "title": what_of(one), "standing": standing(one, now)} for one in found]
