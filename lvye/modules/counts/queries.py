"""Reads on counts: rates with what they are of, progress by room and counter, and the differences in money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count as Number
from django.db.models import DecimalField, F, Max, Q, QuerySet, Sum
from django.db.models.functions import Cast

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place, within
from lvye.kit import say

from .models import SEEN, Condition, Count, Counter, Line, Result, Scan, Seen

SEEN_LINES = Q(result__in=SEEN)
MISSING = Q(result=Result.MISSING)
TO_COUNT = Q(is_expected=True) | SEEN_LINES


@dataclass(frozen=True)
class Rate:
    """How many were seen of how many should be there; never a rate without the number it is of."""

    seen: int
    of: int

    @property
    def share(self) -> str:
        """ "92.5%"; "—" of nothing."""
        return say.share(self.seen, self.of) if self.of else "—"

    @property
    def left(self) -> int:
        """How many are still to be seen."""
        return self.of - self.seen

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.left == 0


@dataclass(frozen=True)
class Part:
    """A room, building or counter with what was done there. at: when the last sighting came."""

    what: Any
    rate: Rate
    wrong: int = 0
    scans: int = 0
    present: int = 0
    at: Any = None


def rate(count: Count) -> Rate:
    """Of the whole count: what is lent or being repaired counts only once it is seen."""
    return _rate(Line.objects.filter(count=count))


def rate_in(count: Count, place: Place) -> Rate:
    """Of one place and all within it, as the book says."""
    return _rate(Line.objects.filter(within(place), count=count))


def _rate(lines: QuerySet[Line]) -> Rate:
    found = lines.aggregate(seen=Number("pk", filter=SEEN_LINES), of=Number("pk", filter=TO_COUNT))
    return Rate(found["seen"], found["of"])


def rooms(count: Count, *, within_place: Place | None = None) -> list[Part]:
    """Every room the book names in this count, with its rate; in the order of the tree. Two queries."""
    lines = Line.objects.filter(count=count)
    if within_place is not None:
        lines = lines.filter(within(within_place))
    rows = (
        lines.order_by()
        .values("place")
        .annotate(seen=Number("pk", filter=SEEN_LINES), of=Number("pk", filter=TO_COUNT),
                  wrong=Number("pk", filter=Q(result=Result.WRONG)))
    )  # fmt: skip
    known: dict[int | None, Any] = {row["place"]: row for row in rows}
    places = Place.objects.filter(pk__in=[pk for pk in known if pk is not None]).order_by("path")
    parts = [
        Part(place, Rate(known[place.pk]["seen"], known[place.pk]["of"]), known[place.pk]["wrong"]) for place in places
    ]
    if row := known.get(None):
        parts.append(Part(None, Rate(row["seen"], row["of"]), row["wrong"]))
    return parts


def buildings(count: Count) -> list[Part]:
    """Progress by building, the least done first. What lies in no building is one row."""
    rows = (
        Line.objects.filter(count=count)
        .order_by()
        .values("building", "building__name")
        .annotate(seen=Number("pk", filter=SEEN_LINES), of=Number("pk", filter=TO_COUNT),
                  wrong=Number("pk", filter=Q(result=Result.WRONG)))
    )  # fmt: skip
    parts = [Part(row["building__name"] or "", Rate(row["seen"], row["of"]), row["wrong"]) for row in rows]
    return sorted(parts, key=lambda part: (part.rate.seen / part.rate.of if part.rate.of else 1, part.what))


def counters(count: Count) -> list[Part]:
    """What each counter has seen first, and in how much of it he had read the room's label."""
    scans = (
        Scan.objects.filter(count=count).exclude(result=Seen.UNDONE).order_by().values("person")
        .annotate(n=Number("pk"), present=Number("pk", filter=Q(is_present=True)), at=Max("received_at"),
                  seen=Number("pk", filter=Q(result__in=(Seen.FOUND, Seen.WRONG))),
                  wrong=Number("pk", filter=Q(result=Seen.WRONG)))
    )  # fmt: skip
    told: dict[int, Any] = {row["person"]: row for row in scans}
    named = Counter.objects.filter(count=count).values_list("person", flat=True)
    people = Person.objects.filter(Q(pk__in=told) | Q(pk__in=named)).order_by("pk")
    empty: dict[str, Any] = {"seen": 0, "wrong": 0, "n": 0, "present": 0, "at": None}
    parts = []
    for person in people:
        row = told.get(person.pk, empty)
        parts.append(Part(person, Rate(row["seen"], row["n"]), row["wrong"], row["n"], row["present"], row["at"]))
    return parts


def places_of(count: Count, person: Person) -> list[Place] | None:
    """The places a counter was given; None: anywhere."""
    given = list(Counter.objects.filter(count=count, person=person).select_related("place"))
    found = [one.place for one in given if one.place is not None]
    return None if len(found) < len(given) else found


def in_room(count: Count, place: Place) -> QuerySet[Line]:
    """What the book expects in a room, and what else was seen there. What still waits comes first."""
    here = Q(place=place) | Q(seen_place=place)
    return (
        Line.objects.filter(here, count=count)
        .select_related("asset", "place", "seen_place", "seen_by")
        .order_by("number")
    )


@dataclass(frozen=True)
class Totals:
    """The five results of a count, in cards and yuan, with what the book held."""

    found: int
    wrong: int
    missing: int
    away: int
    waiting: int
    missing_value: Decimal
    fewer: int
    fewer_value: Decimal
    more: int
    unknown: int
    twice: int
    to_mend: int
    to_scrap: int
    scanned: int


def totals(count: Count) -> Totals:
    """What came of a count. fewer: cards of several pieces of which some were not seen, at the card's average value."""
    each = Cast(F("value"), DecimalField(max_digits=16, decimal_places=2))
    short, over = Q(seen_qty__lt=F("qty")), Q(seen_qty__gt=F("qty"))
    row = Line.objects.filter(count=count).aggregate(
        **{str(result): Number("pk", filter=Q(result=result)) for result in Result.values},
        missing_value=Sum("value", filter=MISSING),
        fewer=Number("pk", filter=short),
        more=Number("pk", filter=over),
        fewer_value=Sum(each * (F("qty") - F("seen_qty")) / F("qty"), filter=short,
                        output_field=DecimalField(max_digits=16, decimal_places=2)),
        to_mend=Number("pk", filter=Q(condition=Condition.REPAIR)),
        to_scrap=Number("pk", filter=Q(condition=Condition.SCRAP)),
    )  # fmt: skip
    scans = Scan.objects.filter(count=count)
    first = Q(result__in=(Seen.FOUND, Seen.WRONG))
    seen = scans.aggregate(
        unknown=Number("pk", filter=Q(result=Seen.UNKNOWN)), twice=Number("pk", filter=Q(result=Seen.TWICE)),
        scanned=Number("pk", filter=first & Q(how__in=("scan", "typed"))),
    )  # fmt: skip
    money = {name: (row.pop(name) or Decimal(0)).quantize(Decimal("0.01")) for name in ("missing_value", "fewer_value")}
    told: dict[str, Any] = {**row, **money, **seen}
    return Totals(**told)
