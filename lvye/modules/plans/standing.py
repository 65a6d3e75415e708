"""How items stand: computed from figures and proofs whenever it is asked, never entered by anybody.

An item is 完成 when every one of its targets is reached, 部分完成 when something of it is there, else 未完成. An item
without a target is proved by any proof. What can still be lost again (不超过, a share, a mean) counts as reached only
when the plan's period is over; until then it is 目前守住. A closed plan shows what stood at its closing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lvye.kernel.figures import api as figures
from lvye.kernel.rules import api as rules
from lvye.kit import say

from .models import ItemStatus, Plan, PlanItem, PlanStatus, Proof, ProofKind, ProofStatus, Sense, State, Target
from .numbers import Numbers

FULL = Decimal(100)
TONES = {State.DONE: "done", State.DROPPED: "idle", State.PART: "going", State.OPEN: "idle"}


@dataclass(frozen=True)
class Measure:
    """One target as it stands. label: what is measured; aim, value: in words; share: 0-100 of the way, None where a
    bar says nothing; address: where its rows are listed ("" for a proof)."""

    label: str
    aim: str
    value: str
    reached: bool
    begun: bool
    share: int | None = None
    address: str = ""
    target: Target | None = None
    note: str = ""

    @property
    def tone(self) -> str:
        """done, going or idle."""
        return "done" if self.reached else "going" if self.begun else "idle"


@dataclass(frozen=True)
class Standing:
    """An item with its state, and in words how far it is. reason: why it is not finished, where somebody said so."""

    item: PlanItem
    state: str
    measures: tuple[Measure, ...]
    proofs: tuple[Proof, ...]
    days_left: int
    frozen: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done."""
        return self.state in (State.DONE, State.DROPPED)

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is not finished."""
        return not self.is_over and (self.days_left < 0 or self.frozen)

    @property
    def tone(self) -> str:
        """done, going, soon, late or idle."""
        if self.is_late:
            return "late"
        if not self.is_over and self.days_left <= int(rules.value("plans.remind_days")):
            return "soon"
        return TONES[State(self.state)]

    @property
    def word(self) -> str:
        """The state as people read it."""
        if self.frozen or self.is_over:
            return str(State(self.state).label)
        if self.days_left < 0:
            return _("超 %(n)s 天") % {"n": -self.days_left}
        if self.days_left == 0:
            return _("今天到期")
        if self.tone == "soon":
            return _("还有 %(n)s 天") % {"n": self.days_left}
        return _("正在做") if self.state == State.PART else _("还没开始")

    @property
    def said(self) -> str:
        """Its targets and where they stand, in one line."""
        return "；".join(f"{one.label}{one.aim}{f'（{one.value}）' if one.value else ''}" for one in self.measures)


def rows_with_all(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Items with everything a standing reads."""
    return rows.select_related("plan", "person", "post", "partner").prefetch_related("targets")


def standings(items: Iterable[PlanItem], *, today: date, settled: bool = False) -> list[Standing]:
    """How each of these items stands, in their order. Needs `rows_with_all`; settled: as at the end of the period."""
    listed = list(items)
    proofs = _proofs(listed)
    numbers = Numbers()
    return [_standing(item, proofs.get(item.pk, ()), numbers, today=today, settled=settled) for item in listed]


def standing(item: PlanItem, *, today: date) -> Standing:
    """How one item stands."""
    return standings([item], today=today)[0]


def plan_standings(plan: Plan, *, today: date, settled: bool = False) -> list[Standing]:
    """All items of a plan, by area and day."""
    order = {area: place for place, area in enumerate(PlanItem.Area.values)}
    items = sorted(rows_with_all(plan.items.all()), key=lambda item: (order[item.area], item.due_on, item.pk))
    return standings(items, today=today, settled=settled)


def drifted(items: Sequence[PlanItem], *, today: date) -> list[Standing]:
    """Those whose cached state is not what the records say."""
    return [one for one in standings(items, today=today) if one.state != one.item.state]


def _proofs(items: Sequence[PlanItem]) -> dict[int, tuple[Proof, ...]]:
    found: dict[int, list[Proof]] = defaultdict(list)
    rows = Proof.objects.filter(item__in=[item.pk for item in items], status=ProofStatus.KEPT)
    for proof in rows.select_related("by").order_by("pk"):
        found[proof.item_id].append(proof)
    return {pk: tuple(rows) for pk, rows in found.items()}


