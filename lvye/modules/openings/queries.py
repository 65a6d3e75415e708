"""Reads for the opening of a term: head counts, what a distribution needs beside what is there, past use by term."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count as Number
from django.db.models import QuerySet, Sum

from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.terms.api import Term, terms
from lvye.modules.stores.api import Item, Move, on_hand_many

from .forecast import Use
from .models import Handout, HandoutStatus, Pack, PackLine, PackStatus

USED, RETURNED = "issue", "giveback"
MOST_TERMS = 12
ZERO = Decimal(0)


@dataclass(frozen=True)
class Need:
    """An item of a distribution: what its packs still ask for, and what is in the store."""

    item: Item
    asked: Decimal
    there: Decimal

    @property
    def short(self) -> Decimal:
        """How much is missing; 0 when there is enough."""
        return max(self.asked - self.there, ZERO)


def classes() -> list[tuple[SchoolClass, int]]:
    """The classes there are, in the school's order, each with how many pupils it has."""
    counted = dict(
        Person.objects.filter(kind="student", status="here", school_class__isnull=False)
        .order_by().values_list("school_class").annotate(n=Number("pk"))
    )  # fmt: skip
    rows = SchoolClass.objects.filter(is_open=True).select_related("head").order_by("sort", "pk")
    return [(one, counted.get(one.pk, 0)) for one in rows]


def teachers() -> QuerySet[Person]:
    """Who teaches here."""
    return Person.objects.filter(kind="teacher", status="here").order_by("department__name", "name", "pk")


def pupils() -> int:
    """How many pupils there are today."""
    return Person.objects.filter(kind="student", status="here").count()


def needs_of(handout: Handout) -> list[Need]:
    """Every item its waiting packs ask for, the short ones first. Three queries."""
    asked = dict(
        PackLine.objects.filter(pack__handout=handout, pack__status=PackStatus.LISTED)
        .order_by().values_list("item").annotate(n=Sum("qty"))
    )  # fmt: skip
    there = on_hand_many(handout.store)
    items = Item.objects.filter(pk__in=asked).order_by("name", "pk")
    found = [Need(item, asked[item.pk], there.get(item.pk, ZERO)) for item in items]
    return sorted(found, key=lambda one: (one.short == 0, one.item.name))


def packs_of(handout: Handout) -> QuerySet[Pack]:
    """Its packs, classes before teachers, with what is in them."""
    rows = handout.packs.select_related("school_class__head", "person", "issue__taken_by")
    return rows.prefetch_related("lines__item").order_by("school_class__sort", "school_class_id", "pk")


def past_terms(before: Term, today: date) -> list[Term]:
    """The terms before that one which are over or have begun, the earliest first."""
    known = [one for one in terms() if one.begins_on < before.begins_on and one.begins_on <= today]
    return sorted(known, key=lambda one: one.begins_on)[-MOST_TERMS:]


def use_by_term(of: list[Term], heads_now: int) -> dict[int, list[Use]]:
    """item → what each term used of it (issues less what came back), from the first term that knew the item.

    The pupils of a term are those its distribution was planned by; where there was none, those of today.
    A document that was reversed takes its move back by itself.
    """
    heads = dict(
        Handout.objects.exclude(status=HandoutStatus.DROPPED)
        .filter(pupils__gt=0)
        .order_by("pk")
        .values_list("term", "pupils")
    )
    used: dict[int, list[Decimal]] = defaultdict(lambda: [ZERO] * len(of))
    first: dict[int, int] = {}
    for place, term in enumerate(of):
        moves = Move.objects.filter(moved_on__range=(term.begins_on, term.ends_on))
        for item in moves.order_by().values_list("item", flat=True).distinct():
            first.setdefault(item, place)
        rows = moves.filter(kind__in=(USED, RETURNED)).order_by().values_list("item").annotate(n=Sum("qty"))
        for item, qty in rows:
            used[item][place] = max(-qty, ZERO)
    return {
        item: [Use(qty, heads.get(of[n].pk, heads_now)) for n, qty in enumerate(qtys) if n >= first.get(item, 0)]
        for item, qtys in used.items()
    }
