"""A whole tree of places from a sheet with the columns 校区, 楼栋, 楼层, 房间, 类型."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.places.models import Kind, Place, PlaceStatus
from lvye.kernel.places.names import plain
from lvye.kernel.records import api as records
from lvye.kit.memo import forget

from .codes import codes_make
from .tree import check_nesting, settle, values_of

Key = tuple[str, ...]  # the plain names from the root down
COLUMNS = ("campus", "building", "floor", "room", "kind")
FIRST_ROW = 2  # as a person counts the rows of a sheet whose first row is the head


@dataclass(frozen=True)
class PlaceRow:
    """One row of the sheet: the last name given is the place it speaks of, `kind` is what that one is."""

    campus: str = ""
    building: str = ""
    floor: str = ""
    room: str = ""
    kind: str = ""
    number: int = 0  # where it stands in the sheet; 0: counted from FIRST_ROW

    @classmethod
    def of(cls, row: Mapping[str, object], number: int = 0) -> PlaceRow:
        """From a mapping with these names; None and gaps become ""."""
        said = {name: " ".join(str(row.get(name) or "").split()) for name in COLUMNS}
        at = str(row.get("row") or "")
        return cls(**said, number=int(at) if at.isdecimal() else number)


@dataclass(frozen=True)
class Laid:
    """What an import did: the place each row speaks of, and how many places were made for them."""

    places: list[Place]
    made: int


@dataclass
class _Node:
    name: str
    kind: str
    parent: Key
    place: Place | None = None


@dataclass
class _Draft:
    """The tree as it will be: what is there, and what the sheet adds."""

    nodes: dict[Key, _Node] = field(default_factory=dict)
    fresh: list[Key] = field(default_factory=list)
    only_campus: Key = ()
    campus_count: int = 0
    kinds: dict[str, str] = field(default_factory=dict)


def place_tree_import(rows: Iterable[PlaceRow | Mapping[str, object]], *, actor: User, reason: str = "") -> Laid:
    """Make the places of a sheet, ancestors included; what is there already stays as it is.

    All or nothing: raises ValidationError with one sentence for each row that cannot be.
    """
    with records.deed():
        draft = _standing()
        aims, problems = [], []
        for number, row in enumerate(rows, start=FIRST_ROW):
            one = row if isinstance(row, PlaceRow) else PlaceRow.of(row)
            try:
                aims.append(_draw(draft, one))
            except ValidationError as problem:
                words = {"n": one.number or number, "why": "；".join(problem.messages)}
                problems.append(_("第 %(n)s 行：%(why)s") % words)
        if problems:
            raise ValidationError(problems)
        made = _make(draft, actor=actor, reason=reason)
        codes_make(made, actor=actor, reason=reason)
    forget()
    return Laid([_there(draft.nodes[aim]) for aim in aims], len(made))


def _standing() -> _Draft:
    """The tree as it stands, by names."""
    draft = _Draft(kinds=_kinds())
    keys: dict[int, Key] = {}
    campuses = []
    for place in Place.objects.filter(status=PlaceStatus.OPEN).order_by("depth", "pk"):
        parent = keys.get(place.parent_id or 0, ())
        keys[place.pk] = key = (*parent, plain(place.name))
        draft.nodes[key] = _Node(place.name, place.kind, parent, place)
        if place.kind == Kind.CAMPUS:
            campuses.append(key)
    draft.campus_count = len(campuses)
    draft.only_campus = campuses[0] if len(campuses) == 1 else ()
    return draft


def _draw(draft: _Draft, row: PlaceRow) -> Key:
    """Put a row's place, and what it lies in, into the draft."""
    steps = _steps(draft, row)
    key: Key = ()
    if steps and steps[0][1] != Kind.CAMPUS:
        if draft.campus_count > 1:
            raise ValidationError(_("学校有多个校区，请写明校区。"))
        key = draft.only_campus
    for name, kind in steps:
        key = _add(draft, key, name, kind)
    return key


def _steps(draft: _Draft, row: PlaceRow) -> list[tuple[str, str]]:
    given = [
        (row.campus, Kind.CAMPUS.value),
        (row.building, Kind.BUILDING.value),
        (row.floor, Kind.FLOOR.value),
        (row.room, Kind.ROOM.value),
    ]
    steps = [(name, kind) for name, kind in given if name]
    if not steps:
        raise ValidationError(_("这一行没有写任何地点。"))
    if row.floor and not row.building:
        raise ValidationError(_("写了楼层“%(floor)s”，没有写楼栋。") % {"floor": row.floor})
    if row.kind:
        steps[-1] = (steps[-1][0], _kind(draft, row.kind))
    return steps


def _kinds() -> dict[str, str]:
    """What a sheet may write for a kind: its label, or its name in the program."""
    return {plain(str(label)): value for value, label in Kind.choices} | {value: value for value in Kind.values}


def _kind(draft: _Draft, text: str) -> str:
    if (found := draft.kinds.get(plain(text))) is None:
        choices = "、".join(str(label) for _value, label in Kind.choices)
        words = {"kind": text, "choices": choices}
        raise ValidationError(_("不认识类型“%(kind)s”，可以写：%(choices)s。") % words)
    return found


def _add(draft: _Draft, parent: Key, name: str, kind: str) -> Key:
    key = (*parent, plain(name))
    known = draft.nodes.get(key)
    if known is None:
        if len(name) > (limit := Place._meta.get_field("name").max_length or 0):
            raise ValidationError(_("“%(name)s”太长，地点名称最多%(n)s个字。") % {"name": name, "n": limit})
        above = draft.nodes.get(parent)
        check_nesting(kind, Place(kind=above.kind, depth=len(parent) - 1) if above else None)
        draft.nodes[key] = _Node(name, kind, parent)
        draft.fresh.append(key)
        if kind == Kind.CAMPUS:
            draft.campus_count += 1
            draft.only_campus = key if draft.campus_count == 1 else ()
    elif known.kind != kind:
        words = {"name": known.name, "is": Kind(known.kind).label, "kind": Kind(kind).label}
        raise ValidationError(_("“%(name)s”已经是%(is)s，这一行却写成%(kind)s。") % words)
    return key


def _make(draft: _Draft, *, actor: User, reason: str) -> list[Place]:
    """The new places, level by level: each needs the number of the one above it."""
    made: list[Place] = []
    for depth in sorted({len(key) for key in draft.fresh}):
        keys = [key for key in draft.fresh if len(key) == depth]
        nodes = [draft.nodes[key] for key in keys]
        parents = [draft.nodes[node.parent].place if node.parent else None for node in nodes]
        rows = [values_of(node.name, node.kind, parent, None) for node, parent in zip(nodes, parents, strict=True)]
        if depth == 1:
            _name_campuses(rows)
        level = records.create_many(Place, rows, actor=actor, reason=reason, check=False)
        for node, place in zip(nodes, level, strict=True):
            node.place = place
        settle(level)
        made += level
    return made


def _name_campuses(rows: list[dict[str, object]]) -> None:
    """Of several campuses that come together, all but the very first of the school are named in full names."""
    campuses = [row for row in rows if row["kind"] == Kind.CAMPUS]
    for row in campuses[1:]:
        row["in_names"] = True


def _there(node: _Node) -> Place:
    assert node.place is not None  # noqa: S101 - every node of a finished draft has its place
    return node.place
