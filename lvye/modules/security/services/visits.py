"""Visitors: nobody comes in before the person he visits has said yes; everybody's leaving is noted."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, PersonKind, PersonStatus, person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import is_school_day
from lvye.modules.security.models import Confirmed, Meets, Visit, VisitKind, VisitStatus

from .telling import GATE, VISIT, tell_person, tell_posts

CLOSED = "security.closed_visit"  # the right to let somebody in in class hours all the same
GUARD = "security.enter_visit"
CARS = frozenset((VisitKind.SUPPLIER, VisitKind.WORKER, VisitKind.OFFICIAL))


def is_closed(now: datetime) -> bool:
    """Whether the school is closed to parents and idle people: in class hours of a school day."""
    local = timezone.localtime(now)
    begin, end = (time.fromisoformat(str(rules.value(f"security.closed_{name}"))) for name in ("from", "to"))
    return is_school_day(local.date()) and begin <= local.time() < end


def visit_write(*, host: Person, now: datetime, actor: User, **values: Any) -> Visit:
    """Somebody stands at the gate. The person he wants is told, and says yes or no on his phone or by telephone.

    Raises ValidationError: a host who is not here, something banned on him, a car that may not come in.
    """
    if host.status != PersonStatus.HERE or host.kind not in (PersonKind.STAFF, PersonKind.TEACHER):
        raise ValidationError({"host": _("请选在校的教职工。")})
    if not values.get("goods_seen", True):
        raise ValidationError({"goods_seen": _("带了违禁物品的先扣下、记事件，不能登记进校。")})
    plate = str(values.pop("plate", "")).replace(" ", "").upper()
    kind = values.get("kind", VisitKind.PARENT)
    if plate and kind not in CARS and not rules.value("security.cars_allowed"):
        raise ValidationError({"plate": _("校外车辆不能进校，请停在外面。只有送货、施工和检查的车可以登记。")})
    meets = Meets.LOBBY if kind in (VisitKind.PARENT, VisitKind.OTHER) and is_closed(now) else Meets.INSIDE
    with records.deed():
        visit = records.create(
            Visit, actor=actor, host=host, plate=plate, meets=meets, came_at=now, on=timezone.localdate(now),
            guard=person_of(actor), **values,
        )  # fmt: skip
        title = _("有人来访，在校门口等您确认：%(kind)s") % {"kind": visit.get_kind_display()}
        url = reverse("security:answer", args=[visit.pk])
        tell_person(host, title, url=url, about=visit, kind=VISIT, urgent=True, now=now)
    return visit


def visit_enter(visit: Visit, *, badge: str = "", inside: bool = False, now: datetime, actor: User) -> Visit:
    """The host says yes: himself, or the guard who has him on the telephone.

    In class hours a parent stays in the reception room and the host comes to him; `inside`: somebody with the right to
    lets him in all the same. Raises ValidationError for who is neither the host nor at the gate.
    """
    person = person_of(actor)
    is_host = person is not None and person.pk == visit.host_id
    if not is_host and not actor.has_perm(GUARD):
        raise ValidationError(_("只有被访人和门卫可以放行。"), code="not_yours")
    meets = visit.meets
    if inside and meets == Meets.LOBBY:
        if not actor.has_perm(CLOSED):
            raise ValidationError(_("上课期间封闭管理：家长在接待室等，请被访人出来见。"), code="closed")
        meets = Meets.INSIDE
    how = Confirmed.PROGRAM if is_host else Confirmed.PHONE
    with records.deed():
        done = records.take(
            visit, "enter", actor=actor, confirmed=how, entered_at=now, meets=meets, badge=badge.strip() or visit.badge
        )
        if is_host:
            url = reverse("security:guard")
            title = _("来访已经确认，可以放行：%(kind)s") % {"kind": visit.get_kind_display()}
            tell_person(visit.guard, title, url=url, about=done, kind=VISIT, urgent=True, now=now)
    return done


def visit_refuse(visit: Visit, *, refusal: str, now: datetime, actor: User) -> Visit:
    """Not let in: by the host, or at the gate. Raises ValidationError without a reason, or for anybody else."""
    person = person_of(actor)
    is_host = person is not None and person.pk == visit.host_id
    if not is_host and not actor.has_perm(GUARD):
        raise ValidationError(_("只有被访人和门卫可以劝返。"), code="not_yours")
    if not refusal.strip():
        raise ValidationError({"refusal": _("请写为什么不让进。")})
    with records.deed():
        done = records.take(visit, "refuse", actor=actor, refusal=refusal.strip()[:100])
        if is_host:
            url = reverse("security:guard")
            title = _("被访人不见，请劝返：%(kind)s") % {"kind": visit.get_kind_display()}
            tell_person(visit.guard, title, url=url, about=done, kind=VISIT, urgent=True, now=now)
    return done


def visit_leave(visit: Visit, *, now: datetime, actor: User) -> Visit:
    """He is out of the gate, his badge is back."""
    return records.take(visit, "leave", actor=actor, left_at=now)


def visits_left_behind(*, now: datetime, actor: User) -> int:
    """In the evening: who has come in and not gone out is told to the guards and the heads; returns how many."""
    rows = Visit.objects.filter(status=VisitStatus.INSIDE, entered_at__lt=now).order_by("entered_at")
    first, count = rows.first(), rows.count()
    if first is not None:
        title = _("还有 %(n)s 批来访没有登记离开，请核实人走了没有") % {"n": count}
        url = f"{reverse('security.visit:list')}?status={VisitStatus.INSIDE}"
        tell_posts(("guard", "director"), title, url=url, about=first, kind=GATE, urgent=False, now=now)
    return count
