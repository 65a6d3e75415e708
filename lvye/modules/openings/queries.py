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
from lvye.modules.stores.api import GiveBack, Issue, Item, Move, on_hand_many

from .forecast import Use
from .models import Handout, HandoutStatus, Pack, PackLine, PackStatus, PastUse

USED, RETURNED = "issue", "giveback"
MOST_TERMS = 12
HALF, GRAIN = Decimal("0.5"), Decimal("0.01")
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


def use_by_term(of: list[Term], heads_now: int, today: date) -> dict[int, list[Use]]:
    """item → what each term used of it (issues less what came back of them), from the first term that knew the item.

    Before that stands what the school wrote down of its paper books. The pupils of a term are those its distribution
    was planned by; where there was none, those of today. A document that was reversed takes its move back by itself.
    A term that still runs is scaled to its whole length, but for what its opening handed out; before its middle it
    tells too little and is left out.
    """
    of = [term for term in of if _gone(term, today) >= HALF]
    heads = dict(
        Handout.objects.exclude(status=HandoutStatus.DROPPED)
        .filter(pupils__gt=0)
        .order_by("pk")
        .values_list("term", "pupils")
    )
    used: dict[int, list[Use]] = defaultdict(list)
    for term in of:
        share, pupils_then = _gone(term, today), heads.get(term.pk, heads_now)
        once, more = _used(term)
        for item in {*once, *more, *used, *_moved(term)}:
            qty = max(once.get(item, ZERO), ZERO) + max(more.get(item, ZERO), ZERO) / share
            grain = GRAIN if share == 1 else Decimal(1)  # what is scaled is a whole number at best
            used[item].append(Use(qty.quantize(grain), pupils_then, term.code, share))
    known = {item: uses for item, uses in used.items() if any(use.qty for use in uses)}
    return _with_paper(known, of)


def _gone(term: Term, today: date) -> Decimal:
    """How much of a term is over, from 0 to 1."""
    if today >= term.ends_on:
        return Decimal(1)
    return max(Decimal((today - term.begins_on).days + 1) / ((term.ends_on - term.begins_on).days + 1), ZERO)


def _moved(term: Term) -> set[int]:
    """The items the store knew in a term."""
    rows = Move.objects.filter(moved_on__range=(term.begins_on, term.ends_on))
    return set(rows.order_by().values_list("item", flat=True).distinct())


def _used(term: Term) -> tuple[dict[int, Decimal], dict[int, Decimal]]:
    """item → what the opening of a term handed out, and what was taken besides. What was lent is not used up."""
    moves = Move.objects.filter(moved_on__range=(term.begins_on, term.ends_on))
    opening = Issue.objects.filter(about=Pack._meta.label_lower).values("pk")
    lent = GiveBack.objects.filter(loan__isnull=False).values("pk")
    packs = moves.filter(kind=USED, paper_id__in=opening)
    others = moves.filter(kind=USED).exclude(paper_id__in=opening) | moves.filter(kind=RETURNED).exclude(
        paper_id__in=lent
    )  # fmt: skip
    once, more = (
        dict(rows.order_by().values_list("item").annotate(n=-Sum("qty"))) for rows in (packs, others)
    )  # fmt: skip
    return once, more


def _with_paper(known: dict[int, list[Use]], of: list[Term]) -> dict[int, list[Use]]:
    """What the paper books say of the terms before those the program knows of an item."""
    last = of[-1].code if of else ""
    written: dict[int, list[Use]] = defaultdict(list)
    for one in PastUse.objects.order_by("school_year", "half"):
        written[one.item_id].append(Use(one.qty, one.pupils, f"{one.school_year}-{one.half}"))
    found = dict(known)
    for item, uses in written.items():
        own = known.get(item, [])
        begins = own[0].code if own else f"{last}~"
        found[item] = ([use for use in uses if use.code < begins] + own)[-MOST_TERMS:]
    return {item: uses for item, uses in found.items() if uses}
