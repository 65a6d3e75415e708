"""Before the first scan: the scope, who counts where, and the freeze of the book."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import BooleanField, CharField, DecimalField, F, PositiveIntegerField, Q, QuerySet, Sum, Value
from django.db.models import Count as Number
from django.db.models.expressions import Case, ExpressionWrapper, When
from django.db.models.functions import Round
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place, within
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import next_number
from lvye.modules.assets.api import ON_BOOKS, Asset, Status, below, pieces_lent
from lvye.modules.counts.models import Count, Counter, CountStatus, Line, Result, Scope

OF_SCOPE = {Scope.PLACE: "place", Scope.DEPARTMENT: "department", Scope.CLASS: "asset_class"}
NOT_HERE = (Status.LENT, Status.REPAIR, Status.LOST)


def count_plan(*, name: str, due_on: date, today: date, actor: User, scope: str = Scope.SCHOOL, **values: Any) -> Count:
    """Plan a count of the school, a place, a department or a class of assets. Raises ValidationError."""
    _refuse_past(due_on, today)
    with records.deed():
        number = f"PD{today.year}-{next_number(f'counts.count:{today.year}', 2)}"
        given = _of_scope(scope, values) | {"name": name, "scope": scope, "due_on": due_on}
        return records.create(Count, actor=actor, number=number, **given)


def count_replan(count: Count, *, actor: User, today: date, **values: Any) -> Count:
    """Another name or day, and before the start another scope. Raises ValidationError for a scope changed later."""
    if (due_on := values.get("due_on")) and due_on != count.due_on:
        _refuse_past(due_on, today)
    scope = values.get("scope", count.scope)
    chosen = _of_scope(scope, {name: values.get(name, getattr(count, name)) for name in OF_SCOPE.values()})
    values |= chosen
    fixed = {"scope", *OF_SCOPE.values()}
    if count.status != CountStatus.PLANNED and any(getattr(count, k) != v for k, v in values.items() if k in fixed):
        raise ValidationError(_("盘点已经开始，范围不能再改；要改请作废了重新安排。"))
    return records.amend(count, actor=actor, **values)


def count_drop(count: Count, *, actor: User, why: str = "") -> Count:
    """It is not carried out after all. Raises ValidationError without a reason."""
    if not why.strip():
        raise ValidationError({"why": _("作废要写明原因。")})
    return records.take(count, "drop", actor=actor, why=why.strip())


def counter_add(*, count: Count, person: Person, place: Place | None = None, actor: User) -> Counter:
    """Give somebody a place to count, or the whole count. Raises ValidationError once the counting has ended."""
    _refuse_ended(count)
    return records.create(Counter, actor=actor, count=count, person=person, place=place)


def counter_drop(counter: Counter, *, actor: User, reason: str = "") -> None:
    """He does not count there. What he has counted stays."""
    _refuse_ended(counter.count)
    records.remove(counter, actor=actor, reason=reason)


def count_begin(count: Count, *, now: datetime, actor: User) -> Count:
    """Freeze what the book says, a line for each card of the scope. Raises ValidationError: no counters, no cards."""
    if not count.counters.exists():
        raise ValidationError(_("先安排盘点人，再开始盘点。"))
    with records.deed():
        begun = records.take(count, "begin", actor=actor, begun_at=now)
        cards = in_scope(begun)
        _freeze(begun, cards)
        totals = Line.objects.filter(count=begun).aggregate(n=Number("pk"), value=Sum("value"))
        if not totals["n"]:
            raise ValidationError(_("这个范围里没有资产卡片，不用盘点。"))
        return records.amend(
            begun, actor=actor, verb="freeze", book_count=totals["n"], book_value=totals["value"],
            reason=_("盘点开始时的账面"),
        )  # fmt: skip


def in_scope(count: Count) -> QuerySet[Asset]:
    """The cards a count is about, as the books stand now."""
    cards = Asset.objects.filter(status__in=ON_BOOKS)
    if count.scope == Scope.PLACE and count.place is not None:
        return cards.filter(within(count.place))
    if count.scope == Scope.DEPARTMENT:
        return cards.filter(department=count.department)
    if count.scope == Scope.CLASS and count.asset_class is not None:
        return cards.filter(below(count.asset_class))
    return cards


def _freeze(count: Count, cards: QuerySet[Asset]) -> None:
    """One statement for any number of cards. Its trace is the count's own: how many lines, and what they are worth.

    Of a lot some pieces of which are lent, the rest is expected; where all are, none is.
    """
    here = ExpressionWrapper(F("qty") - F("out"), output_field=PositiveIntegerField())
    some, none = Q(out__gt=0, out__lt=F("qty")), Q(out__gte=F("qty"))
    money = DecimalField(max_digits=14, decimal_places=2)
    share = Round(ExpressionWrapper(F("value") * here / F("qty"), output_field=money), precision=2, output_field=money)
    columns: dict[str, Any] = {
        "count_id": Value(count.pk), "asset_id": F("pk"), "number": F("number"), "name": F("name"),
        "place_id": F("place_id"), "building_id": F("building_id"), "department_id": F("department_id"),
        "keeper_id": F("keeper_id"), "qty": Case(When(some, then=here), default=F("qty")),
        "value": Case(When(some, then=share), default=F("value")), "book_status": F("status"),
        "is_expected": Case(
            When(Q(status__in=NOT_HERE) | none, then=Value(False)), default=Value(True), output_field=BooleanField()
        ),
        "result": Value(Result.WAITING.value, CharField()), "condition": Value("", CharField()),
        "note": Value("", CharField()),
    }  # fmt: skip
    rows = cards.annotate(out=pieces_lent()).order_by("place_id", "number").values_list(*columns.values())
    sql, params = rows.query.sql_with_params()
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{Line._meta.db_table}" ({names}) {sql}', params)


def _of_scope(scope: str, values: dict[str, Any]) -> dict[str, Any]:
    """Only what the scope needs is kept; the database asks for the one that is missing."""
    kept = OF_SCOPE.get(Scope(scope))
    return {name: values.get(name) if name == kept else None for name in OF_SCOPE.values()}


def _refuse_past(due_on: date, today: date) -> None:
    if due_on < today:
        raise ValidationError({"due_on": _("盘完的期限不能早于今天。")})


def _refuse_ended(count: Count) -> None:
    if count.status not in (CountStatus.PLANNED, CountStatus.RUNNING):
        text = _("这次盘点已经是“%(now)s”，不用再安排人。")
        raise ValidationError(text % {"now": count.get_status_display()})
