"""The tree of places: make, rename, move, close. What follows from the tree is kept here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, Case, CharField, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.places.models import PARENTS, ROOT, Kind, Place, PlaceStatus
from lvye.kernel.places.names import full_name, order_of
from lvye.kernel.places.queries import under
from lvye.kernel.records import api as records
from lvye.kit.memo import forget

from .codes import codes_make

BATCH = 400
MAX_DEPTH = 8
DERIVED = ["path", "depth", "building", "full_name", "search_text"]


def place_create(
    name: str,
    *,
    kind: str,
    actor: User,
    parent: Place | None = None,
    sort: int | None = None,
    reason: str = "",
) -> Place:
    """Make a place and its first code. `sort`: None takes the first number in the name (3层 → 3).

    Raises ValidationError where the kind does not belong below `parent`, or the name is taken there.
    """
    with records.deed():
        parent = _held(parent)
        check_nesting(kind, parent)
        values = values_of(name, kind, parent, sort)
        place = records.create(Place, actor=actor, reason=reason, **values)
        settle([place])
        codes_make([place], actor=actor, reason=reason)
    forget()
    return place


def place_amend(place: Place, *, actor: User, verb: str = "amend", reason: str = "", **values: Any) -> Place:
    """Change name, kind, parent or order; the names and paths of all places below follow.

    Raises ValidationError for a place below itself, a kind that does not belong there, or a name that is taken.
    """
    with records.deed():
        held = _held(place) or place
        if "name" in values:
            values["name"] = _clean(values["name"])
        if {"kind", "parent"} & values.keys():
            _check_move(held, values.get("kind", held.kind), values.get("parent", held.parent))
        records.amend(held, actor=actor, verb=verb, reason=reason, **values)
        _refresh(held)
    for name in ("name", "kind", "parent", "sort", *DERIVED):
        setattr(place, name, getattr(held, name))
    forget()
    return place


def place_rename(place: Place, name: str, *, actor: User, reason: str = "") -> Place:
    """Another name. Codes and addresses stay what they are."""
    return place_amend(place, actor=actor, verb="rename", reason=reason, name=name)


def place_move(place: Place, parent: Place | None, *, actor: User, reason: str = "") -> Place:
    """Put a place, with all below it, elsewhere in the tree."""
    return place_amend(place, actor=actor, verb="move", reason=reason, parent=parent)


def place_close(place: Place, *, actor: User, reason: str = "") -> Place:
    """The place, and all that is below it, is used no more. Nothing is deleted, its codes say so to who scans them."""
    with records.deed():
        closed = records.take(place, "close", actor=actor, reason=reason)
        rest = under(place).exclude(pk=place.pk).filter(status=PlaceStatus.OPEN)
        for one in rest.select_for_update().order_by("pk"):
            records.amend(one, actor=actor, verb="close", reason=reason, status=PlaceStatus.CLOSED)
    forget()
    return closed


def place_reopen(place: Place, *, actor: User, reason: str = "") -> Place:
    """The place is in use again (not what is below it, which has to be opened by itself)."""
    if place.parent is not None and not place.parent.is_open:
        raise ValidationError(_("“%(parent)s”还停用着，请先启用它。") % {"parent": place.parent.full_name})
    opened = records.take(place, "reopen", actor=actor, reason=reason)
    forget()
    return opened


def values_of(name: str, kind: str, parent: Place | None, sort: int | None) -> dict[str, Any]:
    """The fields of a new place."""
    name = _clean(name)
    several = kind == Kind.CAMPUS and Place.objects.filter(kind=Kind.CAMPUS, status=PlaceStatus.OPEN).exists()
    return {
        "name": name,
        "kind": kind,
        "parent": parent,
        "sort": order_of(name) if sort is None else sort,
        "in_names": several,
        "full_name": full_name(name, parent),
        "depth": parent.depth + 1 if parent else 0,
    }


def check_nesting(kind: str, parent: Place | None) -> None:
    """Refuse a kind that does not belong below `parent`, and anything below a closed place."""
    if kind not in PARENTS:
        raise ValidationError({"kind": _("没有“%(kind)s”这种地点。") % {"kind": kind}})
    if (parent.kind if parent else ROOT) not in PARENTS[kind]:
        label = Kind(kind).label
        if parent is None:
            raise ValidationError({"parent": _("%(kind)s要放在某个地点里面，请选上级地点。") % {"kind": label}})
        text = _("%(kind)s不能放在%(parent)s里面。") % {"kind": label, "parent": Kind(parent.kind).label}
        raise ValidationError({"parent": text})
    if parent is not None and not parent.is_open:
        raise ValidationError({"parent": _("“%(place)s”已经停用。") % {"place": parent.full_name}})
    if parent is not None and parent.depth + 1 >= MAX_DEPTH:
        raise ValidationError({"parent": _("地点最多%(n)s层。") % {"n": MAX_DEPTH}})


def settle(places: Iterable[Place]) -> None:
    """Give new places (all of one depth) their path and building, which need the number the database gave.

    One statement whatever their number: a new place is known by having no path yet.
    """
    for place in places:
        _place_in_tree(place, place.parent)
    above = Place.objects.filter(pk=OuterRef("parent_id"))
    start = Coalesce(Subquery(above.values("path")[:1]), Value(""), output_field=CharField())
    Place.objects.filter(path=None).update(  # house: derived from the tree, not a deed
        path=Concat(start, Cast("pk", CharField()), Value("/"), output_field=CharField()),
        building=Case(
            When(kind=Kind.BUILDING, then=F("pk")),
            default=Subquery(above.values("building")[:1]),
            output_field=BigIntegerField(),
        ),
    )


def _check_move(place: Place, kind: str, parent: Place | None) -> None:
    if parent is not None and parent.path.startswith(place.path or "-"):
        raise ValidationError({"parent": _("不能把一个地点放到它自己里面。")})
    check_nesting(kind, parent)
    for child in place.children.filter(status=PlaceStatus.OPEN):
        if kind not in PARENTS[child.kind]:
            words = {"kind": Kind(kind).label, "child": child.name}
            raise ValidationError({"kind": _("里面还有“%(child)s”，不能改成%(kind)s。") % words})


def _refresh(top: Place) -> None:
    """Make path, depth, building, full name and search words of a subtree anew; only what differs is written."""
    rows = list(under(top).select_for_update().order_by("depth", "pk"))
    by_pk = {row.pk: row for row in rows} | {top.pk: top}
    changed = []
    for row in [top, *(row for row in rows if row.pk != top.pk)]:
        before = [getattr(row, name) for name in DERIVED]
        parent = top.parent if row is top else by_pk[row.parent_id or 0]
        row.depth = parent.depth + 1 if parent else 0
        row.full_name = full_name(row.name, parent)
        _place_in_tree(row, parent)
        row.search_text = row.search_tokens()
        if [getattr(row, name) for name in DERIVED] != before:
            changed.append(row)
    Place.objects.bulk_update(changed, DERIVED, batch_size=BATCH)  # house: derived from the tree, not a deed


def _place_in_tree(place: Place, parent: Place | None) -> None:
    place.path = f"{parent.path if parent else ''}{place.pk}/"
    place.building_id = place.pk if place.kind == Kind.BUILDING else parent.building_id if parent else None


def _held(place: Place | None) -> Place | None:
    """The row as it stands now, locked: nobody moves it while something is put below it."""
    return Place.objects.select_for_update().get(pk=place.pk) if place else None


def _clean(name: str) -> str:
    return " ".join(name.split())
