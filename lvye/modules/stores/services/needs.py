"""领用申请: somebody needs goods; within quota the keeper hands them out, beyond it somebody agrees first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals import api as approvals
from lvye.kernel.people.api import Person, SchoolClass, person_of
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kit import say
from lvye.modules.stores.models import Holding, Item, Need, NeedLine, NeedStatus, Store

from .ledger import ZERO, cents
from .lines import OutLike, outgoing
from .quotas import reasons
from .telling import tell_need


def need_ask(
    *,
    person: Person,
    lines: Sequence[OutLike],
    to_class: SchoolClass | None = None,
    to_place: Place | None = None,
    store: Store | None = None,
    wanted_on: date | None = None,
    why: str = "",
    now: datetime,
    actor: User,
) -> Need:
    """Ask for goods. What the department has a quota for and what needs no approval is ready to be handed out at once.

    Raises ValidationError for no lines, a day gone by, or another's name without the keeper's right.
    """
    today = timezone.localdate(now)
    if wanted_on is not None and wanted_on < today:
        raise ValidationError({"wanted_on": _("要用的日期已经过了。")})
    if person_of(actor) != person and not actor.has_perm("stores.counter_issue"):
        raise ValidationError(_("只能替自己申请。"))
    rows = outgoing(lines)
    over = reasons(person.department, [(row["item"], row["qty"]) for row in rows], today)
    with records.deed():
        need = records.create(
            Need, actor=actor, person=person, department=person.department, to_class=to_class, to_place=to_place,
            store=store, asked_on=today, wanted_on=wanted_on, why=why.strip(), what=_words(rows),
            over="；".join(over)[:300], status=NeedStatus.ASKED if over else NeedStatus.AGREED,
        )  # fmt: skip
        records.create_many(NeedLine, [_line(need, row) for row in rows], actor=actor, check=False)
        if over:
            approvals.ask(need, actor=actor, reason=need.over, now=now)
            need.refresh_from_db()
        if need.status == NeedStatus.AGREED:
            tell_need(need, now=now)
    return need


def need_agreed(need: Need, *, actor: User) -> Need:
    """The last who had to agree has agreed: the keeper may hand it out."""
    with records.deed():
        agreed = records.take(need, "agree", actor=actor)
        tell_need(agreed, now=timezone.now())  # house: called by approvals, which pass no clock
    return agreed


def need_refused(need: Need, *, actor: User, reason: str = "") -> Need:
    """It was not agreed to."""
    return records.take(need, "refuse", actor=actor, answer=reason[:200])


def need_withdraw(need: Need, *, now: datetime, actor: User) -> Need:
    """The one who asked takes it back, as long as nothing was handed out."""
    if need.issues.filter(reverses__isnull=True, reversal__isnull=True).exists():
        raise ValidationError(_("已经发过一部分了，不能撤回。"))
    if need.person.user_id != actor.pk and not actor.has_perm("stores.counter_issue"):
        raise ValidationError(_("只有申请人自己能撤回。"))
    with records.deed():
        if need.status == NeedStatus.ASKED and approvals.open_asking(need) is not None:
            approvals.withdraw(need, actor=actor, now=now)
            need.refresh_from_db()
            return need
        return need_taken_back(need, actor=actor)


def need_taken_back(need: Need, *, actor: User) -> Need:
    """Its asking was withdrawn: so is it."""
    return records.take(need, "withdraw", actor=actor)


def need_finish(need: Need, *, actor: User) -> Need:
    """Nothing more will be handed out for it, though it was less than asked for."""
    return records.take(need, "hand_out", actor=actor)


def need_amount(need: Need) -> Decimal:
    """About what it is worth, at what lies in the stores: what chains measure."""
    total = ZERO
    for line in need.lines.select_related("item"):
        sums = Holding.objects.filter(item=line.item).aggregate(qty=Sum("qty"), value=Sum("value"))
        if sums["qty"]:
            total += cents(sums["value"] * line.qty / sums["qty"])
    return total


def need_open(need: Need) -> list[tuple[Item, Decimal]]:
    """What of it has not been handed out yet."""
    given: dict[int, Decimal] = {}
    for issue in need.issues.all():
        for gone in issue.lines.all():
            given[gone.item_id] = given.get(gone.item_id, ZERO) + gone.qty
    found = []
    for line in need.lines.select_related("item", "item__kind").order_by("pk"):
        left = line.qty - given.get(line.item_id, ZERO)
        if left > 0:
            found.append((line.item, left))
    return found


def _line(need: Need, row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("item", "qty", "unit", "unit_qty")} | {"need": need}


def _words(rows: list[dict[str, Any]]) -> str:
    words = [f"{row['item']} {say.qty(row['unit_qty'])}{row['unit']}" for row in rows]
    return "、".join(words)[:300]
