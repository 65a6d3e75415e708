"""Ordering, receiving, the second signature, taking food to the stove, throwing away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from lvye.kernel.files import api as files
from lvye.kernel.outbox.api import sent_once
from lvye.kernel.people.api import person_of
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, explain, needs, registers
from lvye.kit.days import read_day
from lvye.modules.canteen import services, stock
from lvye.modules.canteen.menu_side import dishes
from lvye.modules.canteen.models import (
    Batch,
    Delivery,
    DeliveryStatus,
    Discard,
    Fate,
    Keep,
    Meal,
    MealKind,
    Order,
    OrderStatus,
    Paper,
    Serving,
    Worker,
)
from lvye.modules.canteen.services.common import food_category
from lvye.modules.partners.api import Partner, partners_for
from lvye.modules.stores.api import Item

from .base import KITCHEN, chosen_worker, meal_kind, moments, number, refused

BLANK = 3  # empty lines offered beside those of an order
MOST = 40


def suppliers() -> list[Partner]:
    """Those who supply food; everybody the school deals with, where nobody is marked so."""
    category = food_category()
    found = list(partners_for(category)) if category else []
    return found or list(Partner.objects.filter(status=Partner.Status.ACTIVE).order_by("name"))


def foods() -> list[Item]:
    """What may be ordered and received: items of the kind of food, or all where none is marked so."""
    rows = Item.objects.filter(is_active=True).order_by("name", "spec")
    return list(rows.filter(kind__code="food") or rows[:500])


@needs("canteen.add_order")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def order(request: AuthedRequest) -> HttpResponseBase:
    """Order food from a supplier for a day."""
    problem, post = "", request.POST
    if request.method == "POST":
        problem = refused(lambda: _ordered(request))
        if not problem:
            messages.success(request, _("订好了，到货那天灶台页会提醒收货。"))
            return redirect("canteen.order:list")
    context = {
        "suppliers": suppliers(), "foods": foods(), "problem": problem, "posted": post,
        "due_on": post.get("due_on") or (timezone.localdate() + timedelta(days=1)).isoformat(),
        "rows": _typed_rows(post, ("item", "qty", "unit", "price"), least=4),
    }  # fmt: skip
    return render(request, "canteen/order.html", context, status=400 if problem else 200)


def _typed_rows(post: Mapping[str, Any], names: tuple[str, ...], *, least: int) -> list[dict[str, str]]:
    rows = [{name: str(post.get(f"{name}-{n}", ""))[:60] for name in names} for n in range(MOST)]
    last = max((n for n, row in enumerate(rows, 1) if any(row.values())), default=0)
    return rows[: max(last + 1 if last else least, least)]


def _item(text: str) -> Item | None:
    """By number, or by name as it was typed. Raises ValidationError for a name nobody knows."""
    text = text.strip()
    if not text:
        return None
    rows = Item.objects.filter(is_active=True)
    found = rows.filter(pk=int(text)).first() if text.isdecimal() else rows.filter(name=text).order_by("pk").first()
    if found is None:
        raise ValidationError(_("物资目录里没有“%(name)s”，请先加进目录。") % {"name": text})
    return found


def _supplier(request: AuthedRequest) -> Partner:
    text = request.POST.get("supplier", "")
    found = Partner.objects.filter(pk=int(text)).first() if text.isdecimal() else None
    if found is None:
        raise ValidationError(_("选一下是哪家送的。"))
    return found


def _ordered(request: AuthedRequest) -> Order:
    wanted = []
    for row in _typed_rows(request.POST, ("item", "qty", "unit", "price"), least=0):
        item = _item(row["item"])
        if item is not None:
            qty = number(row["qty"], item.name) or Decimal(0)
            wanted.append(services.Wanted(item, qty, row["unit"], number(row["price"], item.name)))
    now = timezone.now()
    day = read_day(request.POST.get("due_on", "")) or timezone.localdate(now)
    return services.order_place(
        _supplier(request), wanted, due_on=day, note=request.POST.get("note", "")[:200], now=now, actor=request.user
    )


LINE = (
    "item", "qty", "unit", "refused", "price", "code", "made_on", "expires_on", "fresh", "paper", "paper_no", "keep",
    "temperature", "senses", "why", "fate",
)  # fmt: skip


@needs("canteen.add_delivery")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def receive(request: AuthedRequest) -> HttpResponseBase:
    """The first of two writes down what came. `?order=`: what was ordered is filled in."""
    asked = request.POST.get("order") or request.GET.get("order", "")
    rows = registers["canteen.order"].rows(request.user).filter(status=OrderStatus.PLACED)
    ordered = rows.filter(pk=int(asked)).select_related("supplier").first() if asked.isdecimal() else None
    problem = ""
    if request.method == "POST":
        made: list[Delivery] = []
        problem = refused(lambda: made.append(_received(request, ordered)))
        if not problem:
            messages.success(request, _("记下了，您已签字。请另一个人再验一遍、签字，货才入库。"))
            return redirect("canteen:delivery", made[0].pk)
        if request.FILES:
            problem = f"{problem} {_('照片请再选一次。')}"
    lines = _typed_rows(request.POST, LINE, least=0) if request.method == "POST" else _from_order(ordered)
    context = {
        "order": ordered, "orders": list(rows.select_related("supplier").order_by("due_on")[:12]),
        "suppliers": suppliers(), "foods": foods(), "problem": problem, "posted": request.POST,
        "rows": [*lines, *({} for _n in range(BLANK))][:MOST] if request.method != "POST" else lines,
        "papers": Paper.choices, "keeps": Keep.choices, "fates": Fate.choices, "shown": max(len(lines), 1),
    }  # fmt: skip
    return render(request, "canteen/receive.html", context, status=400 if problem else 200)


def _from_order(ordered: Order | None) -> list[dict[str, str]]:
    if ordered is None:
        return []
    lines = ordered.lines.select_related("item").order_by("pk")
    return [
        {"item": one.item.name, "unit": one.item.unit, "price": str(one.price or ""),
         "ordered": f"{one.qty.normalize():f} {one.item.unit}"}
        for one in lines
    ]  # fmt: skip


def _received(request: AuthedRequest, ordered: Order | None) -> Delivery:
    at, now = moments(request)
    lines = []
    for n, row in enumerate(_typed_rows(request.POST, LINE, least=0)):
        item = _item(row["item"])
        if item is not None and (row["qty"] or row["refused"]):
            lines.append(_line(item, row, request.FILES.getlist(f"photos-{n}")))
    return services.delivery_receive(
        ordered.supplier if ordered else _supplier(request), lines, order=ordered,
        paper_number=request.POST.get("paper_number", "")[:40], watchers=request.POST.get("watchers", "")[:60], at=at,
        now=now, actor=request.user,
    )  # fmt: skip


def _line(item: Item, row: Mapping[str, str], photos: list[Any]) -> services.Arrived:
    zero = Decimal(0)
    return services.Arrived(
        item=item, qty=number(row["qty"], item.name) or zero, refused=number(row["refused"], item.name) or zero,
        unit=row["unit"], price=number(row["price"], item.name) or zero, code=row["code"],
        made_on=read_day(row["made_on"]), expires_on=read_day(row["expires_on"]), is_fresh=bool(row["fresh"]),
        paper=row["paper"] if row["paper"] in Paper.values else "", paper_no=row["paper_no"],
        keep=row["keep"] if row["keep"] in Keep.values else Keep.ROOM,
        temperature=number(row["temperature"], item.name),
        senses_ok=row["senses"] != "bad", why=row["why"], fate=row["fate"] if row["fate"] in Fate.values else "",
        photos=photos,
    )  # fmt: skip


@needs("canteen.view_delivery")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def delivery(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """What the first wrote down; the second looks at the same goods and signs here."""
    rows = registers["canteen.delivery"].rows(request.user).select_related("supplier", "first", "second", "order")
    one = get_object_or_404(rows, pk=pk)
    may = request.user.has_perm("canteen.sign_delivery")
    problem = ""
    if request.method == "POST" and may:
        problem = refused(lambda: services.delivery_sign(one, now=timezone.now(), actor=request.user))
        if not problem:
            messages.success(request, _("两个人都签了，收下的已经入库。"))
            return redirect("canteen:delivery", pk)
    batches = list(one.batches.select_related("item").order_by("pk"))
    shots = files.many_of(batches)
    person = person_of(request.user)
    context = {
        "one": one, "problem": problem, "waits": one.status == DeliveryStatus.HALF, "may": may,
        "batches": [{"batch": batch, "shots": shots.get(batch.pk, [])} for batch in batches],
        "same": person is not None and person.pk == one.first_id,
    }  # fmt: skip
    return render(request, "canteen/delivery.html", context, status=400 if problem else 200)


@needs(KITCHEN)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def use(request: AuthedRequest, serves: str) -> HttpResponseBase:
    """Food to the stove: how much of what, for which dish; which batch it is follows by first expiry."""
    meal = meal_kind(serves)
    at, _now = moments(request)
    day = timezone.localdate(at)
    problem = ""
    if request.method == "POST":
        problem = refused(lambda: _used(request, meal))
        if not problem:
            messages.success(request, _("领好了，哪一批进了哪个菜都记下了。"))
            return redirect("canteen:use", serves)
    served = Serving.objects.filter(meal__day=day, meal__kind=meal).order_by("pk").values_list("name", flat=True)
    context = {
        "meal": meal, "day": day, "problem": problem, "hands": services.hands(day), "shelf": _shelf(day),
        "dishes": list(dict.fromkeys([*dishes(day, meal), *served])), "posted": request.POST,
        "rows": _typed_rows(request.POST, ("item", "qty", "unit", "dish"), least=6),
        "past": _past(day, meal),
    }  # fmt: skip
    return render(request, "canteen/use.html", context, status=400 if problem else 200)


def _shelf(day: Any) -> list[dict[str, Any]]:
    """What is in store, food by food, with the batch that goes first."""
    found: dict[int, dict[str, Any]] = {}
    for batch in stock.in_store().select_related("item"):
        if batch.expires_on is not None and batch.expires_on < day:
            continue
        row = found.setdefault(batch.item_id, {"item": batch.item, "qty": Decimal(0), "first": batch})
        row["qty"] += batch.left  # type: ignore[attr-defined]
    return sorted(found.values(), key=lambda row: row["item"].name)


def _past(day: Any, kind: str) -> list[Any]:
    meal = Meal.objects.filter(day=day, kind=kind).first()
    if meal is None:
        return []
    return list(
        meal.uses.select_related("batch__item", "batch__supplier", "serving", "by__person").order_by("-pk")[:30]
    )


def _used(request: AuthedRequest, kind: MealKind) -> None:
    at, now = moments(request)
    day = timezone.localdate(at)
    by = chosen_worker(request.POST, day)
    rows = [row for row in _typed_rows(request.POST, ("item", "qty", "unit", "dish"), least=0) if row["item"]]
    names = [row["dish"].strip()[:40] for row in rows if row["dish"].strip()]
    meal = services.servings_bring(day, kind, names, diners=None, actor=request.user)
    served = {one.name: one for one in meal.servings.all()}
    drawn = []
    for row in rows:
        item = _item(row["item"])
        if item is not None:
            qty = number(row["qty"], item.name) or Decimal(0)
            drawn.append(services.Drawn(item, qty, row["unit"], served.get(row["dish"].strip()[:40])))
    services.batches_use(meal, drawn, by=by, at=at, now=now, actor=request.user)


class DiscardForm(forms.Form):
    """What is thrown away, why, and who saw it."""

    qty = forms.DecimalField(label=gettext_lazy("多少"), min_value=Decimal("0.001"), max_digits=12, decimal_places=3)
    why = forms.CharField(label=gettext_lazy("什么异常"), max_length=120)
    how = forms.ChoiceField(label=gettext_lazy("怎么处理"), choices=Discard.How.choices, widget=forms.RadioSelect)
    photos = forms.FileField(
        label=gettext_lazy("照片"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["qty"].widget.attrs["data-unit"] = unit
        workers = Worker.objects.filter(left_on=None).select_related("person")
        self.fields["witness"] = forms.ModelChoiceField(workers.order_by("job", "pk"), label=_("见证人"))


@needs("canteen.add_discard")
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: AuthedRequest, pk: int) -> HttpResponse:
    """Throw away so much of a batch: rather wasted than served."""
    batch = batch_of(request, pk)
    left = stock.left_of(batch)
    first = {"qty": left, "how": Discard.How.DESTROYED}
    form = DiscardForm(request.POST or None, request.FILES or None, unit=batch.item.unit, initial=first)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        photos = request.FILES.getlist("photos")
        values.pop("photos")
        try:
            with attempt():
                made = services.batch_discard(
                    batch, values.pop("qty"), photos=photos, now=timezone.now(), actor=request.user, **values
                )
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("记下了，已从库里扣掉。"))
            return redirect("canteen.discard:detail", made.pk)
    context = {"form": form, "more": (), "batch": batch, "left": left}
    return render(request, "canteen/discard.html", context, status=400 if form.errors else 200)


def batch_of(request: AuthedRequest, pk: int) -> Batch:
    """A batch this user may see. Raises Http404."""
    rows = registers["canteen.batch"].rows(request.user).select_related("item", "supplier")
    found: Batch = get_object_or_404(rows, pk=pk)
    return found
