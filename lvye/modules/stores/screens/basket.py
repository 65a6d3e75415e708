"""What the pages with a basket share: looking for goods and people while typing, and the lines that come back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Department, Person, PersonKind, PersonStatus, SchoolClass
from lvye.kernel.records.api import matching
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.stores import services
from lvye.modules.stores.models import Holding, IssueLine, Item, Store
from lvye.modules.stores.queries import stock_like

HITS, OFTEN = 12, 8
LOOK = "stores.view_item"
BLANK = {"item": "", "units": (), "qty": "1"}  # what the script makes new lines of


@dataclass
class Row:
    """One line of a basket as the page draws it."""

    item: Item
    units: list[str]
    qty: str = "1"
    unit: str = ""
    there: Decimal | None = None
    price: str = ""
    lot: str = ""
    expires_on: str = ""


def stores_for(user: User) -> list[Store]:
    """The stores somebody posts in, the general one first."""
    rows = Store.objects.filter(is_active=True).select_related("parent", "keeper").order_by("level", "pk")
    return [store for store in rows if services.may_keep(store, user)]


def chosen_store(stores: list[Store], text: str) -> Store | None:
    """The store that is named, else the first."""
    return next((store for store in stores if str(store.pk) == text), stores[0] if stores else None)


def rows_of(items: Iterable[tuple[Item, Decimal]], store: Store | None) -> list[Row]:
    """Lines made from what is known already: a request, what is often taken."""
    listed = list(items)
    there = _there([item.pk for item, _qty in listed], store)
    return [Row(item, units_of(item), f"{qty.normalize():f}", item.unit, there.get(item.pk)) for item, qty in listed]


def rows_posted(data: QueryDict, store: Store | None) -> list[Row]:
    """The lines as they were sent, to draw the page again."""
    columns = [data.getlist(name) for name in ("item", "qty", "unit", "price", "lot", "expires_on")]
    items = (
        Item.objects.select_related("kind")
        .prefetch_related("units")
        .in_bulk([pk for pk in columns[0] if pk.isdecimal()])
    )
    there = _there(list(items), store)
    rows = []
    for n, pk in enumerate(columns[0]):
        item = items.get(int(pk)) if pk.isdecimal() else None
        if item is not None:
            qty, unit, price, lot, expires_on = (column[n] if n < len(column) else "" for column in columns[1:])
            rows.append(Row(item, units_of(item), qty, unit, there.get(item.pk), price, lot, expires_on))
    return rows


def outs(rows: Iterable[Row]) -> list[services.Out]:
    """The lines as goods going out. Raises ValidationError for what is no number."""
    return [services.Out(row.item, number(row.qty, row.item), row.unit) for row in rows]


def ins(rows: Iterable[Row]) -> list[services.In]:
    """The lines as goods coming in. Raises ValidationError for what is no number or no day."""
    return [
        services.In(
            row.item, number(row.qty, row.item), number(row.price, row.item), row.lot, day(row.expires_on), row.unit
        )
        for row in rows
    ]  # fmt: skip


def number(text: str, item: Item) -> Decimal:
    """What was typed, as a number."""
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        raise ValidationError(_("%(item)s：数量和单价要写数字。") % {"item": item}) from None
    if not found.is_finite():
        raise ValidationError(_("%(item)s：数量和单价要写数字。") % {"item": item})
    return found


def day(text: str) -> dt.date | None:
    """A day of a date box; none where it is empty."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise ValidationError(_("日期写得不对。")) from None


def units_of(item: Item) -> list[str]:
    """Its own unit, and the others."""
    return [item.unit, *(unit.name for unit in item.units.all())]


def often_taken(store: Store | None) -> list[Item]:
    """What is handed out most of what lies in the store: tiles that save the typing."""
    if store is None:
        return []
    lately = IssueLine.objects.filter(issue__store=store, qty__gt=0).order_by("-pk").values("pk")[:300]
    rows = IssueLine.objects.filter(pk__in=lately).values("item").annotate(n=Count("pk")).order_by("-n", "item")[:OFTEN]
    found = Item.objects.filter(is_active=True).prefetch_related("units").in_bulk([row["item"] for row in rows])
    there = _there(list(found), store)
    items = [found[row["item"]] for row in rows if row["item"] in found]
    for item in items:
        item.there = there.get(item.pk, Decimal(0))  # type: ignore[attr-defined]
    return items


@needs(LOOK)
def find_items(request: AuthedRequest) -> HttpResponse:
    """Goods that fit what is typed or scanned, with how much of each is there."""
    text = request.GET.get("q", "")[:60]
    pk = request.GET.get("store", "")
    store = Store.objects.filter(pk=pk).first() if pk.isdecimal() else None
    items = list(stock_like(text).prefetch_related("units")[:HITS]) if text.strip() else []
    if store is not None:
        there = _there([item.pk for item in items], store)
        for item in items:
            item.there = there.get(item.pk, Decimal(0))  # type: ignore[attr-defined]
    return render(request, "stores/_hits.html", {"items": items, "asked": bool(text.strip())})


@needs("stores.counter_issue")
def find_who(request: AuthedRequest) -> HttpResponse:
    """People, classes and departments that fit what is typed."""
    text = request.GET.get("q", "").strip()[:40]
    return render(request, "stores/_who.html", {"hits": receivers(request.user, text) if text else [], "asked": text})


def receivers(user: User, text: str) -> list[dict[str, Any]]:
    """Whom goods may be handed to: (value, name, more)."""
    people = registers["people.person"].rows(user).filter(
        status=PersonStatus.HERE, kind__in=(PersonKind.STAFF, PersonKind.TEACHER)
    )  # fmt: skip
    named = Q(name__contains=text) | Q(pinyin__startswith=text.lower())
    found = [
        {"value": f"p{one.pk}", "name": one.name, "more": one.department.name if one.department else ""}
        for one in people.filter(named).select_related("department").order_by("name")[:HITS]
    ]
    classes = matching(SchoolClass.objects.filter(is_open=True), text).order_by("sort", "name")[:HITS]
    found += [{"value": f"c{one.pk}", "name": one.name, "more": ""} for one in classes]
    offices = Department.objects.filter(Q(name__icontains=text), is_open=True)[:4]
    return found + [{"value": f"d{one.pk}", "name": one.name, "more": _("部门")} for one in offices]


def receiver(value: str) -> dict[str, Any]:
    """ "p12" → the person, "c5" → the class with its head teacher, "d3" → the department. Empty where nobody is."""
    kind, pk = value[:1], value[1:]
    if not pk.isdecimal():
        return {}
    if kind == "p":
        person = Person.objects.select_related("department").filter(pk=pk, status=PersonStatus.HERE).first()
        return {"to_person": person} if person else {}
    if kind == "c":
        school_class = SchoolClass.objects.select_related("head").filter(pk=pk, is_open=True).first()
        return {"to_class": school_class, "taken_by": school_class.head} if school_class else {}
    department = Department.objects.filter(pk=pk, is_open=True).first() if kind == "d" else None
    return {"department": department} if department else {}


def _there(items: list[int], store: Store | None) -> dict[int, Decimal]:
    rows = Holding.objects.filter(item__in=items)
    if store is not None:
        rows = rows.filter(store=store)
    there: dict[int, Decimal] = {}
    for item_id, qty in rows.values_list("item", "qty"):
        there[item_id] = there.get(item_id, Decimal(0)) + qty
    return there
