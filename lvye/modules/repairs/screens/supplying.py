"""Materials out of the store on the form “修好了”: the usual ones to tap, the others by name, with what is there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import registers
from lvye.kit import say
from lvye.modules.repairs.models import Job, Material
from lvye.modules.repairs.services.supplies import Draw, on_shelf, spoken_of, stores_for
from lvye.modules.stores.api import Item, Store, stock_like

from .numbers import number

USUAL, FREE, LISTED = 6, 2, 300
YEAR = timedelta(days=365)


@dataclass
class StockRow:
    """One material on the form: the item (none while it is only typed), what is there, what was typed."""

    item: Item | None = None
    there: str = ""
    typed: str = ""
    qty: str = ""
    error: str = ""

    @property
    def label(self) -> str:
        """Name, specification and unit."""
        return "" if self.item is None else f"{self.item}（{self.item.unit}）"


@dataclass
class Supply:
    """The part of the form about the store. listed: labels to type towards, with what is there."""

    sources: list[Store] = field(default_factory=list)
    usual: list[StockRow] = field(default_factory=list)
    free: list[StockRow] = field(default_factory=list)
    listed: list[tuple[str, str]] = field(default_factory=list)
    draws: list[Draw] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        """Whether a row has to be changed."""
        return any(row.error for row in (*self.usual, *self.free))

    @property
    def opened(self) -> bool:
        """Whether something was filled in."""
        return self.wrong or any(row.qty or row.typed for row in (*self.usual, *self.free))


def offered(job: Job, today: date) -> Supply:
    """What may be taken for a job: nothing where an outside firm does it or the school keeps no stores."""
    sources = [] if job.contractor_id else stores_for(job.worker.person if job.worker else None)
    if not sources:
        return Supply()
    shelf = on_shelf(sources)
    items = {one.pk: one for one in Item.objects.filter(pk__in=shelf, is_active=True).order_by("name", "pk")}
    usual = [pk for pk in _often(job, today) if pk in items][:USUAL]
    rows = [StockRow(items[pk], _there(items[pk], shelf[pk], sources)) for pk in usual]
    listed = [(f"{one.code} {one}", _there(one, shelf[one.pk], sources)) for one in list(items.values())[:LISTED]]
    return Supply(sources, rows, [StockRow() for _n in range(FREE)], listed)


def read(supply: Supply, data: QueryDict) -> None:
    """What was typed: quantities of the usual ones as "stock-<number>", others as lists of words."""
    if not supply.sources:
        return
    for row in supply.usual:
        row.qty = data.get(f"stock-{row.item.pk}", "").strip() if row.item else ""
        _draw(supply, row)
    typed, qtys = data.getlist("stock_item")[:40], data.getlist("stock_qty")[:40]
    words = [(text[:120].strip(), qty[:12].strip()) for text, qty in zip(typed, qtys, strict=False)]
    supply.free = [StockRow(typed=text, qty=qty) for text, qty in words if text or qty]
    for row in supply.free:
        _name(row)
        if not row.error:
            row.qty = row.qty or "1"
            _draw(supply, row)
    supply.free += [StockRow() for _n in range(FREE - len(supply.free))]


def _name(row: StockRow) -> None:
    """The item somebody typed: by its label, its code, or words that fit only one."""
    if not row.typed:
        row.error = _("请写材料叫什么。")
        return
    code = row.typed.split()[0]
    found = list(Item.objects.filter(code=code, is_active=True)) or list(stock_like(row.typed)[:4])
    exact = [one for one in found if str(one) == row.typed or one.name == row.typed]
    found = exact if len(exact) == 1 else found
    if not found:
        row.error = _("库里没有叫“%(what)s”的物资；买来的材料写在下面。") % {"what": row.typed}
    elif len(found) > 1:
        names = "、".join(f"{one.code} {one}" for one in found[:3])
        row.error = _("“%(what)s”有几种，请选一种：%(names)s。") % {"what": row.typed, "names": names}
    else:
        row.item = found[0]


def _draw(supply: Supply, row: StockRow) -> None:
    if not row.qty or row.item is None:
        return
    try:
        qty = number(row.qty)
    except ValueError as problem:
        row.error = str(problem)
        return
    if qty:
        supply.draws.append(Draw(row.item, qty))


def _often(job: Job, today: date) -> list[int]:
    """What this repairer, or anybody on this kind of fault, took from the store within a year, the most often first."""
    rows = Material.objects.filter(item__isnull=False, used_on__gte=today - YEAR)
    pairs = rows.order_by("-pk").values_list("item", "job__worker", "job__category")[:600]
    counted: Counter[int] = Counter()
    for item, worker, category in pairs:
        counted[item] += (worker == job.worker_id) + 2 * (category == job.category_id)
    return [item for item, n in counted.most_common() if n]


def _there(item: Item, shelf: dict[int, Decimal], sources: list[Store]) -> str:
    """How much is there, store by store in their order."""
    return " · ".join(f"{one.name} {say.qty(shelf[one.pk])} {item.unit}" for one in sources if one.pk in shelf)


def used(job: Job) -> dict[str, Any]:
    """What the page of a job shows of its materials; `out`: whether some could go back."""
    rows = list(Material.objects.filter(job=job).select_related("issue").order_by("pk"))
    shown = [
        {"material": one, "qty": say.qty(one.qty), "returned": say.qty(one.returned) if one.returned else "",
         "may": one.issue is not None and one.issue.status == "posted" and one.qty > 0}
        for one in rows
    ]  # fmt: skip
    return {"used": shown, "out": any(row["may"] for row in shown)}


# --- waiting for parts -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """A material a waiting job speaks of, and whether it is in store."""

    name: str
    there: str
    is_there: bool
    url: str


def waiting_for(job: Job, user: User) -> dict[str, Any]:
    """What the pages of a job that waits for parts show of the store; nothing for any other job."""
    if job.status != Job.Status.HELD or job.hold_reason != Job.Hold.PARTS:
        return {}
    wanted = wanted_by(job, user)
    return {
        "wanted": wanted,
        "ask_url": _ask_url(job, user, next((one.name for one in wanted if not one.is_there), "")),
    }


def wanted_by(job: Job, user: User) -> list[Wanted]:
    """The stored items whose names stand in what a job that waits for parts says; those that are there first."""
    items = list(spoken_of(f"{job.hold_note} {job.what}")[:5])
    if not items:
        return []
    sources = list(Store.objects.filter(is_active=True).order_by("pk"))
    shelf = on_shelf(sources, items)
    may = user.has_perm(registers["stores.item"].permission("view"))
    found = [
        Wanted(
            name=str(one), there=_there(one, shelf.get(one.pk, {}), sources), is_there=one.pk in shelf,
            url=reverse("stores.item:detail", args=[one.pk]) if may else "",
        )
        for one in items
    ]  # fmt: skip
    return sorted(found, key=lambda one: not one.is_there)


def _ask_url(job: Job, user: User, what: str) -> str:
    """Where buying it for this job is asked for, for who may; "" while nobody buys through the program."""
    asks = registers.get("procurement.request")
    if asks is None or not user.has_perm(asks.permission("add")):
        return ""
    asked = {"about": f"repairs.job:{job.pk}"} | ({"what": what} if what else {})
    return f"{reverse(f'{asks.key}:new')}?{urlencode(asked)}"
