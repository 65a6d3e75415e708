"""Requests: written, put before those who must agree, agreed to, given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals import api as approvals
from lvye.kernel.people.api import person_of
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import add_workdays
from lvye.modules.assets.api import AssetClass
from lvye.modules.finance import api as finance
from lvye.modules.finance.api import BudgetLine
from lvye.modules.partners.api import SupplyCategory
from lvye.modules.procurement import splitting, ways
from lvye.modules.procurement.around import around
from lvye.modules.procurement.models import (
    Into,
    Order,
    OrderStatus,
    PlanLine,
    Request,
    RequestLine,
    RequestStatus,
    Way,
    pointing,
)
from lvye.modules.stores.api import Item

from .amounts import called, yuan


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One thing somebody wants. price: yuan for one, as he thinks; item: what of the store it is, if known."""

    name: str
    qty: Decimal
    unit: str
    price: Decimal
    spec: str = ""
    into: str = Into.STORE
    asset_class: AssetClass | None = None
    item: Item | None = None


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A request as it is filled in. about: the record it is begun from (a repair that waits for parts).

    despite, split_why, emergency_why: answers the rules may ask for.
    """

    lines: Sequence[Wanted]
    category: SupplyCategory
    budget_line: BudgetLine
    why: str
    place: Place | None = None
    wanted_on: date | None = None
    plan_line: PlanLine | None = None
    about: records.Record | None = None
    despite: str = ""
    split_why: str = ""
    is_emergency: bool = False
    emergency_why: str = ""
    way: str = field(default="")
    way_why: str = ""

    @property
    def estimate(self) -> Decimal:
        """Yuan, all lines together."""
        return sum((yuan(one.qty * one.price) for one in self.lines), Decimal(0))


def request_make(wish: Wish, *, today: date, actor: User) -> Request:
    """Write a request down as a draft.

    Raises ValidationError: nothing wanted, a budget line out of force, things there already without a reason to buy
    all the same, pieces over a line of the law without a word about it, an emergency without its cause.
    """
    values = _judged(wish, today=today)
    person = person_of(actor)
    with records.deed():
        number = f"CG-{today.year}-{rules.next_number(f'procurement.request:{today.year}', 4)}"
        made = records.create(
            Request, actor=actor, number=number, requester=actor, person=person, asked_on=today,
            department=person.department if person else None, **pointing(wish.about), **values,
        )  # fmt: skip
        _lines(made, wish, actor)
    return made


def request_change(request: Request, wish: Wish, *, today: date, actor: User) -> Request:
    """Write a draft anew. Raises ValidationError as `request_make`, and for what is a draft no more."""
    if request.status != RequestStatus.DRAFT:
        text = _("这份申请现在是“%(now)s”，不能改。")
        raise ValidationError(text % {"now": request.get_status_display()})
    values = _judged(wish, today=today, but=request.pk)
    with records.deed():
        changed = records.amend(request, actor=actor, **values)
        known = {(line.name, line.spec): line.item for line in request.lines.select_related("item")}
        for line in request.lines.all():
            records.remove(line, actor=actor, reason=_("改写申请"))
        _lines(changed, wish, actor, known)
    return changed


def _lines(
    request: Request, wish: Wish, actor: User, known: Mapping[tuple[str, str], Item | None] | None = None
) -> None:
    """`known`: which item of the store a line of that name and specification was before it was written anew."""
    for one in wish.lines:
        name, spec = one.name.strip(), one.spec.strip()
        records.create(
            RequestLine, actor=actor, request=request, name=name, spec=spec, qty=one.qty, unit=one.unit.strip(),
            price=yuan(one.price), into=one.into, asset_class=one.asset_class,
            item=one.item or (known or {}).get((name, spec)),
        )  # fmt: skip


def _judged(wish: Wish, *, today: date, but: int | None = None) -> dict[str, Any]:
    """The wish as fields, with what the rules and the watch say about it."""
    if not wish.lines:
        raise ValidationError({"lines": _("请至少写一样要买的东西。")})
    amount = wish.estimate
    if amount <= 0:
        raise ValidationError({"lines": _("请写上大概的单价，才知道怎么买、由谁批。")})
    if wish.is_emergency and not wish.emergency_why.strip():
        raise ValidationError({"emergency_why": _("紧急采购要写明原因。")})
    stands = around([one.name for one in wish.lines], on=today, but=but).words
    if stands and not wish.despite.strip():
        raise ValidationError({"despite": _("学校里有现成的：%(what)s。还要买，请写明为什么。") % {"what": stands}})
    way = _way(wish, amount, today)
    said = splitting.watch(amount, wish.budget_line, wish.category, way=way["way"], on=today, but=but)
    if said and said.tone == "late" and not wish.split_why.strip():
        raise ValidationError({"split_why": _("%(words)s。请写明情况。") % {"words": said.words}})
    return way | {
        "what": called(one.name.strip() for one in wish.lines), "category": wish.category,
        "budget_line": wish.budget_line, "plan_line": wish.plan_line, "why": wish.why.strip(), "place": wish.place,
        "wanted_on": wish.wanted_on, "estimate": amount, "stands": stands[:1000], "despite": wish.despite.strip(),
        "split_words": said.words if said else "", "split_why": wish.split_why.strip() if said else "",
        "is_emergency": wish.is_emergency, "emergency_why": wish.emergency_why.strip(),
    }  # fmt: skip


def _way(wish: Wish, amount: Decimal, today: date) -> dict[str, str]:
    choice = ways.choose(amount, wish.category, on=today)
    found = {"way": choice.way, "way_by_rule": choice.way, "way_words": choice.sentence, "way_why": ""}
    if wish.is_emergency and choice.way != Way.TENDER:
        return found | {"way": Way.DIRECT, "way_why": _("紧急采购：%(why)s") % {"why": wish.emergency_why.strip()}}
    return found


def way_change(request: Request, way: str, *, why: str, actor: User) -> Request:
    """Take another way than the rules ask for, with the reason. Raises ValidationError without one, or after ordering.

    Back to the way of the rules needs none.
    """
    if request.status not in (RequestStatus.DRAFT, RequestStatus.AGREED):
        text = _("这份申请现在是“%(now)s”，不能换采购方式。")
        raise ValidationError(text % {"now": request.get_status_display()})
    if way not in Way.values:
        raise ValidationError({"way": _("请选一种采购方式。")})
    by_rule = way == request.way_by_rule
    if not by_rule and not why.strip():
        text = _("按规则应当%(way)s，换一种要写明理由。")
        raise ValidationError({"why": text % {"way": request.get_way_by_rule_display()}})
    reason = "" if by_rule else why.strip()
    return records.amend(request, actor=actor, verb="way", reason=reason, way=way, way_why=reason)


def request_send(
    request: Request, *, exception_reason: str = "", now: datetime | None = None, today: date, actor: User
) -> Request:
    """Put it before those who must agree: the estimate is held of the budget line from now on.

    Raises finance's OverBudget where the line has not so much left, ValidationError where no chain of approval fits.
    """
    with records.deed():
        taken = records.take(request, "ask", actor=actor)
        finance.commit(
            taken.budget_line, taken.estimate, about=taken, actor=actor, exception_reason=exception_reason, on=today
        )
        approvals.ask(taken, actor=actor, now=now)
    taken.refresh_from_db()
    return taken


def request_agreed(request: Request, *, actor: User) -> Request:
    """The last agreement is there. Called by the approvals alone."""
    return records.take(request, "agree", actor=actor)


def request_refused(request: Request, *, actor: User, reason: str) -> Request:
    """Not agreed to: the money is free again. Called by the approvals alone."""
    with records.deed():
        finance.release(request, actor=actor)
        return records.take(request, "refuse", actor=actor, reason=reason)


def request_back(request: Request, *, actor: User, reason: str = "") -> Request:
    """Back to who asked, as a draft; the money is free again. Called by the approvals (sent back, withdrawn)."""
    if request.status == RequestStatus.DRAFT:  # sent back first, taken back then
        return request
    with records.deed():
        finance.release(request, actor=actor)
        return records.take(request, "send_back", actor=actor, reason=reason)


def request_cancel(request: Request, *, ended_why: str, actor: User) -> Request:
    """Give it up before anything was ordered; the money is free again. Raises ValidationError without a reason."""
    if not ended_why.strip():
        raise ValidationError({"ended_why": _("请写明为什么取消。")})
    with records.deed():
        finance.release(request, actor=actor)
        if approvals.open_asking(request) is not None:
            approvals.withdraw(request, actor=actor, reason=ended_why.strip())
        return records.take(request, "cancel", actor=actor, reason=ended_why.strip(), ended_why=ended_why.strip())


def request_report(request: Request, *, report: str, today: date, actor: User) -> Request:
    """Report an emergency afterwards: what happened, what was bought. Raises ValidationError for an ordinary one."""
    if not request.is_emergency or request.reported_on is not None:
        raise ValidationError(_("这份申请不用补报告。"))
    if not report.strip():
        raise ValidationError({"report": _("请写明当时的情况和买了什么。")})
    with records.deed():
        kept = records.amend(request, actor=actor, verb="report", report=report.strip(), reported_on=today)
        return request_settle(kept, actor=actor)


def report_due(request: Request, *, today: date) -> date | None:
    """Until when an emergency is to be reported; None for an ordinary request."""
    if not request.is_emergency:
        return None
    return add_workdays(today, int(rules.value("procurement.report_days", on=today)))


def request_settle(request: Request, *, actor: User) -> Request:
    """Done, once its order is settled and, in an emergency, the report is there; otherwise as it was."""
    settled = Order.objects.filter(request=request, status=OrderStatus.SETTLED).exists()
    if request.status != RequestStatus.ORDERED or not settled:
        return request
    if request.is_emergency and request.reported_on is None:
        return request
    return records.take(request, "finish", actor=actor)


def signers_of(request: Request) -> set[int]:
    """The users who agreed to a request."""
    turns = approvals.Turn.objects.filter(asking__in=approvals.history_of(request).values("pk"), status="agreed")
    return {pk for pk in turns.values_list("decided_by", flat=True) if pk is not None}
