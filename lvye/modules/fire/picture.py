"""The picture of a building: each floor a strip, rooms beside the corridor, the devices where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lvye.kernel.places.api import Place, PlaceStatus, under

from .checking import Stand
from .models import Device

ROOM, DEEP, HALL = 96, 58, 92  # width of a room, its depth, width of the corridor; one unit is one pixel on a phone
LEAST, MARK = 720, 46
IN_HALL = "走廊"  # house: the name of the spot in the school's own tree


@dataclass(frozen=True)
class Cell:
    """A room as a box."""

    name: str
    x: int
    y: int
    width: int
    is_up: bool

    @property
    def middle(self) -> int:
        """Where its name stands."""
        return self.x + self.width // 2

    @property
    def base(self) -> int:
        """The line its name stands on, away from the corridor."""
        return self.y + (24 if self.is_up else DEEP - 12)


@dataclass(frozen=True)
class Mark:
    """A device as a mark."""

    device: Device
    stand: Stand
    x: int
    y: int


@dataclass
class Strip:
    """One floor."""

    place: Place
    width: int
    cells: list[Cell] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    height: int = 2 * DEEP + HALL

    @property
    def worst(self) -> int:
        """How many want somebody."""
        return sum(1 for mark in self.marks if mark.stand.kind == "late")


def strips(building: Place, devices: Iterable[Device], stands: dict[int, Stand]) -> list[Strip]:
    """The floors of a building, the highest first; a building without floors, or a ground, is one strip."""
    below = list(under(building).filter(status=PlaceStatus.OPEN).order_by("sort", "name", "pk"))
    floors = [one for one in below if one.kind == "floor"]
    rooms: dict[int, list[Place]] = {}
    for one in below:
        if one.parent_id and one.kind == "room":
            rooms.setdefault(one.parent_id, []).append(one)
    home = {one.pk: _floor_of(one, floors, building) for one in below}
    held: dict[int, list[Device]] = {}
    for device in devices:
        held.setdefault(home.get(device.place_id, building.pk), []).append(device)
    made = [_strip(one, rooms.get(one.pk, []), held.get(one.pk, []), stands) for one in reversed(floors)]
    rest = held.get(building.pk, [])
    if rest or not floors:
        made.append(_strip(building, rooms.get(building.pk, []), rest, stands))
    return made


def _floor_of(place: Place, floors: list[Place], building: Place) -> int:
    path = place.path or ""
    return next((one.pk for one in floors if path.startswith(one.path or "-")), building.pk)


def _strip(place: Place, rooms: list[Place], devices: list[Device], stands: dict[int, Stand]) -> Strip:
    walled = [one for one in rooms if one.name != IN_HALL]
    columns = max((len(walled) + 1) // 2, 1)
    in_hall = [one for one in devices if one.place_id not in {room.pk for room in walled}]
    width = max(LEAST, columns * ROOM, (len(in_hall) + 1) * (MARK + 8))
    made = Strip(place, width)
    each = width // columns
    where: dict[int, Cell] = {}
    for number, room in enumerate(walled):
        is_up = number % 2 == 0
        cell = Cell(room.name, (number // 2) * each, 0 if is_up else DEEP + HALL, each, is_up)
        made.cells.append(cell)
        where[room.pk] = cell
    seen: dict[int, int] = {}
    for device in devices:
        if (found := where.get(device.place_id)) is not None:
            turn = seen.get(device.place_id, 0)
            seen[device.place_id] = turn + 1
            x = found.middle + turn * MARK
            made.marks.append(Mark(device, stands[device.pk], x, DEEP - 4 if found.is_up else DEEP + HALL + 4))
    gap = width // (len(in_hall) + 1)
    for number, device in enumerate(in_hall, 1):
        made.marks.append(Mark(device, stands[device.pk], number * gap, DEEP + HALL // 2))
    return made
