"""Whether the school can open: rooms, desks, what is needed, what is handed out, and what is checked before the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.people.api import SchoolClass
from lvye.kernel.terms.api import Term
from lvye.modules.assets.api import SeatPlan, seating
from lvye.modules.repairs.api import PlannedWork

from .models import Handout, HandoutStatus, NeedsList, NeedsStatus, PackStatus
from .queries import needs_of
from .services import request_of

AROUND = timedelta(days=45)  # works whose opening day lies so near a term's first day are for that term
MOST = 6


@dataclass(frozen=True)
class Item:
    """One thing that must be ready. kind: done, soon (still to do) or late (to do, and the day has come)."""

    title: str
    kind: str
    words: str
    url: str
    rows: tuple[str, ...] = ()


def opening_term(today: date) -> Term | None:
    """The term that opens next, or opened within the last three weeks."""
    rows = Term.objects.filter(begins_on__gte=today - timedelta(days=21)).order_by("begins_on")
    found: Term | None = rows.first()
    return found


def readiness(term: Term, *, today: date) -> list[Item]:
    """Every item, in the order in which they are done."""
    is_late = today >= term.begins_on
    todo = "late" if is_late else "soon"
    return [
        _rooms(todo),
        *_seats(term, todo, today),
        _supplies(term, todo),
        _handouts(term, todo),
        _checked(term, todo),
    ]


def _item(title: str, wrong: str, right: str, url: str, todo: str, *, rows: Any = ()) -> Item:
    return Item(title, todo if wrong else "done", wrong or right, url, tuple(rows)[:MOST])


def _rooms(todo: str) -> Item:
    classes = SchoolClass.objects.filter(is_open=True)
    bare = [one.name for one in classes.filter(room=None).order_by("sort", "name")]
    doubled = classes.exclude(room=None).values("room__full_name").annotate(n=Count("pk")).filter(n__gt=1)
    shared = [_("%(room)s 有 %(n)s 个班") % {"room": row["room__full_name"], "n": row["n"]} for row in doubled]
    n = {"n": len(bare) + len(shared)}
    right = _("%(n)s 个班都有教室") % {"n": classes.count()}
    wrong = _("%(n)s 处要和教务处调整") % n if n["n"] else ""
    lines = [_("%(name)s 还没有教室") % {"name": name} for name in bare] + shared
    return _item(_("教室"), wrong, right, reverse("people.schoolclass:list"), todo, rows=lines)


def _seats(term: Term, todo: str, today: date) -> list[Item]:
    """Desks always, beds where they are planned."""
    plans = SeatPlan.objects.filter(term=term).exclude(status="dropped")
    found = []
    for kind in SeatPlan.Kind:
        plan = plans.filter(kind=kind).order_by("-pk").first()
        if plan is None:
            if kind == SeatPlan.Kind.DESKS:
                url = reverse("assets.seatplan:list")
                found.append(_item(str(kind.label), _("还没有按班级人数排"), "", url, todo))
            continue
        now = seating(plan, today=today)
        lack = [_("%(good)s 还缺 %(n)s") % {"good": good.label, "n": short} for good, *_n, short in now.totals if short]
        moves = sum(move.qty for move in now.moves)
        wrong = _("还缺，要添置") if lack else (_("要搬 %(n)s 件") % {"n": moves} if moves else "")
        url = reverse("assets.seatplan:detail", args=[plan.pk])
        found.append(_item(str(kind.label), wrong, _("每个班都够"), url, todo, rows=lack))
    return found


def _supplies(term: Term, todo: str) -> Item:
    needs = NeedsList.objects.filter(term=term).exclude(status=NeedsStatus.DROPPED).order_by("-pk").first()
    if needs is None:
        return _item(_("用品清单"), _("还没有拉清单"), "", reverse("openings.needslist:new"), todo)
    url, request = reverse("openings:needs", args=[needs.pk]), request_of(needs)
    if needs.status == NeedsStatus.DRAFT:
        return _item(_("用品清单"), _("拉好了，还没有定"), "", url, todo)
    if request is None:
        to_buy = needs.lines.filter(qty__gt=0).count()
        wrong = _("定好了，%(n)s 样还没有去买") % {"n": to_buy} if to_buy else ""
        return _item(_("用品清单"), wrong, _("库存都够"), url, todo)
    words = _("采购申请 %(number)s：%(now)s") % {"number": request.number, "now": request.get_status_display()}
    is_done = request.status == request.Status.DONE
    return _item(_("用品清单"), "" if is_done else words, words, url, todo)


def _handouts(term: Term, todo: str) -> Item:
    handout = Handout.objects.filter(term=term).exclude(status=HandoutStatus.DROPPED).order_by("-pk").first()
    if handout is None:
        return _item(_("开学发放"), _("还没有安排"), "", reverse("openings.handout:new"), todo)
    packs = handout.packs.exclude(status=PackStatus.DROPPED)
    of, done = packs.count(), packs.filter(status=PackStatus.HANDED).count()
    short = [
        _("%(item)s 还差 %(n)s%(unit)s") % {"item": one.item.name, "n": f"{one.short:f}", "unit": one.item.unit}
        for one in needs_of(handout) if one.short
    ]  # fmt: skip
    told = {"done": done, "of": of}
    wrong = "" if done == of and not short else _("发了 %(done)s 份，共 %(of)s 份") % told
    url = reverse("openings:board", args=[handout.pk])
    return _item(_("开学发放"), wrong, _("%(of)s 份都发到了") % told, url, todo, rows=short)


def _checked(term: Term, todo: str) -> Item:
    """Water, light, heating, rooms: what is on the list of works to be done before the opening."""
    near = (term.begins_on - AROUND, term.begins_on + AROUND)
    works = PlannedWork.objects.filter(opening_on__range=near).exclude(status=PlannedWork.Status.DROPPED)
    open_ones = works.exclude(status=PlannedWork.Status.DONE).order_by("due_on", "pk")
    url = reverse("repairs.plannedwork:list")
    if not works.exists():
        return _item(_("水电暖和房屋检修"), _("还没有列开学前检修"), "", url, todo)
    n = {"n": open_ones.count(), "of": works.count()}
    wrong = _("%(of)s 项里还有 %(n)s 项没有完成") % n if n["n"] else ""
    return _item(
        _("水电暖和房屋检修"), wrong, _("%(of)s 项都完成了") % n, url, todo, rows=(one.name for one in open_ones[:MOST])
    )
