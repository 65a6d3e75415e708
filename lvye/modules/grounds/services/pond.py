"""The deeds of the pond: fish put in, fish found dead, and when too many die at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.notices import api as notices
from lvye.kernel.people.api import Person, holders, person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.kit import say
from lvye.modules.grounds.models import DesignPart, Loss, Planting, Plot, PlotKind

from .plots import planting_create

HEADS = ("director", "deputy_director")
FISH = "尾"  # house: a unit, as it is kept
HUNDRED = 100


def stock_of(plot: Plot) -> list[Planting]:
    """What was put into a plot and lives there still, the oldest first."""
    rows = Planting.objects.filter(plot=plot).select_related("plot").prefetch_related("losses")
    return [one for one in rows.order_by("planted_on", "pk") if one.left > 0]


def loss_record(
    *, planting: Planting, count: int, on: date | None = None, cause: str = "", today: date, actor: User
) -> Loss:
    """Some of a planting died. Heads are told when too many fish of a pond die within some days.

    Raises ValidationError: more than are left, a day to come, before they were planted, or in a closed term.
    """
    with records.deed():
        made = _loss(planting, count, _Found(on or today, cause, person_of(actor)), today=today, actor=actor)
        _alarm(planting, count, made.on)
    return made


@dataclass(frozen=True)
class _Found:
    """When, why and by whom it was found; result: the recurring check it was found in."""

    on: date
    cause: str
    by: Person | None
    result: int | None = None


def _loss(planting: Planting, count: int, found: _Found, *, today: date, actor: User) -> Loss:
    if found.on > today:
        raise ValidationError({"on": _("这一天还没有到。")})
    if found.on < planting.planted_on:
        raise ValidationError({"on": _("这一批那时还没有放进去。")})
    refuse_closed(found.on)
    held = Planting.objects.select_for_update().get(pk=planting.pk)
    if count > (left := held.left):
        text = _("%(what)s只剩 %(left)s，没有 %(n)s 可以死。先清点，或者改数。")
        words = {"what": f"{held.species} {say.day(held.planted_on)} ", "left": left, "n": count}
        raise ValidationError({"count": text % words}, code="more_than_left")
    return records.create(
        Loss, actor=actor, planting=held, on=found.on, count=count, cause=found.cause.strip()[:120], by=found.by,
        after_count=held.status == Planting.Status.COUNTED, result=found.result,
    )  # fmt: skip


def fish_put(
    plot: Plot, species: str, count: int, *, on: date | None = None, cost: Decimal | None = None,
    part: DesignPart | None = None, today: date, actor: User,
) -> Planting:  # fmt: skip
    """Fish go into a pond: a planting counted in fish. Raises ValidationError for a plot that is no pond."""
    if plot.kind != PlotKind.POND:
        raise ValidationError(_("%(plot)s不是池塘，放不了鱼。") % {"plot": plot})
    if not species.strip():
        raise ValidationError({"species": _("放了什么鱼？")})
    if count <= 0:
        raise ValidationError({"count": _("放了几尾要写清楚。")})
    return planting_create(
        plot=plot, species=species.strip()[:40], count=count, measure=FISH, planted_on=on or today, cost=cost,
        part=part, today=today, actor=actor,
    )  # fmt: skip


def fish_died(
    plot: Plot, species: str, count: int, *, on: date | None = None, cause: str = "", today: date, actor: User,
    by: Person | None = None, result: int | None = None,
) -> list[Loss]:  # fmt: skip
    """So many of a kind were found dead: the oldest stockings lose them first; "" takes any kind.

    Raises ValidationError for none, and for more than there are.
    """
    if count <= 0:
        raise ValidationError({"count": _("死了几尾要写清楚。")})
    with records.deed():
        stock = [one for one in stock_of(plot) if one.measure == FISH and species in ("", one.species)]
        if count > (left := sum(one.left for one in stock)):
            text = _("%(plot)s里%(what)s只有 %(left)s，没有 %(n)s 可以死。先记放养，或者清点一次。")
            words = {"plot": plot, "what": species or _("鱼"), "left": left, "n": count}
            raise ValidationError({"count": text % words}, code="more_than_left")
        found = _Found(on or today, cause, by or person_of(actor), result)
        made = []
        left = count
        for one in stock:
            if left > 0:
                made.append(_loss(one, min(one.left, left), found, today=today, actor=actor))
                left -= made[-1].count
        _alarm(stock[0], count, found.on)
    return made


def _alarm(planting: Planting, count: int, on: date) -> None:
    """Tell the heads when the fish that died of late pass the share of the rule, once as they pass it."""
    plot = Plot.objects.get(pk=planting.plot_id)
    if plot.kind != PlotKind.POND or planting.measure != FISH:
        return
    days = int(rules.value("grounds.fish_days", on))
    share = int(rules.value("grounds.fish_share", on))
    since = on - timedelta(days=days)
    lately = Loss.objects.filter(planting__plot=plot, planting__measure=FISH, on__gt=since, on__lte=on)
    dead = lately.aggregate(n=Sum("count"))["n"] or 0
    before = sum(one.left for one in stock_of(plot) if one.measure == FISH) + dead
    if not dead * HUNDRED >= share * before > (dead - count) * HUNDRED:
        return
    found = {person for post in HEADS for person in holders(post, on)}
    words = {"plot": plot, "days": days, "dead": dead, "all": before}
    notices.notify(
        list(found), _("%(plot)s %(days)s 天里死了 %(dead)s / %(all)s 尾，请查水质、增氧、换水") % words,
        url=reverse("grounds:pond", args=[plot.pk]), urgent=True, about=plot,
    )  # fmt: skip
