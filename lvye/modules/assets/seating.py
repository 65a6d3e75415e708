"""Desks, chairs and beds against heads: what stands in each room, what is over or short, and what could move where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count as Number
from django.db.models import Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.places.api import Place
from lvye.kernel.rules import api as rules

from .models import HERE, Asset, SeatPlan, SeatRoom, Status


@dataclass(frozen=True)
class Good:
    """One kind of furniture a plan reckons with: the rule that says which cards are it. bunks: some hold two."""

    name: str
    label: str | Promise
    rule: str
    bunks: bool = False

    def words(self, on: date) -> tuple[str, ...]:
        """What the names of its cards hold."""
        found: tuple[str, ...] = rules.value(self.rule, on)
        return found

    def holds(self, card: Asset, on: date) -> int:
        """How many people one piece of a card serves; 0 for what it is not."""
        if not any(word in card.name for word in self.words(on)):
            return 0
        return 2 if self.bunks and any(word in card.name for word in rules.value("assets.bunk_words", on)) else 1


DESK = Good("desk", _("课桌"), "assets.desk_words")
CHAIR = Good("chair", _("学生椅"), "assets.chair_words")
BED = Good("bed", _("床位"), "assets.bed_words", bunks=True)
GOODS: dict[str, tuple[Good, ...]] = {SeatPlan.Kind.DESKS: (DESK, CHAIR), SeatPlan.Kind.BEDS: (BED,)}


def cards_of(goods: Iterable[Good], on: date) -> QuerySet[Asset]:
    """The cards of these kinds that are here, to sit or sleep on or idle."""
    named = Q(pk__in=())
    for good in goods:
        words = [*good.words(on), *(rules.value("assets.bunk_words", on) if good.bunks else ())]
        for word in words:
            named |= Q(name__contains=word)
    return Asset.objects.filter(named, status__in=HERE, place__isnull=False).select_related("place")


@dataclass
class RoomNow:
    """A room of a plan: how many it needs a place for, and how many each good there serves."""

    room: SeatRoom
    wanted: int
    has: Counter[str] = field(default_factory=Counter)
    cards: list[Asset] = field(default_factory=list)

    def over(self, good: Good) -> int:
        """How many are too many; below nought: how many are short."""
        return self.has[good.name] - self.wanted


@dataclass
class Move:
    """So many pieces of a card to a room; `serves`: how many people more can sit or sleep there."""

    good: Good
    card: Asset
    qty: int
    serves: int
    to: SeatRoom


@dataclass
class Seating:
    """A plan as it stands now: its rooms, what to move, and what is short after that, by good."""

    goods: tuple[Good, ...]
    rooms: list[RoomNow]
    idle: Counter[str] = field(default_factory=Counter)
    moves: list[Move] = field(default_factory=list)
    short: Counter[str] = field(default_factory=Counter)

    @property
    def totals(self) -> list[tuple[Good, int, int, int, int]]:
        """For each good: needed, there, idle elsewhere, short after the moves."""
        wanted = sum(one.wanted for one in self.rooms)
        return [
            (good, wanted, sum(one.has[good.name] for one in self.rooms), self.idle[good.name], self.short[good.name])
            for good in self.goods
        ]


def seating(plan: SeatPlan, *, today: date) -> Seating:
    """Hold a plan's heads against the cards, and propose moves: from the same building first, then from elsewhere,
    then what stands idle. Three queries."""
    goods = GOODS[plan.kind]
    spare = int(rules.value("assets.seat_spare", today)) if plan.kind == SeatPlan.Kind.DESKS else 0
    rooms = [
        RoomNow(one, one.heads + spare if one.heads else 0)
        for one in plan.rooms.select_related("place", "school_class").order_by("place__path")
    ]
    by_place = {one.room.place_id: one for one in rooms}
    idle: list[Asset] = []
    found = Seating(goods, rooms)
    for card in cards_of(goods, today).order_by("acquired_on", "pk"):
        mine = by_place.get(card.place_id or 0)
        if mine is None and card.status != Status.IDLE:
            continue
        (idle if mine is None else mine.cards).append(card)
        counted = found.idle if mine is None else mine.has
        for good in goods:
            counted[good.name] += card.qty * good.holds(card, today)
    for good in goods:
        found.moves += _moves(found, good, idle, today)
    return found


def _moves(found: Seating, good: Good, idle: list[Asset], today: date) -> Iterator[Move]:
    """Greedy: the room that is shortest first, from its nearest sources; whole cards as long as they fit."""
    spare = {one.room.pk: max(0, one.over(good)) for one in found.rooms}
    taken: Counter[int] = Counter()
    for target in sorted(found.rooms, key=lambda one: one.over(good)):
        need = -target.over(good)
        for source in _nearest(found.rooms, target):
            if need <= 0:
                break
            for move in _from(
                source.cards, good, min(need, spare[source.room.pk]), target.room, taken=taken, today=today
            ):
                spare[source.room.pk] -= move.serves
                need -= move.serves
                yield move
        for move in _from(idle, good, need, target.room, taken=taken, today=today):
            need -= move.serves
            yield move
        found.short[good.name] += max(0, need)


def _nearest(rooms: list[RoomNow], target: RoomNow) -> list[RoomNow]:
    home = target.room.place.building_id
    others = [one for one in rooms if one is not target]
    return sorted(others, key=lambda one: one.room.place.building_id != home)


def _from(
    cards: list[Asset], good: Good, most: int, to: SeatRoom, *, taken: Counter[int], today: date
) -> Iterator[Move]:
    """Pieces of these cards until `most` people are served, never more."""
    for card in cards:
        each = good.holds(card, today)
        if not each or most < each:
            continue
        qty = min(card.qty - taken[card.pk], most // each)
        if qty > 0:
            taken[card.pk] += qty
            most -= qty * each
            yield Move(good, card, qty, qty * each, to)


def rooms_of_classes(today: date) -> list[dict[str, Any]]:
    """Every open class with its room (the one it is given, else where most of its desks stand) and its heads."""
    heads = dict(
        Person.objects.filter(kind="student", status="here", school_class__isnull=False)
        .order_by().values_list("school_class").annotate(n=Number("pk"))
    )  # fmt: skip
    stand: dict[int, int] = {}
    desks = cards_of((DESK, CHAIR), today).filter(school_class__isnull=False).order_by()
    for row in desks.values("school_class", "place").annotate(n=Sum("qty")).order_by("n"):
        stand[row["school_class"]] = row["place"]
    rows, seen = [], set[int]()
    for one in SchoolClass.objects.filter(is_open=True).order_by("sort", "pk"):
        place = one.room_id or stand.get(one.pk)
        if place is not None and place not in seen:
            seen.add(place)
            rows.append({"place_id": place, "school_class": one, "heads": heads.get(one.pk, 0)})
    return rows


def rooms_with_beds(today: date) -> list[dict[str, Any]]:
    """Every room in which beds stand, at first as full as it can be."""
    held: Counter[int] = Counter()
    for card in cards_of((BED,), today).exclude(status=Status.IDLE):
        held[card.place_id or 0] += card.qty * BED.holds(card, today)
    places = Place.objects.filter(pk__in=held).order_by("path")
    return [{"place_id": one.pk, "school_class": None, "heads": held[one.pk]} for one in places]
