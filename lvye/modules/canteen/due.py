"""What is due in the kitchen now: read from the records, in the order of the morning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.duties.api import Instance, Reading
from lvye.kit import say

from .menu_side import dishes
from .models import (
    CheckStatus,
    Control,
    Delivery,
    DeliveryStatus,
    Disinfection,
    Fridge,
    Meal,
    MealKind,
    MorningCheck,
    Order,
    OrderStatus,
    Sample,
    SampleStatus,
    Serving,
    Worker,
)
from .stock import spoiling
from .words import opens_at

FULL_SOON = timedelta(hours=2)
AROUND = 157  # the ring of a clock, in its own units


@dataclass(frozen=True)
class Due:
    """One thing to do: when, what, a few words, where it is done. tone: late, soon, going."""

    when: str
    what: str
    words: str
    url: str
    deed: str
    tone: str = "going"


@dataclass(frozen=True)
class Clock:
    """The samples of one meal in the cabinet. turn: how much of the ring is full, of 157; left: in words."""

    meal: Meal
    count: int
    until: datetime
    turn: str
    face: str
    left: str
    tone: str
    is_full: bool


@dataclass(frozen=True)
class Cold:
    """A fridge with its last reading. due: the reading that waits, if one does."""

    fridge: Fridge
    value: str
    at: datetime | None
    is_bad: bool
    due: Instance | None


@dataclass
class Kitchen:
    """All of the page."""

    first: list[Due] = field(default_factory=list)
    due: list[Due] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    fridges: list[Cold] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)


def workers_of(day: date) -> list[Worker]:
    """Those who work in the canteen on a day."""
    rows = Worker.objects.filter(Q(left_on=None) | Q(left_on__gte=day), begun_on__lte=day)
    return list(rows.select_related("person").order_by("job", "person__name", "pk"))


def unchecked(day: date) -> list[Worker]:
    """Those who have not been looked at on a day."""
    done = set(MorningCheck.objects.filter(day=day).values_list("worker_id", flat=True))
    return [one for one in workers_of(day) if one.pk not in done]


def unsampled(day: date, kind: str) -> list[str]:
    """Dishes of a meal, on its menu or written down, without a sample."""
    kept = set(
        Serving.objects.filter(meal__day=day, meal__kind=kind, sample__isnull=False).values_list("name", flat=True)
    )
    written = Serving.objects.filter(meal__day=day, meal__kind=kind).order_by("pk").values_list("name", flat=True)
    return [name for name in dict.fromkeys([*dishes(day, kind), *written]) if name not in kept]


def kitchen(now: datetime, meal: str) -> Kitchen:
    """What the page shows at a moment, for the meal the kitchen works for."""
    day = timezone.localdate(now)
    page = Kitchen(clocks=clocks(now), fridges=fridges(now))
    page.orders = list(
        Order.objects.filter(status=OrderStatus.PLACED, due_on__lte=day).select_related("supplier").order_by("due_on")
    )
    rows = Delivery.objects.filter(Q(arrived_on=day) | Q(status=DeliveryStatus.HALF))
    page.deliveries = list(
        rows.exclude(status=DeliveryStatus.VOID).select_related("supplier", "first", "second").order_by("-pk")[:8]
    )
    page.first = [*_cold(page.fridges), *_half(page.deliveries), *_old(day)]
    page.due = [*_morning(day), *_full(page.clocks), *_meal(day, meal, now), *_cold_due(page.fridges), *_daily(day)]
    return page


def _morning(day: date) -> list[Due]:
    left = unchecked(day)
    if not left:
        return []
    words = _("还有 %(n)s 人没有检") % {"n": len(left)}
    return [Due(_("上岗前"), _("晨检"), words, reverse("canteen:morning"), _("开始"), "late")]


def _meal(day: date, kind: str, now: datetime) -> list[Due]:
    label = str(MealKind(kind).label)
    at = opens_at(day, kind)
    tone = "late" if now > at + timedelta(hours=1) else "soon" if now > at - timedelta(minutes=30) else "going"
    found = []
    if missing := unsampled(day, kind):
        words = _("每样 125 克以上，贴标签")
        what = _("%(meal)s留样，%(n)s 样") % {"meal": label, "n": len(missing)}
        found.append(Due(f"{timezone.localtime(at):%H:%M}", what, words, _of("samples", kind), _("留样"), tone))
    cold = Serving.objects.filter(meal__day=day, meal__kind=kind, core=None).count()
    if cold:
        words = _("中心 70℃ 以上")
        what = _("菜出锅测温，%(n)s 样") % {"n": cold}
        found.append(Due(f"{timezone.localtime(at):%H:%M}", what, words, _of("heat", kind), _("测温"), tone))
    after = timezone.localtime(at + timedelta(hours=1, minutes=20))
    served = Meal.objects.filter(day=day, kind=kind).exists()
    if served and not Disinfection.objects.filter(day=day, meal__kind=kind, what="tableware").exists():
        tone = "soon" if now > after else "going"
        found.append(Due(f"{after:%H:%M}", _("餐具消毒"), _("记温度和时间"), _of("clean", kind), _("记下"), tone))
    return found


def _of(name: str, kind: str) -> str:
    return reverse(f"canteen:{name}", args=[kind])


def _full(found: Sequence[Clock]) -> list[Due]:
    full = [one for one in found if one.is_full]
    if not full:
        return []
    words = _("%(n)s 份满 48 小时") % {"n": sum(one.count for one in full)}
    return [Due(_("现在"), _("倒留样"), words, reverse("canteen:empty"), _("去倒"))]


def _daily(day: date) -> list[Due]:
    if Control.objects.filter(kind=Control.Kind.DAILY, begins_on=day).exists():
        return []
    return [Due(_("收工前"), _("日管控"), _("没有问题也要记"), reverse("canteen:daily"), _("记下"))]


def _cold(rows: Sequence[Cold]) -> list[Due]:
    return [
        Due(
            say.moment(one.at) if one.at else "",
            _("%(name)s %(t)s℃，不对") % {"name": one.fridge.name, "t": one.value},
            _("把食材移走，修好再测一次。"), _reading_url(one), _("再测"), "late",
        )
        for one in rows
        if one.is_bad
    ]  # fmt: skip


def _cold_due(rows: Sequence[Cold]) -> list[Due]:
    waiting = [one for one in rows if one.due is not None]
    if not waiting:
        return []
    words = "、".join(one.fridge.name for one in waiting[:4])
    due = waiting[0].due
    at = f"{timezone.localtime(due.due_at):%H:%M}" if due else ""
    return [Due(at, _("冰箱测温，%(n)s 台") % {"n": len(waiting)}, words, _reading_url(waiting[0]), _("测温"))]


def _reading_url(one: Cold) -> str:
    return reverse("duties:do", args=[one.due.pk]) if one.due else reverse("duties:today")


def _half(rows: Sequence[Delivery]) -> list[Due]:
    return [
        Due(
            f"{timezone.localtime(one.arrived_at):%H:%M}", _("%(who)s的货等第二个人签") % {"who": one.supplier.name},
            _("%(first)s已经验过") % {"first": one.first.name}, reverse("canteen:delivery", args=[one.pk]), _("去验"),
            "soon",
        )
        for one in rows
        if one.status == DeliveryStatus.HALF
    ]  # fmt: skip


def _old(day: date) -> list[Due]:
    return [
        Due(
            say.date(one.expires_on), _("%(item)s过了保质期") % {"item": one.item.name},
            _("还剩 %(qty)s %(unit)s，不能再用") % {"qty": say.qty(one.left), "unit": one.item.unit},  # type: ignore[attr-defined]
            reverse("canteen:discard", args=[one.pk]), _("扔掉，记下"), "late",
        )
        for one in spoiling(on=day - timedelta(days=1), days=0)[:3]
        if one.expires_on
    ]  # fmt: skip


def clocks(now: datetime) -> list[Clock]:
    """The samples in the cabinet, meal by meal, the fullest first."""
    rows = Sample.objects.filter(status=SampleStatus.KEPT).select_related("serving__meal").order_by("keep_until", "pk")
    meals: dict[int, list[Sample]] = {}
    for one in rows:
        meals.setdefault(one.serving.meal_id, []).append(one)
    return [_clock(found, now) for found in meals.values()]


def _clock(rows: list[Sample], now: datetime) -> Clock:
    until, begun = max(one.keep_until for one in rows), min(one.put_at for one in rows)
    left = (until - now).total_seconds()
    whole = (until - begun).total_seconds() or 1
    part = min(max(1 - left / whole, 0), 1)
    is_full = left <= 0
    tone = "done" if is_full else "soon" if left <= FULL_SOON.total_seconds() else "going"
    words = _("满了，可以倒") if is_full else _("剩 %(left)s") % {"left": say.minutes(int(left // 60) + 1)}
    face = _("满") if is_full else str(int(left // 3600))
    return Clock(rows[0].serving.meal, len(rows), until, f"{part * AROUND:.0f}", face, words, tone, is_full)


def fridges(now: datetime) -> list[Cold]:
    """Every fridge in use with its last reading of today and yesterday, and the reading that is due."""
    rows = list(Fridge.objects.filter(is_active=True).order_by("sort", "pk"))
    since = now - timedelta(days=2)
    last: dict[int, Any] = {}
    readings = Reading.objects.filter(spot__target="canteen.fridge", at__gte=since).select_related("spot")
    for one in readings.order_by("at"):
        if one.spot is not None:
            last[one.spot.target_id] = one
    due: dict[int, Instance] = {}
    open_now = Instance.objects.filter(
        spot__target="canteen.fridge", status="due", opens_at__lte=now, day=timezone.localdate(now)
    ).select_related("spot")
    for instance in open_now.order_by("-due_at"):
        if instance.spot is not None:
            due[instance.spot.target_id] = instance
    return [
        Cold(
            one, say.qty(last[one.pk].value) if one.pk in last else "", last[one.pk].at if one.pk in last else None,
            one.pk in last and last[one.pk].is_bad, due.get(one.pk),
        )
        for one in rows
    ]  # fmt: skip


def off_today(day: date) -> int:
    """How many are off duty for their health."""
    return MorningCheck.objects.filter(day=day, status=CheckStatus.OFF).count()
