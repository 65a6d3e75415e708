"""Reads on places: the school, the tree, what lies below a place, and which place a code or a name means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import registers
from lvye.kit.memo import once

from .codes import normal_code
from .models import CodeStatus, Place, PlaceCode, PlaceStatus, School

NODE_FIELDS = ("pk", "parent_id", "kind", "name", "full_name", "depth", "building_id")
AFTER_SLASH = "0"  # the character after "/": "1/4/" ≤ path < "1/40" is exactly what lies below 1/4/


@once
def school() -> School:
    """The school; before the first-run wizard an empty one, so that pages need not ask."""
    return School.objects.first() or School()


def within(place: Place, by: str = "place") -> Q:
    """Records whose place, found by the field path `by`, is this one or lies below it. "" for places themselves."""
    start = f"{by}__path" if by else "path"
    path = place.path or "-"
    return Q(**{f"{start}__gte": path, f"{start}__lt": path[:-1] + AFTER_SLASH})


def under(place: Place) -> QuerySet[Place]:
    """The place itself and everything below it, closed places too. One stretch of an index."""
    return Place.objects.filter(within(place, ""))


def resolve(code: str) -> PlaceCode | None:
    """The code with its place (and building), whatever way it was written; None when there never was one.

    A revoked code is found too (`is_live` says so): the caller owes its reader a sentence.
    """
    if not (normal := normal_code(code)):
        return None
    return PlaceCode.objects.select_related("place__building").filter(code=normal).first()


def code_of(place: Place) -> str:
    """The code to print for a place: the newest that is not revoked; "" when all are."""
    return codes_of([place]).get(place.pk, "")


def codes_of(places: Iterable[Place]) -> dict[int, str]:
    """place id → the code to print, for many places in one query."""
    rows = PlaceCode.objects.filter(place__in=[p.pk for p in places], status=CodeStatus.LIVE).order_by("pk")
    return dict(rows.values_list("place", "code"))


def address_of(code: str) -> str:
    """The path a label leads to: "/s/8K3W2P/". For ever: a printed label cannot be changed."""
    return reverse("places:scan-code", args=[code])


@dataclass(frozen=True)
class Label:
    """What stands on one label. `url` is a path; the paper puts the school's address before it."""

    code: str
    url: str
    title: str
    subtitle: str


def labels_for(places: Iterable[Place]) -> list[Label]:
    """Labels of these places, in their order; places without a living code are left out."""
    found = list(places)
    codes, named = codes_of(found), school()
    subtitle = named.short_name or named.name
    return [
        Label(codes[place.pk], address_of(codes[place.pk]), place.full_name, subtitle)
        for place in found
        if place.pk in codes
    ]


@dataclass(frozen=True)
class Node:
    """One place as choosers need it."""

    pk: int
    parent_id: int | None
    kind: str
    name: str
    full_name: str
    depth: int
    building_id: int | None

    @classmethod
    def of(cls, place: Place) -> Node:
        """From a place that is loaded."""
        return cls(*(getattr(place, name) for name in NODE_FIELDS))


def tree(user: User) -> list[Node]:
    """All places in use that this user may see, each before what lies in it, in the school's own order."""
    rows = registers["places.place"].rows(user).filter(status=PlaceStatus.OPEN).order_by("sort", "name", "pk")
    children: dict[int | None, list[Node]] = {}
    for values in rows.values_list(*NODE_FIELDS):
        node = Node(*values)
        children.setdefault(node.parent_id, []).append(node)
    ordered: list[Node] = []
    _walk(None, children, ordered.append)
    return ordered


def _walk(parent: int | None, children: dict[int | None, list[Node]], add: Callable[[Node], Any]) -> None:
    for node in children.get(parent, ()):
        add(node)
        _walk(node.pk, children, add)


def below(user: User, at: Place | None) -> QuerySet[Place]:
    """The places in use directly in `at` (None: the outermost), for choosing step by step."""
    rows: QuerySet[Place] = registers["places.place"].rows(user)
    return rows.filter(parent=at, status=PlaceStatus.OPEN).order_by("sort", "name", "pk")


def chain(place: Place) -> list[Place]:
    """The place with all it lies in, outermost first: one query, from the ids in its path."""
    found = Place.objects.in_bulk([int(part) for part in (place.path or "").split("/") if part])
    return sorted(found.values(), key=lambda one: one.depth)