def _standing(item: PlanItem, proofs: tuple[Proof, ...], numbers: Numbers, *, today: date, settled: bool) -> Standing:
    days_left = (item.due_on - today).days
    kept = item.plan.outcome.get(str(item.pk)) if item.plan.status == PlanStatus.CLOSED else None
    if kept is not None:
        return Standing(item, kept["state"], _kept_measures(item, kept), proofs, days_left, frozen=True)
    over = settled or item.plan.ends_on < today
    targets = list(item.targets.all())
    measures = [_measure(target, item, proofs, numbers, over=over) for target in targets]
    measures = measures or [_proved(None, ProofKind.ANY, proofs)]
    if item.status == ItemStatus.DROPPED:
        state = State.DROPPED
    elif all(one.reached for one in measures):
        state = State.DONE
    else:
        state = State.PART if proofs or any(one.reached or one.begun for one in measures) else State.OPEN
    return Standing(item, state, tuple(measures), proofs, days_left)


def _measure(target: Target, item: PlanItem, proofs: tuple[Proof, ...], numbers: Numbers, *, over: bool) -> Measure:
    if target.kind == Target.Kind.PROOF:
        return _proved(target, target.proof, proofs)
    label, aim = figure_label(target.figure, target.only), aim_words(target)
    value = numbers.value(target.figure, target.only, item.plan.span)
    if value is None or target.aim is None:
        return Measure(label, aim, "", False, False, target=target, note=_("这个数字现在没有了，请换一个。"))
    figure = value.figure
    fragile = target.sense == Sense.AT_MOST or isinstance(figure.value, (*figures.PERCENT, figures.Mean))
    known = value.rows > 0 or not isinstance(figure.value, (*figures.PERCENT, figures.Mean))
    good = known and (value.value <= target.aim if target.sense == Sense.AT_MOST else value.value >= target.aim)
    measure = Measure(
        label, aim, figures.text(value) if known else _("还没有记录"), reached=good and (over or not fragile),
        begun=value.rows > 0 and (good or target.sense == Sense.AT_LEAST), target=target,
        share=_share(value.value, target.aim) if target.sense == Sense.AT_LEAST and known else None,
        address=figures.address(target.figure, item.plan.span if figure.date else None, target.only),
    )  # fmt: skip
    return replace(measure, note=_("目前守住了，到期末才算")) if good and fragile and not over else measure


def _share(value: Decimal, aim: Decimal) -> int:
    return int(min(FULL, value * 100 / aim)) if aim else 100


def _proved(target: Target | None, kind: str, proofs: tuple[Proof, ...]) -> Measure:
    found = [one for one in proofs if kind in (ProofKind.ANY, one.kind)]
    words = _("凭据") if kind == ProofKind.ANY else str(ProofKind(kind).label)
    value = _("%(n)s 份") % {"n": len(found)} if found else ""
    return Measure(_("有%(what)s") % {"what": words}, "", value, bool(found), bool(found), target=target)


def _kept_measures(item: PlanItem, kept: dict[str, Any]) -> tuple[Measure, ...]:
    return tuple(
        Measure(one["label"], one["aim"], one["value"], one["reached"], one["begun"], address=one.get("address", ""))
        for one in kept["measures"]
    )


def outcome_of(found: Iterable[Standing]) -> dict[str, Any]:
    """What a plan keeps of its items when it is closed."""
    names = ("label", "aim", "value", "reached", "begun", "address")
    return {
        str(one.item.pk): {
            "state": str(one.state),
            "measures": [{name: getattr(measure, name) for name in names} for measure in one.measures],
        }
        for one in found
    }


def figure_label(name: str, only: dict[str, Any]) -> str:
    """ "完成维修（水）": a figure and what it is narrowed to, in words."""
    figure = figures.figures.get(name)
    if figure is None:
        return name
    words = "、".join(figure.by[split].word(key) for split, key in only.items() if split in figure.by)
    return f"{figure.label}（{words}）" if words else str(figure.label)


def aim_words(target: Target) -> str:
    """ "不少于 200件"."""
    figure = figures.figures.get(target.figure)
    if target.aim is None or figure is None:
        return ""
    unit = figures.unit_of(figures.Value(figure, target.only, target.aim, 0))
    return f"{Sense(target.sense).label} {figures.with_unit(say.qty(target.aim), unit)}"
