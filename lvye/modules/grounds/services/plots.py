"""The deeds of the plots: what was planted, what lived of it, the work that was done."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.modules.grounds.models import Planting, PlotKind, Unit, Work, WorkKind

from .design import refuse_part


def work_record(*, today: date, actor: User, **values: Any) -> Work:
    """Write down work that was done, by the actor where nobody else is named.

    Raises ValidationError: a day to come or in a closed term, something put out without agent and hour, a quantity of
    nothing.
    """
    on = values.setdefault("on", today)
    if on > today:
        raise ValidationError({"on": _("这一天还没有到。")})
    refuse_closed(on)
    plot = values.get("plot")
    refuse_part(values.get("part"), plot)
    if values["kind"] == WorkKind.RENEW and (plot is None or plot.kind != PlotKind.POND):
        raise ValidationError({"plot": _("换水要选哪一个池塘。")})
    if plot is not None and values.get("place") is None:
        values["place"] = plot.place
    if values.get("person") is None and not values.get("hired"):
        values["person"] = person_of(actor)
    return records.create(Work, actor=actor, **values)


def planting_create(*, today: date, actor: User, **values: Any) -> Planting:
    """Write down what was planted.

    Raises ValidationError for a day to come or in a closed term, or as part of a design that is over.
    """
    if values["planted_on"] > today:
        raise ValidationError({"planted_on": _("这一天还没有到。")})
    refuse_closed(values["planted_on"])
    refuse_part(values.get("part"), values["plot"])
    due = values["planted_on"] + timedelta(days=int(rules.value("grounds.count_days", today)))
    return records.create(Planting, actor=actor, count_due_on=due, **values)


def planting_count(planting: Planting, *, lived: int | None, today: date, actor: User) -> Planting:
    """How many lived. Raises ValidationError without a number, and for more than are left of what was planted."""
    if lived is None:
        raise ValidationError({"lived": _("请写成活多少，一株没活写 0。")})
    if lived > planting.count:
        raise ValidationError({"lived": _("成活不能比栽种的还多。")})
    if lived > (left := planting.left):
        text = _("已经记了死掉的，最多还剩 %(n)s。")
        raise ValidationError({"lived": text % {"n": left}}, code="more_than_left")
    return records.take(planting, "count", actor=actor, lived=lived, counted_on=today)


def work_of_check(
    kind: str, *, result: int, on: date, plot: Any, place: Place, qty: Decimal | None, unit: str, person: Person | None,
    agent: str, safe_at: datetime | None, note: str, actor: User,
) -> Work | None:  # fmt: skip
    """The work that a recurring check was: once for each result; None where it was written down already."""
    if Work.objects.filter(result=result).exists():
        return None
    sprayed: dict[str, Any] = {"agent": agent, "safe_at": safe_at} if kind == WorkKind.PEST else {}
    return records.create(
        Work, actor=actor, on=on, kind=kind, place=place, plot=plot, qty=qty or Decimal(1),
        unit=unit if qty else Unit.TIMES, person=person, hired="" if person else str(_("未记名")), note=note[:200],
        result=result, **sprayed,
    )  # fmt: skip
